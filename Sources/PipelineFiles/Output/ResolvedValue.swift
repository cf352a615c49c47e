// A small ordered tree of plain data: what a parsed pipeline is shown as, and what the JSON Schema is
// made of. Written as JSON (RFC 8259) or as YAML that reads back as the same; keys keep their order.

/// Plain data: what JSON can say, with the keys of objects in order.
public indirect enum ResolvedValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// True or false.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// A text.
  case string(String)
  /// A list.
  case list([ResolvedValue])
  /// An object: keys with values.
  case object([Member])

  /// A key of an object with its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: ResolvedValue

    /// Makes a member.
    public init(_ key: String, _ value: ResolvedValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value of `key`, where this is an object that has it.
  public subscript(key: String) -> ResolvedValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The value as JSON, two spaces a level, without a line end after it.
  public func json() -> String {
    var text = ""
    writeJSON(to: &text, indentation: 0)
    return text
  }

  /// The value as YAML in block style, every line ended.
  ///
  /// With `escapingDollars`, `$` is written as `$$`, so that a pipeline file reads back as it was.
  public func yaml(escapingDollars: Bool = false) -> String {
    var text = ""
    writeYAML(to: &text, indentation: 0, escapingDollars: escapingDollars)
    return text
  }
}

extension ResolvedValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Makes a text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Makes a whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// Makes true or false.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// Makes a list.
  public init(arrayLiteral elements: ResolvedValue...) { self = .list(elements) }
  /// Makes an object of keys in the order given.
  public init(dictionaryLiteral elements: (String, ResolvedValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}

extension ResolvedValue {
  private func writeJSON(to text: inout String, indentation: Int) {
    let inner = String(repeating: " ", count: indentation + 2)
    let outer = String(repeating: " ", count: indentation)
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .string(let value): text += Self.quoted(value)
    case .list(let items) where items.isEmpty: text += "[]"
    case .object(let members) where members.isEmpty: text += "{}"
    case .list(let items):
      for (index, item) in items.enumerated() {
        text += (index == 0 ? "[\n" : ",\n") + inner
        item.writeJSON(to: &text, indentation: indentation + 2)
      }
      text += "\n\(outer)]"
    case .object(let members):
      for (index, member) in members.enumerated() {
        text += (index == 0 ? "{\n" : ",\n") + inner + Self.quoted(member.key) + ": "
        member.value.writeJSON(to: &text, indentation: indentation + 2)
      }
      text += "\n\(outer)}"
    }
  }

  private func writeYAML(to text: inout String, indentation: Int, escapingDollars: Bool) {
    let margin = String(repeating: " ", count: indentation)
    switch self {
    case .list(let items) where !items.isEmpty:
      for item in items {
        text += margin + "-"
        item.writeYAMLValue(
          to: &text, indentation: indentation + 2, escapingDollars: escapingDollars)
      }
    case .object(let members) where !members.isEmpty:
      for member in members {
        text += margin + Self.yamlScalar(member.key, escapingDollars: false) + ":"
        member.value.writeYAMLValue(
          to: &text, indentation: indentation + 2, escapingDollars: escapingDollars)
      }
    case .string(let value):
      text += Self.yamlScalar(value, escapingDollars: escapingDollars) + "\n"
    default: text += json() + "\n"
    }
  }

  /// Writes what follows a dash or a colon: on the same line, or as a block below.
  private func writeYAMLValue(to text: inout String, indentation: Int, escapingDollars: Bool) {
    switch self {
    case .list(let items) where !items.isEmpty: text += "\n"
    case .object(let members) where !members.isEmpty: text += "\n"
    case .string(let value) where Self.mayBeBlock(value):
      // A line end at the end is the block's own; without one, `-` takes it away.
      text += value.last == "\n" ? " |\n" : " |-\n"
      Self.writeBlock(value, to: &text, indentation: indentation, escapingDollars: escapingDollars)
      return
    default:
      text += " "
      writeYAML(to: &text, indentation: 0, escapingDollars: escapingDollars)
      return
    }
    writeYAML(to: &text, indentation: indentation, escapingDollars: escapingDollars)
  }

  /// Whether a text can stand as a block of lines: of several, none of which YAML could take otherwise.
  private static func mayBeBlock(_ value: String) -> Bool {
    let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
    // At most one line end at the end, and a first line that shows the indentation.
    guard lines.count > 1, lines.last != "" || lines[lines.count - 2] != "",
      let first = value.first, first != " ", first != "\n"
    else { return false }
    return lines.allSatisfy { line in
      // Lines of blanks alone, and deep ones, which are refused when they are read.
      (line.isEmpty || line.contains { $0 != " " }) && line.prefix { !$0.isLetter }.count < 64
        && line.unicodeScalars.allSatisfy { isShown($0) }
    }
  }

  /// Whether a character stands for itself in every style of YAML.
  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{20}"..."\u{7E}", "\u{A1}"..."\u{2027}", "\u{202A}"..."\u{D7FF}": true
    default: false
    }
  }

  private static func writeBlock(
    _ value: String, to text: inout String, indentation: Int, escapingDollars: Bool
  ) {
    let margin = String(repeating: " ", count: indentation)
    for line in value.split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast(value.last == "\n" ? 1 : 0)
    {
      if !line.isEmpty {
        text += margin + (escapingDollars ? line.replacing("$", with: "$$") : line)
      }
      text += "\n"
    }
  }

  /// A text as a YAML scalar: plain where that is safe beyond doubt, else in double quotes.
  private static func yamlScalar(_ value: String, escapingDollars: Bool) -> String {
    let dollar = escapingDollars ? "$$" : "$"
    let text = value.split(separator: "$", omittingEmptySubsequences: false)
      .joined(separator: dollar)
    let mayBePlain = text.allSatisfy { character in
      character.isASCII
        && (character.isLetter || character.isNumber || "/._-+:".contains(character))
    }
    guard mayBePlain, let first = text.first, text.last != ":", !words.contains(text.lowercased()),
      first.isLetter || first == "/" || first == "." || (first.isNumber && !text.contains(":")),
      YAMLScalar.kind(ofPlain: text) == .string
    else { return quoted(text) }
    return text
  }

  /// Words that YAML 1.1 takes for booleans; this library does not, other readers do.
  private static let words: Set<String> = ["yes", "no", "on", "off", "y", "n"]

  /// A text in double quotes, escaped so that both JSON and YAML read it back.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      // Also what YAML takes for a line end or refuses, though JSON would let it stand.
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}",
        "\u{FFFE}", "\u{FFFF}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
