import Storage

/// Gives the pairs that a property path connects: all, or those at the ends that rows bind.
final class PathOperator: BatchOperator {
  /// Where an end of the path is.
  enum End {
    case constant(UInt64)
    /// A column of the input.
    case bound(Int)
    case free
  }

  private let input: BatchOperator?
  private let path: CompiledPath
  private let walker: PathWalker
  private let subject: End
  private let object: End
  /// Whether both ends are the same free variable.
  private let isLoop: Bool
  /// Whether ends that rows give must be nodes of the graph: no end is a term of the query, which a path of no length
  /// leads to whether it is one or not.
  private let asksNodes: Bool
  private let leftSources: [Int]
  private let subjectTarget: Int?
  private let objectTarget: Int?
  private let output: RowTable
  private var row = 0
  private var hasInput = false
  private var starts: [UInt64]?
  private var start = 0
  private var pending: [(UInt64, UInt64)] = []
  private var isDone = false

  init(
    _ input: BatchOperator?, _ spec: PathSpec, _ context: EvaluationContext, slots: [Slot]
  ) throws(QueryError) {
    self.input = input
    path = try CompiledPath(spec.path, context)
    walker = PathWalker(view: context.view, graphs: spec.graphs, control: context.control)
    subject = Self.end(spec.subject, input)
    object = Self.end(spec.object, input)
    if case .variable(let a) = spec.subject, case .variable(let b) = spec.object, a == b {
      isLoop = true
    } else {
      isLoop = false
    }
    asksNodes = [spec.subject, spec.object].allSatisfy {
      if case .constant = $0 { false } else { true }
    }
    let fromLeft = slots.filter { input?.column(of: $0) != nil }
    let fromPath = slots.filter { input?.column(of: $0) == nil }
    leftSources = input?.columns(of: fromLeft) ?? []
    func target(_ place: ScanPlace) -> Int? {
      guard case .variable(let slot) = place else { return nil }
      return fromPath.firstIndex(of: slot).map { fromLeft.count + $0 }
    }
    subjectTarget = target(spec.subject)
    objectTarget = target(spec.object)
    output = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: fromLeft + fromPath, control: context.control)
  }

  private static func end(_ place: ScanPlace, _ input: BatchOperator?) -> End {
    switch place {
    case .constant(let id): return .constant(id.rawValue)
    case .bound(let slot):
      guard let column = input?.column(of: slot) else {
        preconditionFailure("a path starts from a variable that its rows do not have")
      }
      return .bound(column)
    case .variable: return .free
    }
  }

  override func produce() throws(QueryError) -> Bool {
    output.removeAll()
    while output.count < BatchOperator.batchRows {
      if !pending.isEmpty { try flush() }
      if output.count >= BatchOperator.batchRows { break }
      guard try walkOn() else { break }
    }
    show(output)
    return output.count > 0
  }

  /// Writes pairs until they end or the output is full.
  private func flush() throws(QueryError) {
    let count = min(pending.count, BatchOperator.batchRows - output.count)
    for (a, b) in pending.suffix(count) {
      for (index, source) in leftSources.enumerated() {
        output.columns[index][output.count] = input?.batch[source][row] ?? 0
      }
      if let subjectTarget { output.columns[subjectTarget][output.count] = a }
      if let objectTarget { output.columns[objectTarget][output.count] = b }
      output.count += 1
    }
    pending.removeLast(count)
  }

  /// Finds further pairs; false at the end.
  private func walkOn() throws(QueryError) -> Bool {
    guard let input else { return try walkFromAnywhere() }
    if hasInput { row += 1 }
    while !hasInput || row >= input.rows {
      guard try input.next() else { return false }
      hasInput = true
      row = 0
    }
    let (from, to) = (known(subject), known(object))
    if asksNodes, let end = from ?? to, try !walker.isNode(end) { return true }
    try walk(from, to)
    return true
  }

  private func walkFromAnywhere() throws(QueryError) -> Bool {
    if isDone { return false }
    let (from, to) = (known(subject), known(object))
    if from != nil || to != nil {
      isDone = true
      try walk(from, to)
      return true
    }
    if starts == nil { starts = try walker.starts(path, forward: true) }
    guard let starts else { return false }
    guard start < starts.count else { return false }
    let node = starts[start]
    start += 1
    for end in try walker.reach(path, from: node, forward: true) where !isLoop || end == node {
      pending.append((node, end))
    }
    return true
  }

  private func known(_ end: End) -> UInt64? {
    switch end {
    case .constant(let id): id
    case .bound(let column): input?.batch[column][row]
    case .free: nil
    }
  }

  private func walk(_ from: UInt64?, _ to: UInt64?) throws(QueryError) {
    switch (from, to) {
    case (let a?, let b?):
      let count = try walker.count(path, from: a, to: b)
      for _ in 0..<count { pending.append((a, b)) }
    case (let a?, nil):
      for end in try walker.reach(path, from: a, forward: true) { pending.append((a, end)) }
    case (nil, let b?):
      for start in try walker.reach(path, from: b, forward: false) { pending.append((start, b)) }
    case (nil, nil): preconditionFailure("a path from rows has an end that they bind")
    }
  }
}
