/// A quad as four ids, in whatever order its context says.
package struct IDQuad: Hashable, Comparable, Sendable {
  package var a: UInt64
  package var b: UInt64
  package var c: UInt64
  package var d: UInt64

  @inlinable package init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  /// Lexicographic.
  @inlinable package static func < (x: IDQuad, y: IDQuad) -> Bool {
    if x.a != y.a { return x.a < y.a }
    if x.b != y.b { return x.b < y.b }
    if x.c != y.c { return x.c < y.c }
    return x.d < y.d
  }

  /// Below every quad.
  package static let lowest = IDQuad(0, 0, 0, 0)
  /// Above every quad.
  package static let highest = IDQuad(.max, .max, .max, .max)

  /// The id of a column, from 0 to 3.
  package subscript(column: Int) -> UInt64 {
    get {
      switch column {
      case 0: a
      case 1: b
      case 2: c
      default: d
      }
    }
    set {
      switch column {
      case 0: a = newValue
      case 1: b = newValue
      case 2: c = newValue
      default: d = newValue
      }
    }
  }

  /// A quad given as s p o g, with its columns in an index's order.
  package func permuted(to order: IndexOrder) -> IDQuad {
    switch order {
    case .spog: self
    case .psog: IDQuad(b, a, c, d)
    case .posg: IDQuad(b, c, a, d)
    case .ospg: IDQuad(c, a, b, d)
    case .gspo: IDQuad(d, a, b, c)
    }
  }
}

/// Which quads to read: each position bound to an id or free.
package struct QuadPattern: Hashable, Sendable {
  package var subject: TermID?
  package var predicate: TermID?
  package var object: TermID?
  package var graph: TermID?

  package init(
    subject: TermID? = nil, predicate: TermID? = nil, object: TermID? = nil, graph: TermID? = nil
  ) {
    self.subject = subject
    self.predicate = predicate
    self.object = object
    self.graph = graph
  }

  /// The order in which the bound positions stand first, and how many of them do.
  package var bestOrder: (order: IndexOrder, bound: Int) {
    let named = graph.map { $0.kind != .reserved } ?? false
    switch (subject != nil, predicate != nil, object != nil) {
    case (true, true, true): return (.spog, graph != nil ? 4 : 3)
    case (true, true, false): return (.spog, 2)
    case (true, false, true): return (.ospg, 2)
    case (true, false, false): return (.spog, 1)
    case (false, true, true): return (.posg, 2)
    case (false, true, false): return (.psog, 1)
    case (false, false, true): return (.ospg, 1)
    case (false, false, false): return named ? (.gspo, 1) : (.spog, 0)
    }
  }

  private var ids: InlineArray<4, TermID?> { [subject, predicate, object, graph] }

  /// The lowest and the highest quad of a range of `order` that holds all matches.
  package func bounds(in order: IndexOrder) -> (lower: IDQuad, upper: IDQuad) {
    let positions = order.positions
    var lower: InlineArray<4, UInt64> = [0, 0, 0, 0]
    var upper: InlineArray<4, UInt64> = [.max, .max, .max, .max]
    for column in 0..<4 {
      guard let id = ids[positions[column]] else { break }
      lower[column] = id.rawValue
      upper[column] = id.rawValue
    }
    return (
      IDQuad(lower[0], lower[1], lower[2], lower[3]), IDQuad(upper[0], upper[1], upper[2], upper[3])
    )
  }

  /// The bound columns behind the range's prefix, which a scan has to filter by.
  package func residual(in order: IndexOrder) -> InlineArray<4, UInt64?> {
    let positions = order.positions
    var residual: InlineArray<4, UInt64?> = [nil, nil, nil, nil]
    var inPrefix = true
    for column in 0..<4 {
      guard let id = ids[positions[column]] else {
        inPrefix = false
        continue
      }
      if !inPrefix { residual[column] = id.rawValue }
    }
    return residual
  }
}
