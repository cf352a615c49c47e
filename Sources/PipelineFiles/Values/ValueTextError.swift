/// Why the text of a size, a duration or an IRI cannot be taken.
public struct ValueTextError: Error, Hashable, Sendable {
  /// What is wrong, as a clause that follows the name of the key: ``needs a unit``.
  public let message: String
  /// How to mend it, where that is known.
  public let hint: String?

  /// Makes an error of a clause and, where known, a hint.
  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}

extension ValueTextError: CustomStringConvertible {
  /// The message with its hint in parentheses.
  public var description: String { message + (hint.map { " (\($0))" } ?? "") }
}

/// One number with one unit of a text such as `1h30m`.
struct NumberWithUnit {
  let number: Int
  let unit: Substring

  /// Splits `text` into whole numbers, each followed by the letters of its unit (none where the text
  /// ends or the next number begins); nil where something else stands in it or a number is over `Int`.
  static func split(_ text: String) -> [NumberWithUnit]? {
    var parts: [NumberWithUnit] = []
    var rest = text[...]
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let number = Int(digits) else { return nil }
      parts.append(NumberWithUnit(number: number, unit: unit))
    }
    return parts.isEmpty ? nil : parts
  }
}
