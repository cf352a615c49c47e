// The aggregates of section 18.5.1: one value at a time, and parts of a group put together.
//
// The result depends on the values alone, not on their order or on how a group was divided; only
// GROUP_CONCAT keeps the order in which its values come.
//
//     function       an error among the values            no values
//     COUNT          is not counted                       0
//     SUM, AVG       makes the result an error            0
//     MIN            makes it an error: errors sort first error
//     MAX            is passed over                       error
//     SAMPLE         is passed over                       error
//     GROUP_CONCAT   makes it an error                    ""
//
// For SUM and AVG, what is no number is an error; for GROUP_CONCAT a blank node is, which has no text.

import RDF

/// The state of one aggregate over one group.
///
/// `DISTINCT` is the caller's, who adds each value once. Cost: a machine integer or a double is added in
/// some nanoseconds without memory.
public struct AggregateAccumulator: Sendable {
  private enum Kind: UInt8, Sendable {
    case count, sum, average, minimum, maximum, sample, groupConcat
  }

  // Beside each other instead of in one enum: changed in place, without taking it out and in again.
  private var sum = NumericSum()
  /// Of MIN the least by the order of solutions, of MAX the greatest; of SAMPLE the least too, because
  /// any would do, and that one is the same in every run.
  private var best: ExpressionValue?
  private var text: ConcatenatedText?
  /// Values that were added, without errors.
  private var count = 0
  private let implicitTimeZone: XSDTimeZone?
  private let kind: Kind
  /// Whether an error came that the function does not pass over.
  private var hasFailed = false

  /// Makes the state of a group without values.
  public init(_ function: Aggregate.Function, implicitTimeZone: XSDTimeZone? = nil) {
    self.implicitTimeZone = implicitTimeZone
    switch function {
    case .count: kind = .count
    case .sum: kind = .sum
    case .average: kind = .average
    case .minimum: kind = .minimum
    case .maximum: kind = .maximum
    case .sample: kind = .sample
    case .groupConcat(let separator):
      kind = .groupConcat
      text = ConcatenatedText(separator: separator)
    }
  }

  /// Bytes beyond the struct itself, for whoever keeps to a budget: the text of GROUP_CONCAT.
  public var extraBytes: Int { text?.byteCount ?? 0 }

  /// Adds a value; nil is an error, or unbound.
  ///
  /// For `COUNT(*)` any value stands for a solution.
  @inline(__always)
  public mutating func add(_ value: ExpressionValue?) {
    guard let value else { return addError() }
    count += 1
    switch kind {
    case .count: break
    case .sum, .average: addNumber(value)
    case .minimum, .sample: keep(value, ifIt: .ascending)
    case .maximum: keep(value, ifIt: .descending)
    case .groupConcat: addText(value)
    }
  }

  private mutating func addError() {
    switch kind {
    case .count, .maximum, .sample: break
    case .sum, .average, .minimum, .groupConcat: fail()
    }
  }

  /// The result is an error from now on; what was gathered is given back.
  private mutating func fail() {
    hasFailed = true
    best = nil
    text = nil
  }

  private mutating func addNumber(_ value: ExpressionValue) {
    switch value {
    case .value(let number):
      if !sum.add(number) { fail() }
    case .term:
      guard let number = value.xsdValue, sum.add(number) else { return fail() }
    }
  }

  /// Keeps the value where it comes before (or after) the best so far in the order of solutions.
  private mutating func keep(_ value: ExpressionValue, ifIt comes: SortingOrder) {
    if let best {
      let order = SolutionOrder.compare(value, best, implicitTimeZone: implicitTimeZone)
      if order != comes { return }
    }
    best = value
  }

  private mutating func addText(_ value: ExpressionValue) {
    guard let added = Functions.str(value) else { return fail() }
    text?.append(added)
  }

  /// Adds what another state of the same function has gathered, after what is there.
  public mutating func merge(_ other: AggregateAccumulator) {
    precondition(kind == other.kind, "states of different aggregates are merged")
    if other.hasFailed { fail() }
    count += other.count
    switch kind {
    case .count: break
    case .sum, .average: sum.add(other.sum)
    case .minimum, .sample: if let best = other.best { keep(best, ifIt: .ascending) }
    case .maximum: if let best = other.best { keep(best, ifIt: .descending) }
    case .groupConcat: if let more = other.text { text?.append(more) }
    }
  }

  /// The aggregate of what was added, or nil for an error.
  public var result: ExpressionValue? {
    if hasFailed { return nil }
    switch kind {
    case .count: return .integer(count)
    case .sum: return .value(sum.total)
    case .average:
      if count == 0 { return .integer(0) }
      return sum.total.divided(by: .integer(XSDInteger(count))).map { .value($0) }
    case .minimum, .maximum, .sample: return best
    case .groupConcat: return text.map { .string($0.string) }
    }
  }
}
