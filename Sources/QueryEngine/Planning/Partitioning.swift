// Plans that threads can share: the driving scan is cut into ranges, and the rest of the plan runs for each.
//
//     merge join on ?x             range of ?x ──► both scans, cut alike
//     ├─ scan by ?x ...
//     └─ scan by ?x ...
//
// Rows of different ranges have different values of the variable that the driving scan is sorted by, so nothing is
// found twice and nothing is missed. What a hash join builds is built by the first thread that needs it, and shared.

import SPARQL
import Storage

/// One part of a plan's work: the ids that a variable may have.
struct Partition {
  var slot: Slot
  var ids: ClosedRange<UInt64>
}

/// Finds how a plan can be cut.
struct Partitioning {
  let view: ReadView
  let strain: QueryStrain

  /// Parts that a plan is cut into for each thread, so that none waits long for the last.
  private static let partsAThread = 4
  /// Cost in nanoseconds below which threads cost more than they save.
  static let leastCost = 2_000_000.0

  /// The parts of a plan for so many threads; none where it is for one.
  func parts(_ node: PlanNode, threads: Int) -> [Partition] {
    let isStrained = strain.contains(.divide)
    guard threads > 1, isStrained || node.cost > Self.leastCost, let scan = driving(node),
      let slot = scan.sorting.first
    else { return [] }
    let positions = scan.order.positions
    guard
      let column = (0..<4).first(where: { scan.places[positions[$0]] == .variable(slot) })
    else { return [] }
    let (lower, upper) = scan.bounds[0]
    let splits =
      isStrained
      ? smallSplits(scan, column)
      : view.splits(
        from: lower, to: upper, in: scan.order, column: column, parts: threads * Self.partsAThread)
    guard !splits.isEmpty else { return [] }
    var parts: [Partition] = []
    var start: UInt64 = 0
    for split in splits {
      parts.append(Partition(slot: slot, ids: start...split - 1))
      start = split
    }
    parts.append(Partition(slot: slot, ids: start...UInt64.max))
    return parts
  }

  /// Some of the ids that a small scan has.
  private func smallSplits(_ spec: ScanSpec, _ column: Int) -> [UInt64] {
    let (lower, upper) = spec.bounds[0]
    let scan = view.scan(
      spec.constants, order: spec.order, from: lower, to: upper, columns: column + 1)
    var values: Set<UInt64> = []
    // Where nothing can be read, the query says so.
    while (try? scan.next()) == true {
      for row in scan.first..<scan.end { values.insert(scan.columns.columns[column][row]) }
    }
    return values.sorted().dropFirst().enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
  }

  /// The scan whose range is cut, or nil where the plan is for one thread.
  private func driving(_ node: PlanNode) -> ScanSpec? {
    switch node.operation {
    case .scan(let spec): return spec.ranges == nil ? spec : nil
    case .mergeJoin(let a, let b, let key), .mergeProbe(let a, let b, let key, _):
      guard let scan = driving(a), scan.sorting.first == key, isReadable(b) else { return nil }
      return scan
    // The built side is built once, whatever it is.
    case .hashJoin(let a, _, _, let condition, _):
      return condition?.hasExists == true || condition?.isVolatile == true ? nil : driving(a)
    case .indexJoin(let a, _): return driving(a)
    // What threads join is read once.
    case .trieJoin(let list, let order, _):
      let largest = list.filter { $0.sorting.first == order[0] }.max { $0.rows < $1.rows }
      return largest.flatMap { driving($0) }
    case .project(let a):
      // A part is told by the values of the variable: where it is not selected, it is another one's name above.
      guard let scan = driving(a), let slot = scan.sorting.first, node.slots.contains(slot) else {
        return nil
      }
      return scan
    case .filter(let a, let condition, _):
      return condition.hasExists || condition.isVolatile ? nil : driving(a)
    case .extend(let a, let extensions, _):
      let isPlain = extensions.allSatisfy {
        !$0.expression.hasExists && !$0.expression.isVolatile
      }
      return isPlain ? driving(a) : nil
    default: return nil
    }
  }

  /// Whether a side of a join can be read by several threads, each for itself.
  private func isReadable(_ node: PlanNode) -> Bool {
    switch node.operation {
    case .scan, .table: true
    case .mergeJoin(let a, let b, _), .mergeProbe(let a, let b, _, _):
      isReadable(a) && isReadable(b)
    case .hashJoin(let a, _, _, let condition, _):
      condition?.hasExists != true && condition?.isVolatile != true && isReadable(a)
    case .indexJoin(let a, _), .project(let a), .distinct(let a): isReadable(a)
    case .filter(let a, let condition, _):
      !condition.hasExists && !condition.isVolatile && isReadable(a)
    case .union(let list): list.allSatisfy(isReadable)
    default: false
    }
  }
}

extension IDRanges {
  /// The ids of a partition, within what is left already.
  func within(_ ids: ClosedRange<UInt64>) -> IDRanges { intersection(IDRanges([ids])) }
}
