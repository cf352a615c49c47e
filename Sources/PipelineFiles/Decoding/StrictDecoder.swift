// The state of one decoding: what is wrong so far, where in the file we are, and what scalars are
// interpolated with. Value types and section tables decode with it; it knows none of them.

import RDF

/// What decoding a file collects besides the values themselves.
struct PipelineOrigins: Hashable, Sendable {
  /// Where each value stands, by its path: `sources.dump.include[0]`.
  var positions: [String: TextPosition] = [:]
  /// Paths of the scalars that hold a secret.
  var secretPaths: Set<String> = []
  /// The secrets themselves, to be kept out of messages.
  var secrets: Set<String> = []
}

/// The state that is threaded through all decoding of one file.
struct StrictDecoder {
  /// What stands for a secret wherever one would be shown.
  static let redaction = "***"

  let source: SourceText
  /// The folder of the pipeline file: what relative paths in it start from.
  let baseFolder: String
  var interpolation: Interpolation
  var prefixes: [String: IRI] = [:]
  var origins = PipelineOrigins()
  private(set) var diagnostics: [PipelineDiagnostic] = []
  /// Paths of keys that are missing or wrong: the section has its default there, which says nothing.
  private(set) var valueless: Set<String> = []
  /// The path of the value that is being decoded; empty at the root.
  private(set) var path = ""
  /// What has been reported, because a value behind an alias is decoded at each use.
  private var reported: Set<PipelineDiagnostic> = []

  init(source: SourceText, baseFolder: String, interpolation: Interpolation) {
    self.source = source
    self.baseFolder = baseFolder
    self.interpolation = interpolation
  }

  // MARK: - Where we are

  /// Decodes a value of a map with `key` added to the path.
  mutating func atKey<Result>(
    _ key: String, _ node: YAMLNode, _ body: (inout StrictDecoder) -> Result
  ) -> Result {
    at(path.isEmpty ? key : "\(path).\(key)", node, body)
  }

  /// Decodes an item of a list with its index added to the path.
  mutating func atIndex<Result>(
    _ index: Int, _ node: YAMLNode, _ body: (inout StrictDecoder) -> Result
  ) -> Result {
    at("\(path)[\(index)]", node, body)
  }

  private mutating func at<Result>(
    _ inner: String, _ node: YAMLNode, _ body: (inout StrictDecoder) -> Result
  ) -> Result {
    let outer = path
    path = inner
    defer { path = outer }
    origins.positions[inner] = node.position
    return body(&self)
  }

  /// Notes that the section which is being decoded has no right value of `key`.
  mutating func hasNoValue(of key: String) {
    valueless.insert(path.isEmpty ? key : "\(path).\(key)")
  }

  /// The path in quotes for messages; the file itself at the root.
  var pathInWords: String { path.isEmpty ? "the file" : "`\(path)`" }

  // MARK: - What is wrong

  /// Whether no more diagnostics are collected, so that looking for their hints is in vain.
  var isFull: Bool { diagnostics.count >= PipelineDiagnostic.maximumCount }

  /// Notes an error at `position`.
  mutating func error(_ position: TextPosition, _ message: String, hint: String? = nil) {
    report(.error, position, message, hint)
  }

  /// Notes a warning at `position`.
  mutating func warning(_ position: TextPosition, _ message: String, hint: String? = nil) {
    report(.warning, position, message, hint)
  }

  /// Notes that the value at `node` is of the wrong kind; `mayQuote` where quotes would mend it.
  mutating func wrongKind(
    _ node: YAMLNode, expected: String, mayQuote: Bool = false
  ) {
    if case .broken = node.content { return }
    var hint: String?
    if case .scalar(let scalar) = node.content {
      if scalar.kind == .nothing {
        hint = "give it a value or remove the key"
      } else if scalar.isPlain {
        hint = mayQuote ? "put it in quotes" : nil
      } else if YAMLScalar.kind(ofPlain: scalar.text) != .string {
        hint = "remove the quotes"
      }
    }
    error(node.position, "\(pathInWords) must be \(expected), not \(node.kindInWords)", hint: hint)
  }

  private mutating func report(
    _ severity: PipelineDiagnostic.Severity, _ position: TextPosition, _ message: String,
    _ hint: String?
  ) {
    note(
      PipelineDiagnostic(
        severity, file: source.file, position: position, message: message, hint: hint))
  }

  /// Notes something that may concern another file, such as that of a query.
  mutating func note(_ diagnostic: PipelineDiagnostic) {
    guard !isFull, reported.insert(diagnostic).inserted else { return }
    diagnostics.append(diagnostic)
  }

  // MARK: - Scalars

  /// The text of a scalar after interpolation, or nil after noting what is wrong.
  mutating func expanded(_ scalar: YAMLScalar, at position: TextPosition) -> ExpandedText? {
    let (text, problems) = interpolation.expand(scalar.text)
    for problem in problems where !isFull {
      let place = placeOfDollar(problem.dollarNumber, inScalarAt: position)
      error(place, "\(pathInWords): \(problem.message)", hint: problem.hint)
    }
    guard problems.isEmpty else { return nil }
    if text.isSecret {
      origins.secretPaths.insert(path)
      origins.secrets.formUnion(text.secrets)
    }
    return text
  }

  /// Where the `$` with this number, from 0, of a scalar stands in the file.
  ///
  /// The scalar's text has lost its quotes, escapes and line folds, so the signs are counted in the
  /// file from where the scalar begins; one written as an escape (`"\x24"`) gives the nearest later.
  private func placeOfDollar(_ number: Int, inScalarAt start: TextPosition) -> TextPosition {
    guard let first = source.index(of: start) else { return start }
    var left = number
    for index in first..<source.scalars.count where source.scalars[index] == "$" {
      if left == 0 { return source.position(of: index) }
      left -= 1
    }
    return start
  }
}

/// A scalar's text after interpolation.
struct ExpandedText {
  var text: String
  /// Whether anything was put in for a `${...}`.
  var isInterpolated = false
  /// The secrets that went into the text.
  var secrets: Set<String> = []

  var isSecret: Bool { !secrets.isEmpty }

  /// The text as messages may show it: shortened, in quotes, and never a secret.
  var shown: String {
    if isSecret { return "`\(StrictDecoder.redaction)`" }
    return text.count <= 60 ? "`\(text)`" : "`\(text.prefix(60))...`"
  }
}
