// Samples of pairs of patterns: what distinct values alone do not tell.
//
//     64 rows of the smaller pattern ──► looked up in the larger one ──► rows for each, values among them
//
// Formulas take values as independent: that departments are parts of few universities and all else of departments is
// not to be seen in counts. A sample of the pair shows it. It costs some hundred microseconds a pair, so it is taken
// for queries that are expected to take much longer than that, and once for each plan that is kept.
//
// Samples are taken at even distances, never by chance: a query has one plan.

import Glibc
import Storage

/// What samples tell of joins of two patterns.
struct PairSamples {
  /// What a pair has beyond the formula.
  private struct Finding {
    /// How many times as many rows.
    var factor: Double
    /// The variables that the pair shares.
    var shared: Set<Slot>
    /// Distinct values of variables, where there are so few that they recur in the sample.
    var values: [Slot: Double]
  }

  private var findings: [Int: [Int: Finding]] = [:]

  /// Samples the pairs of `items` that share variables and are patterns.
  init(_ items: [JoinItem], _ sampler: PatternSampler) throws(QueryError) {
    var samples: [Int: RowTable] = [:]
    for i in items.indices {
      for j in items.indices where j > i {
        guard case .pattern(let a) = items[i].kind, case .pattern(let b) = items[j].kind else {
          continue
        }
        let shared = Set(a.variables).intersection(b.variables)
        // What is small is small whatever joins it.
        guard !shared.isEmpty,
          max(a.rows, b.rows) >= Self.leastRows || sampler.control.strain.contains(.sample)
        else { continue }
        let (smaller, larger) = a.rows <= b.rows ? (a, b) : (b, a)
        let index = a.rows <= b.rows ? i : j
        let rows: RowTable
        if let known = samples[index] { rows = known } else { rows = try sampler.rows(of: smaller) }
        samples[index] = rows
        guard let found = try sampler.joined(rows, of: smaller, with: larger) else { continue }
        let expected = JoinSize(JoinSize(a), JoinSize(b), shared: shared)
        // Nothing found in n rows means less than one in n, not that there is none.
        let matches = found.rows == 0 ? 0.5 : Double(found.rows)
        let sampled = smaller.rows * matches / Double(found.sampledRows)
        let factor = sampled / max(expected.rows, 1e-3)
        // What few rows of a sample show is mostly chance: then it moves the formula little.
        let trust =
          found.matchedRows == 0
          ? 0.5 : Double(found.matchedRows) / Double(found.matchedRows + Self.fewRows)
        let trusted = pow(found.rows == 0 ? min(1, factor) : factor, trust)
        let finding = Finding(
          factor: trusted, shared: shared, values: found.values)
        findings[i, default: [:]][j] = finding
        findings[j, default: [:]][i] = finding
      }
    }
  }

  private static let leastRows = 1_000.0
  /// Rows of a sample that count half when they alone find anything.
  private static let fewRows = 8

  /// The size of a join of an item, of which there is a plan, with a plan of others that shares variables with it.
  ///
  /// Of several pairs the one that differs most counts: what they tell is mostly the same. So it is where the others
  /// are known to have few values of what is shared: the formula has taken that into account.
  func size(of item: Int, _ plan: PlanNode, with rest: PlanNode, of others: [Int]) -> JoinSize {
    let shared = Set(plan.slots).intersection(rest.slots)
    var size = JoinSize(JoinSize(rest), JoinSize(plan), shared: shared)
    var most: Finding?
    var values: [Slot: Double] = [:]
    for other in others {
      guard let finding = findings[item]?[other] else { continue }
      if abs(log(finding.factor)) > abs(log(most?.factor ?? 1)) { most = finding }
      values.merge(finding.values) { min($0, $1) }
    }
    if let most, !knowsValues(of: most.shared, others) { size.rows *= most.factor }
    size.limit(values: values)
    return size
  }

  /// Whether a pair of items has shown how many values one of the variables has.
  private func knowsValues(of slots: Set<Slot>, _ items: [Int]) -> Bool {
    items.contains { a in
      items.contains { b in
        findings[a]?[b]?.values.keys.contains(where: slots.contains) ?? false
      }
    }
  }
}

/// Takes samples; one thread.
struct PatternSampler {
  let patterns: PatternPlanner
  let control: QueryControl

  /// Rows of a sample, about.
  private static let wantedRows = 64
  /// Ranges up to so many rows are read whole.
  private static let wholeRows = 4_096.0
  /// Batches of a place in which a row that matches is looked for.
  private static let readBatches = 4
  /// Rows after which a join of a sample has shown enough, and rows that it may read for it.
  private static let joinedRows = 8_192
  private static let readRows = 100_000

  /// The variable that numbers the rows of a sample.
  private static let ordinal = Slot(index: -1)

  /// Rows at even distances of those that match a pattern: columns of its variables and their number.
  func rows(of pattern: ResolvedPattern) throws(QueryError) -> RowTable {
    let variables = pattern.variables
    let sample = RowTable(width: variables.count + 1, capacity: Self.wantedRows)
    let scans = try patterns.scans(pattern)
    guard let node = scans.min(by: { $0.rows < $1.rows }), case .scan(let spec) = node.operation
    else { return sample }
    if node.rows <= Self.wholeRows {
      let whole = RowTable(width: variables.count, capacity: BatchOperator.batchRows)
      let scan = ScanOperator(spec, view: patterns.view, slots: variables, control: control)
      while whole.count < 2 * Int(Self.wholeRows), try scan.next() {
        try whole.append(scan.batch, from: 0, count: scan.rows)
      }
      let columns = whole.columns.map { UnsafePointer($0) }
      try take(Self.wantedRows, of: columns, count: whole.count, into: sample)
      return sample
    }
    guard let sorting = spec.sorting.first else { return sample }
    let column = spec.column(of: sorting)
    for (lower, upper) in spec.bounds {
      let wanted = max(1, Self.wantedRows / spec.bounds.count)
      let places = try reading { () throws(StorageError) in
        try patterns.view.places(
          from: lower, to: upper, in: spec.order, column: column, count: wanted)
      }
      var share = 0.0
      for (index, place) in places.enumerated() {
        // Of a place with much more than its part, as of a value that many quads have, as many more rows.
        let due = Int((share + place.share) * Double(wanted)) - Int(share * Double(wanted))
        share += place.share
        let last = index + 1 < places.count ? places[index + 1].value - 1 : upper[column]
        guard due > 0, place.value <= last else { continue }
        var piece = spec
        piece.ranges = IDRanges([place.value...last])
        try take(due, of: piece, variables, into: sample)
      }
    }
    return sample
  }

  /// Takes rows of a piece of a scan; none where the first of them that match are far.
  private func take(
    _ wanted: Int, of piece: ScanSpec, _ variables: [Slot], into sample: RowTable
  ) throws(QueryError) {
    // The graph is looked for here, not by the scan, which would go on until it finds one.
    var constants = piece.constants
    constants.graph = nil
    let sources = variables.map { piece.column(of: $0) }
    var filter = RowFilter(piece, checksConstantGraph: true)
    for (lower, upper) in piece.bounds {
      let scan = patterns.view.scan(
        constants, order: piece.order, from: lower, to: upper, isLong: false)
      for _ in 0..<Self.readBatches {
        guard try reading({ () throws(StorageError) in try scan.next() }) else { break }
        let passing = (scan.first..<scan.end).filter { filter.passes(scan.columns, $0) }
        guard !passing.isEmpty else { continue }
        let taken = min(wanted, passing.count)
        try sample.reserve(taken)
        for place in 0..<taken {
          let row = passing[passing.count * place / taken]
          for (index, source) in sources.enumerated() {
            sample.columns[index][sample.count] = scan.columns.columns[source][row]
          }
          sample.columns[sources.count][sample.count] = UInt64(sample.count)
          sample.count += 1
        }
        return
      }
    }
  }

  /// What a sample's rows find in another pattern.
  struct Found {
    var rows: Int
    /// Rows of the sample that were looked up.
    var sampledRows: Int
    /// Those of them that found something.
    var matchedRows: Int
    /// Distinct values of variables, where they recur.
    var values: [Slot: Double]
  }

  /// Looks the rows of a sample up in another pattern; nil where it cannot be looked up or there is no sample.
  func joined(
    _ sample: RowTable, of pattern: ResolvedPattern, with other: ResolvedPattern
  ) throws(QueryError) -> Found? {
    let spec = patterns.lookup(other, given: Set(pattern.variables))
    guard sample.count > 0, spec.startsKnown else { return nil }
    let left = TableOperator(sample, slots: pattern.variables + [Self.ordinal], control: control)
    let slots = JoinNodes.merged(pattern.variables, other.variables)
    let join = IndexJoinOperator(
      left, spec, view: patterns.view, slots: slots + [Self.ordinal], mostRead: Self.readRows)
    var rows = 0
    var matched = Set<UInt64>()
    var seen = slots.map { _ in Set<UInt64>() }
    let columns = join.columns(of: slots)
    let ordinals = join.columns(of: [Self.ordinal])[0]
    while rows < Self.joinedRows, try join.next() {
      rows += join.rows
      matched.formUnion(
        UnsafeBufferPointer(start: join.batch[ordinals], count: join.rows))
      for (index, column) in columns.enumerated() {
        seen[index].formUnion(UnsafeBufferPointer(start: join.batch[column], count: join.rows))
      }
    }
    var values: [Slot: Double] = [:]
    for (slot, found) in zip(slots, seen) {
      values[slot] = Self.values(found.count, among: rows)
    }
    return Found(
      rows: rows, sampledRows: max(1, join.leftRowsTaken), matchedRows: matched.count,
      values: values)
  }

  /// How many values there are of which so many turned up in a sample; nil where hardly any did twice.
  ///
  /// Of D values that are equally frequent n rows show D (1 - e^(-n/D)).
  private static func values(_ found: Int, among rows: Int) -> Double? {
    let (n, d) = (Double(rows), Double(found))
    guard rows >= 16, d < 0.85 * n else { return nil }
    var (low, high) = (d, d * 64)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if middle * (1 - exp(-n / middle)) < d { low = middle } else { high = middle }
    }
    return high
  }

  /// Takes `wanted` rows at even distances.
  private func take(
    _ wanted: Int, of columns: [UnsafePointer<UInt64>], count: Int, into sample: RowTable
  ) throws(QueryError) {
    let taken = min(wanted, count)
    try sample.reserve(taken)
    for place in 0..<taken {
      let row = count * place / taken
      for index in columns.indices { sample.columns[index][sample.count] = columns[index][row] }
      sample.columns[columns.count][sample.count] = UInt64(sample.count)
      sample.count += 1
    }
  }
}
