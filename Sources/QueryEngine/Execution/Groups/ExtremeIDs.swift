// MIN, MAX and SAMPLE of a variable: found among ids, and the result is one of them.
//
// Inline numbers and times are compared by their bits, IRIs and strings by their bytes; values are made only for what
// neither tells. The order is the total one of SolutionOrder, as AggregateAccumulator has it.

import SPARQL
import Storage

/// The least or the greatest id of each group; one thread.
final class ExtremeIDs {
  private let column: Int
  private let wanted: SortingOrder
  /// Whether something unbound makes the result an error.
  private let failsUnbound: Bool
  private let context: EvaluationContext
  /// 0 where nothing has come.
  private var best: [UInt64] = []

  /// In the place of an id: an error.
  private static let failed = UInt64.max

  /// The state of MIN, MAX or SAMPLE of a column; nil for another aggregate.
  init?(_ aggregate: CompiledAggregate, _ context: EvaluationContext) {
    guard case .column(let column)? = aggregate.argument else { return nil }
    switch aggregate.function {
    case .minimum: (wanted, failsUnbound) = (.ascending, true)
    case .sample: (wanted, failsUnbound) = (.ascending, false)
    case .maximum: (wanted, failsUnbound) = (.descending, false)
    default: return nil
    }
    self.column = column
    self.context = context
  }

  func add(
    _ columns: [UnsafePointer<UInt64>], rows: Int, _ numbers: [Int32], groups: Int
  ) throws(QueryError) {
    grow(groups)
    let ids = columns[column]
    for row in 0..<rows { try add(ids[row], to: Int(numbers[row])) }
  }

  /// Adds what another state knows, whose group `n` is `mapping[n]` here.
  func merge(_ other: ExtremeIDs, _ mapping: [Int], groups: Int) throws(QueryError) {
    grow(groups)
    for (number, id) in other.best.enumerated() where id != 0 {
      if id == Self.failed { best[mapping[number]] = id } else { try add(id, to: mapping[number]) }
    }
  }

  func finish(groups: Int, into target: UnsafeMutablePointer<UInt64>) {
    for group in 0..<groups {
      let id = group < best.count ? best[group] : 0
      target[group] = id == Self.failed ? 0 : id
    }
  }

  private func grow(_ groups: Int) {
    if best.count < groups {
      best.append(contentsOf: repeatElement(0, count: groups - best.count))
    }
  }

  @inline(__always)
  private func add(_ id: UInt64, to group: Int) throws(QueryError) {
    let known = best[group]
    if known == Self.failed { return }
    if id == 0 {
      if failsUnbound { best[group] = Self.failed }
    } else if known == id {
      return
    } else if known == 0 {
      best[group] = id
    } else if try order(id, known) == wanted {
      best[group] = id
    }
  }

  @inline(__always)
  private func order(_ a: UInt64, _ b: UInt64) throws(QueryError) -> SortingOrder {
    let (left, right) = (TermID(rawValue: a), TermID(rawValue: b))
    switch (left.kind, right.kind) {
    case (.integer, .integer), (.decimal, .decimal):
      return left.payload < right.payload ? .ascending : .descending
    case (.dateTime, .dateTime), (.date, .date):
      let (time, other) = (
        left.payload >> InlineValue.zoneBits, right.payload >> InlineValue.zoneBits
      )
      if time != other { return time < other ? .ascending : .descending }
    case (.iri, .iri), (.string, .string), (.string, .shortString), (.shortString, .string),
      (.shortString, .shortString):
      if let order = try context.compareStrings(a, b), order != 0 {
        return order < 0 ? .ascending : .descending
      }
    default: break
    }
    return SolutionOrder.compare(try context.value(of: a), try context.value(of: b))
  }
}
