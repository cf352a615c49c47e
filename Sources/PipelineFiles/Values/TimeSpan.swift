/// A length of time, written as in pipeline files and flags: `10s`, `5m`, `1h30m`, `250ms`.
///
/// Units are `d h m s ms`, each at most once, the larger first; a number without a unit is refused.
public struct TimeSpan: Hashable, Sendable {
  /// How long in milliseconds; never negative.
  public let milliseconds: Int

  /// Makes a span of `milliseconds`, which must not be negative.
  public init(milliseconds: Int) {
    precondition(milliseconds >= 0, "a time span is never negative")
    self.milliseconds = milliseconds
  }

  /// Makes a span of whole seconds, which must not be negative.
  public init(seconds: Int) { self.init(milliseconds: seconds * 1_000) }

  /// The span as the standard library's duration.
  public var duration: Duration { .milliseconds(milliseconds) }

  /// Reads a duration as users write it.
  ///
  /// - Throws: ``ValueTextError`` where the text is not numbers with units in falling order, or the
  ///   sum is over what an `Int` of milliseconds holds.
  public init(parsing text: String) throws(ValueTextError) {
    let example = "write it as 10s, 5m or 1h30m"
    guard let parts = NumberWithUnit.split(text) else {
      throw ValueTextError("is not a duration", hint: example)
    }
    var sum = 0
    var nextUnit = 0
    for part in parts {
      guard !part.unit.isEmpty else { throw ValueTextError("needs a unit", hint: example) }
      guard let index = Self.units.firstIndex(where: { $0.name == part.unit }) else {
        throw ValueTextError(
          "has the unknown unit `\(part.unit)`", hint: "units are d, h, m, s, ms")
      }
      guard index >= nextUnit else {
        throw ValueTextError(
          "is not a duration", hint: "give each unit once, the larger first, as in 1h30m")
      }
      nextUnit = index + 1
      let (product, tooLarge) = part.number.multipliedReportingOverflow(
        by: Self.units[index].milliseconds)
      let (total, overflow) = sum.addingReportingOverflow(product)
      guard !tooLarge, !overflow else { throw ValueTextError("is too long a duration") }
      sum = total
    }
    milliseconds = sum
  }

  /// Every unit with its milliseconds, the largest first.
  static let units: [(name: String, milliseconds: Int)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
  ]
}

extension TimeSpan: Comparable {
  /// Compares by length.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension TimeSpan: CustomStringConvertible {
  /// The span exactly, as it may be written: `1h30m`.
  public var description: String {
    guard milliseconds > 0 else { return "0s" }
    var rest = milliseconds
    var text = ""
    for unit in Self.units where rest >= unit.milliseconds {
      text += "\(rest / unit.milliseconds)\(unit.name)"
      rest %= unit.milliseconds
    }
    return text
  }
}
