// The scalars of pipeline files: texts, numbers, sizes, durations, paths, IRIs and words of a list.

import RDF

extension ValueType where Value == String {
  /// Any text on one line or several; empty is refused.
  static let text = text("a string", schema: ["type": "string", "minLength": 1])

  /// A name for people and for the store's books: see ``nameProblem(_:)``.
  static let identifier = ValueType.scalar(
    "a name",
    schema: SchemaPart.orInterpolated(["type": "string", "pattern": .string(namePattern)]),
    kinds: [.string]
  ) { (text, _) throws(ValueTextError) in
    if let problem = nameProblem(text) { throw problem }
    return text
  } show: {
    .string($0)
  }

  /// A path, relative to the pipeline file, as it is to be opened.
  static let path = ValueType.scalar(
    "a path", schema: ["type": "string", "minLength": 1], kinds: [.string]
  ) { (text, decoder) throws(ValueTextError) in
    try checkPath(text)
    return FolderPath.join(decoder.baseFolder, text)
  } show: {
    .string($0)
  }

  /// A pattern of paths, kept as written: it is matched from the folder of the pipeline file.
  static let pattern = ValueType.scalar(
    "a path or a pattern", schema: ["type": "string", "minLength": 1], kinds: [.string]
  ) { (text, _) throws(ValueTextError) in
    try checkPath(text)
    return text
  } show: {
    .string($0)
  }

  /// The letters that a name is made of, as a regular expression.
  static let namePattern = "^[A-Za-z_][A-Za-z0-9_.-]{0,63}$"

  /// What is wrong with a name that is to be written in tables, ledgers and file names, or nil.
  static func nameProblem(_ text: String) -> ValueTextError? {
    let rule = "letters, digits, `_`, `-` and `.`, a letter or `_` first, at most 64"
    guard let first = text.utf8.first, text.utf8.count <= 64, text.allSatisfy(\.isASCII),
      text.allSatisfy({ $0.isLetter || $0.isNumber || "_-.".contains($0) }),
      first == UInt8(ascii: "_") || Character(Unicode.Scalar(first)).isLetter
    else { return ValueTextError("is not a name", hint: rule) }
    return nil
  }

  private static func text(_ name: String, schema: ResolvedValue) -> ValueType {
    .scalar(name, schema: schema, kinds: [.string]) { (text, _) throws(ValueTextError) in
      guard !text.isEmpty else { throw ValueTextError("is empty") }
      return text
    } show: {
      .string($0)
    }
  }

  /// Refuses what no path can be.
  static func checkPath(_ text: String) throws(ValueTextError) {
    guard !text.isEmpty else { throw ValueTextError("is empty") }
    guard !text.utf8.contains(0) else { throw ValueTextError("holds a NUL character") }
  }
}

extension ValueType where Value == Bool {
  /// `true` or `false`.
  static let boolean = ValueType.scalar(
    "true or false", schema: SchemaPart.orInterpolated(["type": "boolean"]), kinds: [.boolean]
  ) { (text, _) throws(ValueTextError) in
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    default: throw ValueTextError("is not a boolean", hint: "write true or false")
    }
  } show: {
    .boolean($0)
  }
}

extension ValueType where Value == Int {
  /// A whole number in `range`.
  static func integer(_ range: ClosedRange<Int>) -> ValueType {
    var schema: [ResolvedValue.Member] = [
      .init("type", "integer"), .init("minimum", .integer(range.lowerBound)),
    ]
    if range.upperBound < Int.max { schema.append(.init("maximum", .integer(range.upperBound))) }
    return .scalar(
      "an integer", schema: SchemaPart.orInterpolated(.object(schema)), kinds: [.integer]
    ) { (text, _) throws(ValueTextError) in
      guard let number = Int(text) else {
        throw ValueTextError(
          YAMLScalar.kind(ofPlain: text) == .integer ? "is too large" : "is not an integer")
      }
      guard range.contains(number) else {
        if number < range.lowerBound {
          throw ValueTextError("is below the least value \(range.lowerBound)")
        }
        throw ValueTextError("is above the greatest value \(range.upperBound)")
      }
      return number
    } show: {
      .integer($0)
    }
  }
}

extension ValueType where Value == ByteCount {
  /// A size such as `512MiB`, at least `minimum` bytes.
  static func size(minimum: Int = 0) -> ValueType {
    let units = ByteCount.units.map(\.name).joined(separator: "|")
    return .scalar(
      "a size such as 512MiB",
      schema: [
        "anyOf": [
          ["type": "string", "pattern": .string("^[0-9]+(\(units))?$")],
          ["type": "integer", "minimum": .integer(minimum)],
          SchemaPart.interpolated,
        ]
      ],
      kinds: [.string, .integer]
    ) { (text, _) throws(ValueTextError) in
      let size = try ByteCount(parsing: text)
      guard size.bytes >= minimum else {
        throw ValueTextError("is below the least value \(ByteCount(minimum))")
      }
      return size
    } show: {
      .string($0.description)
    }
  }
}

extension ValueType where Value == TimeSpan {
  /// A duration such as `1h30m`.
  static let duration = ValueType.scalar(
    "a duration such as 1h30m",
    schema: SchemaPart.orInterpolated([
      "type": "string", "pattern": "^(?=.)([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$",
    ]),
    kinds: [.string, .integer, .number]
  ) { (text, _) throws(ValueTextError) in
    try TimeSpan(parsing: text)
  } show: {
    .string($0.description)
  }
}

extension ValueType where Value == IRI {
  /// An IRI: written out, in angle brackets, or with a prefix of the file.
  static let iri = ValueType.scalar(
    "an IRI", schema: ["type": "string", "minLength": 1], kinds: [.string]
  ) { (text, decoder) throws(ValueTextError) in
    try IRIText.resolve(text, prefixes: decoder.prefixes)
  } show: {
    .string($0.string)
  }

  /// An absolute IRI, written out.
  static let absoluteIRI = ValueType.scalar(
    "an absolute IRI", schema: ["type": "string", "minLength": 1], kinds: [.string]
  ) { (text, _) throws(ValueTextError) in
    try IRIText.absolute(text)
  } show: {
    .string($0.string)
  }
}

/// A closed set of words, such as the presets of a store.
protocol PipelineWord: CaseIterable, RawRepresentable, Sendable where RawValue == String {
  /// What the word means, in a clause for the reference.
  var summary: String { get }
  /// Words that are designed and that this version cannot do yet.
  static var later: [String] { get }
}

extension PipelineWord {
  static var later: [String] { [] }

  /// Every word with its meaning, for summaries of keys.
  static var explained: String {
    allCases.map { "`\($0.rawValue)` (\($0.summary))" }.joined(separator: ", ")
  }
}

extension ValueType where Value: PipelineWord {
  /// One of the words of the type.
  static var word: ValueType {
    let words = Value.allCases.map(\.rawValue)
    return .scalar(
      "one of \(words.joined(separator: ", "))",
      schema: SchemaPart.orInterpolated(["enum": .list(words.map(ResolvedValue.string))]),
      // What is no string is refused as an unknown word, which says more than its kind.
      kinds: [.string, .boolean, .integer, .number]
    ) { (text, _) throws(ValueTextError) in
      guard let value = Value(rawValue: text) else {
        throw WordProblem.unknown(text, among: words, later: Value.later)
      }
      return value
    } show: {
      .string($0.rawValue)
    }
  }
}

/// What is wrong with a word that is not of the set.
enum WordProblem {
  static func unknown(_ text: String, among words: [String], later: [String]) -> ValueTextError {
    let list = words.joined(separator: ", ")
    if later.contains(text) {
      return ValueTextError("is not supported by this version", hint: "it supports \(list)")
    }
    let close = Suggestion.closest(to: text, among: words)
    let question = close.map { "did you mean `\($0)`? " } ?? ""
    return ValueTextError("is not allowed here", hint: "\(question)allowed: \(list)")
  }
}
