// A parsed pipeline file before it means anything: scalars, lists and maps, each with its place.
// Aliases are resolved (the nodes are shared, not copied), keys are plain strings, order is kept.

/// A value of a YAML document.
struct YAMLNode {
  /// What kind of value.
  indirect enum Content {
    case scalar(YAMLScalar)
    case list([YAMLNode])
    case map([YAMLEntry])
    /// What could not be read and has been reported; decoding passes over it in silence.
    case broken
  }

  let position: TextPosition
  let content: Content
  /// How many values stand in it, itself included, with every alias counted in full.
  let weight: Int

  init(_ position: TextPosition, _ content: Content) {
    self.position = position
    self.content = content
    switch content {
    case .scalar, .broken: weight = 1
    case .list(let items): weight = 1 + items.reduce(0) { $0 + $1.weight }
    case .map(let entries): weight = 1 + entries.reduce(0) { $0 + $1.value.weight }
    }
  }

  /// The kind of value in words for messages: `a list`, `an integer`.
  var kindInWords: String {
    switch content {
    case .scalar(let scalar): scalar.kind.rawValue
    case .list: "a list"
    case .map: "a map"
    case .broken: "a broken value"
    }
  }
}

/// A key of a map with its value.
struct YAMLEntry {
  let key: String
  let keyPosition: TextPosition
  let value: YAMLNode
}

/// A scalar as written, before interpolation.
struct YAMLScalar {
  /// What a plain scalar reads as by YAML 1.2's core schema; quoted ones are strings.
  enum Kind: String {
    case nothing = "an empty value"
    case boolean = "a boolean"
    case integer = "an integer"
    case number = "a number"
    case string = "a string"
  }

  let text: String
  /// Whether it stands without quotes and is no block of text.
  let isPlain: Bool
  /// Whether it is a block of text whose lines are those of the file (`|`).
  var isLiteral = false

  var kind: Kind { isPlain ? Self.kind(ofPlain: text) : .string }

  /// What `text` reads as without quotes.
  static func kind(ofPlain text: String) -> Kind {
    switch text {
    case "", "~", "null", "Null", "NULL": return .nothing
    case "true", "True", "TRUE", "false", "False", "FALSE": return .boolean
    case ".inf", ".Inf", ".INF", "+.inf", "-.inf", ".nan", ".NaN", ".NAN": return .number
    default: break
    }
    let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    guard let first = digits.first, first.isASCII, first.isNumber || first == "." else {
      return .string
    }
    if digits.allSatisfy({ $0.isASCII && $0.isNumber }) { return .integer }
    let rest = digits.dropFirst(2)
    if digits.hasPrefix("0x"), !rest.isEmpty, rest.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
      return .integer
    }
    if digits.hasPrefix("0o"), !rest.isEmpty, rest.allSatisfy({ ("0"..."7").contains($0) }) {
      return .integer
    }
    // `Double` also takes hexadecimal fractions; the letters of the core schema are only e and E.
    let isDecimal = digits.allSatisfy { $0.isASCII && ($0.isNumber || ".eE+-".contains($0)) }
    return isDecimal && Double(digits) != nil ? .number : .string
  }
}
