// From text to `YAMLNode`s with Yams, in a way that takes nothing on trust.
//
// Two things that Yams does are unwelcome here. It expands aliases itself: the place of an alias is
// lost, and a map whose keys are aliases of aliases is hashed in time exponential in the file. And it
// throws at the first duplicate key, where we want to report everything that is wrong. So some
// characters are disguised before Yams sees them, as private-use characters that the file cannot
// hold itself:
//
//     every `*`                               Yams meets no alias, ever; a plain scalar that begins
//                                             with the disguise is one, and is resolved here
//     the first letter of a duplicate key     after Yams has complained about it, and then again
//
// One character stands for one, so that lines and columns stay true. Restored, all is as written.
//
// Bounds: what all aliases stand for together is at most `maximumAliasedValues` values, those inside
// counted in full; shared subtrees are shared in memory.

import Yams

/// Composes the one document of a text.
struct YAMLComposer {
  /// Most values that all aliases of a file may stand for together, each counted in full.
  static let maximumAliasedValues = 100_000
  /// How many duplicate keys are repaired before the first is all that is reported.
  static let maximumDuplicates = 20
  /// How many characters may be parsed again for that: each repair is a parse of the whole file.
  static let maximumReparsed = 1 << 20

  private let source: SourceText
  private var scalars: [Unicode.Scalar]
  /// The characters behind the disguises: entry n is behind `reservedScalars.lowerBound + n`.
  private var disguised: [Unicode.Scalar] = ["*"]
  private var anchors: [String: YAMLNode] = [:]
  /// Values that aliases have added so far.
  private var aliasedValues = 0
  private var diagnostics: [PipelineDiagnostic] = []

  private init(_ source: SourceText) {
    self.source = source
    scalars = source.scalars
    let star = Self.disguise(0)
    for index in scalars.indices where scalars[index] == "*" { scalars[index] = star }
  }

  /// The root of the text, or nil where it cannot be had; and all that is wrong with it as YAML.
  static func compose(_ source: SourceText) -> (root: YAMLNode?, diagnostics: [PipelineDiagnostic])
  {
    if let obstacle = source.firstObstacle() { return (nil, [obstacle]) }
    var composer = YAMLComposer(source)
    let root = composer.parse()
    return (root, composer.diagnostics)
  }

  // MARK: - Parsing with Yams

  private mutating func parse() -> YAMLNode? {
    var firstDuplicate: PipelineDiagnostic?
    while true {
      do {
        // The encoding is given because Yams' default asks the environment and prints to stdout; the
        // basic resolver because the default one starts ICU for its regular expressions.
        let parser = try Parser(yaml: text(scalars[...]), resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else {
          report(TextPosition(line: 1, column: 1), "the file is empty", hint: "see `sluice init`")
          return nil
        }
        // Nodes hold their anchors weakly; the parser owns them.
        return withExtendedLifetime(parser) { convert(root, depth: 1) }
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let position = TextPosition(context.mark)
        let duplicate = diagnostic(position, "duplicate key `\(restored(keys.first ?? ""))`")
        firstDuplicate = firstDuplicate ?? duplicate
        guard disguiseKey(at: position) else {
          diagnostics.append(firstDuplicate ?? duplicate)
          return nil
        }
      } catch {
        // A disguise may have broken a key of a rare style; then the duplicate is the finding.
        diagnostics.append(firstDuplicate ?? diagnostic(for: error))
        return nil
      }
    }
  }

  /// Makes the key at `position` differ from every other; false where that is not possible.
  private mutating func disguiseKey(at position: TextPosition) -> Bool {
    guard disguised.count <= Self.maximumDuplicates,
      disguised.count * scalars.count <= Self.maximumReparsed,
      var index = source.index(of: position)
    else {
      return false
    }
    if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard index < scalars.count, !Self.isDisguise(scalars[index]), scalars[index] != "\"",
      scalars[index] != "'"
    else { return false }
    disguised.append(scalars[index])
    scalars[index] = Self.disguise(disguised.count - 1)
    return true
  }

  // MARK: - Conversion

  /// The node as ours; what is wrong with it is noted, and it is then `.broken`.
  private mutating func convert(_ node: Node, depth: Int) -> YAMLNode {
    let position = place(of: node)
    guard depth <= SourceText.Limit.nesting else {
      report(position, "values are nested deeper than \(SourceText.Limit.nesting) levels")
      return YAMLNode(position, .broken)
    }
    let converted: YAMLNode
    let anchor: String?
    switch node {
    case .scalar(let scalar):
      anchor = scalar.anchor?.rawValue
      converted = convert(scalar, at: position, hasAnchor: anchor != nil)
    case .sequence(let sequence):
      anchor = sequence.anchor?.rawValue
      checkTag(sequence.tag, at: position)
      converted = YAMLNode(position, .list(sequence.map { convert($0, depth: depth + 1) }))
    case .mapping(let mapping):
      anchor = mapping.anchor?.rawValue
      checkTag(mapping.tag, at: position)
      converted = YAMLNode(position, .map(convert(mapping, depth: depth)))
    case .alias:
      preconditionFailure("Yams makes alias nodes for its emitter only")
    }
    if let anchor { anchors[anchor] = converted }
    return converted
  }

  private mutating func convert(_ mapping: Node.Mapping, depth: Int) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var places: [String: TextPosition] = [:]
    for (key, value) in mapping {
      let position = place(of: key)
      guard case .scalar(let scalar) = key else {
        report(position, "a key must be a word, not a list or a map")
        continue
      }
      // Yams compares keys and so resolves those without a tag, as strings by the basic resolver.
      if scalar.tag.rawValue != Tag.Name.str.rawValue { checkTag(scalar.tag, at: position) }
      if isAlias(scalar) {
        report(position, "an alias cannot be a key")
        continue
      }
      let name = restored(scalar.string)
      if name == "<<", scalar.style == .plain {
        report(
          position, "merge keys `<<` are not supported",
          hint: "an alias can stand for a whole value")
        continue
      }
      if let first = places[name] {
        report(
          position, "duplicate key `\(name)`",
          hint: "first given at line \(first.line), column \(first.column)")
        continue
      }
      places[name] = position
      if let anchor = scalar.anchor?.rawValue {
        anchors[anchor] = YAMLNode(position, .scalar(YAMLScalar(text: name, isPlain: true)))
      }
      let value = convert(value, depth: depth + 1)
      entries.append(YAMLEntry(key: name, keyPosition: position, value: value))
    }
    return entries
  }

  private mutating func convert(
    _ scalar: Node.Scalar, at position: TextPosition, hasAnchor: Bool
  ) -> YAMLNode {
    checkTag(of: scalar, at: position)
    guard isAlias(scalar) else {
      let text = YAMLScalar(
        text: restored(scalar.string), isPlain: scalar.style == .plain,
        isLiteral: scalar.style == .literal)
      return YAMLNode(position, .scalar(text))
    }
    let name = String(restored(scalar.string).dropFirst())
    guard !name.isEmpty, !hasAnchor,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") })
    else {
      report(
        position, "a value that begins with `*` is an alias in YAML, and `*\(name)` is none",
        hint: "put it in quotes")
      return YAMLNode(position, .broken)
    }
    guard let target = anchors[name] else {
      report(
        position, "undefined alias `*\(name)`",
        hint: "an anchor `&\(name)` must stand before it; a pattern needs quotes")
      return YAMLNode(position, .broken)
    }
    // The sum cannot overflow: a target weighs at most what the file's text and this bound give.
    guard aliasedValues + target.weight <= Self.maximumAliasedValues else {
      report(
        position,
        "with `*\(name)`, aliases stand for more than \(Self.maximumAliasedValues) values")
      return YAMLNode(position, .broken)
    }
    aliasedValues += target.weight
    return target
  }

  /// Where a node stands; an empty value that the end of the text stands for is inside it.
  private func place(of node: Node) -> TextPosition {
    min(node.mark.map(TextPosition.init) ?? TextPosition(line: 1, column: 1), source.end)
  }

  private func isAlias(_ scalar: Node.Scalar) -> Bool {
    scalar.style == .plain && scalar.string.unicodeScalars.first == Self.disguise(0)
  }

  private mutating func checkTag(of scalar: Node.Scalar, at position: TextPosition) {
    // Yams gives quoted scalars without a tag that of strings.
    if scalar.style != .plain, scalar.tag.rawValue == Tag.Name.str.rawValue { return }
    checkTag(scalar.tag, at: position)
  }

  private mutating func checkTag(_ tag: Tag, at position: TextPosition) {
    guard !tag.rawValue.isEmpty else { return }
    report(position, "the YAML tag `\(restored(tag.rawValue))` is not supported", hint: "remove it")
  }

  // MARK: - Disguises

  private static func disguise(_ index: Int) -> Unicode.Scalar {
    Unicode.Scalar(SourceText.reservedScalars.lowerBound + UInt32(index)) ?? "\u{FFFD}"
  }

  private static func isDisguise(_ scalar: Unicode.Scalar) -> Bool {
    SourceText.reservedScalars.contains(scalar.value)
  }

  private func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: Self.isDisguise) else { return text }
    let restored = text.unicodeScalars.map { scalar in
      let index = Int(scalar.value) - Int(SourceText.reservedScalars.lowerBound)
      return disguised.indices.contains(index) ? disguised[index] : scalar
    }
    return self.text(restored[...])
  }

  private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  // MARK: - Diagnostics

  private func diagnostic(
    _ position: TextPosition, _ message: String, hint: String? = nil
  ) -> PipelineDiagnostic {
    PipelineDiagnostic(
      .error, file: source.file, position: position, message: message, hint: hint)
  }

  private mutating func report(_ position: TextPosition, _ message: String, hint: String? = nil) {
    guard diagnostics.count < PipelineDiagnostic.maximumCount else { return }
    diagnostics.append(diagnostic(position, message, hint: hint))
  }

  private func diagnostic(for error: any Error) -> PipelineDiagnostic {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _):
      let activity = context.map { " \($0.text)" } ?? ""
      // At the end of the text, libyaml names a line after the last one.
      let position = min(TextPosition(mark), source.end)
      let start = context.map { TextPosition($0.mark) } ?? position
      let origin = "which begins at line \(start.line), column \(start.column)"
      return diagnostic(
        position, "not valid YAML: \(problem)\(activity)",
        hint: hint(forCharacterAt: position) ?? (start < position ? origin : nil))
    case YamlError.composer(_, let problem, let mark, _):
      let hint = "a pipeline file is one document, without `---` inside"
      return diagnostic(TextPosition(mark), "not valid YAML: \(problem)", hint: hint)
    case YamlError.reader(let problem, _, _, _):
      return diagnostic(TextPosition(line: 1, column: 1), "not valid YAML: \(problem)")
    default:
      return diagnostic(TextPosition(line: 1, column: 1), "not valid YAML")
    }
  }

  private func hint(forCharacterAt position: TextPosition) -> String? {
    guard let index = source.index(of: position) else { return nil }
    switch source.scalars[index] {
    case "\t": return "indent with spaces, not with tabs"
    case "@", "`", "%": return "a value that begins with `\(source.scalars[index])` needs quotes"
    default: return nil
    }
  }
}

extension TextPosition {
  fileprivate init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}
