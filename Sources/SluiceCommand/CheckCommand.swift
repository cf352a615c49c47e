import ArgumentParser
import Sluice
import Telemetry

/// `sluice check`: documents read for their errors.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read documents and print every error, without a store.",
    discussion: """
      Of N-Triples and N-Quads every bad line is told, of Turtle and TriG the first error, because \
      what follows it cannot be read with certainty. Exit code 1 where there is an error.

      Example: sluice check 'dumps/**/*.nt.gz' --json
      """)

  @Argument(
    help: ArgumentHelp("Documents, patterns or folders; - is standard input.", valueName: "file"))
  var files: [String]

  @OptionGroup var output: OutputOptions

  @Option(help: "Syntax of the documents (default: by their names).")
  var format: RDFFormat?

  @Option(help: "Compression of the documents: auto, none, gzip, bzip2, zstd or lz4.")
  var compression: Compression = .auto

  @Option(help: ArgumentHelp("Base of relative IRIs in Turtle and TriG.", valueName: "iri"))
  var base: String?

  @Option(help: ArgumentHelp("Stop a document after so many errors, 0 for never.", valueName: "n"))
  var maxErrors = 0

  @OptionGroup(title: "Limits") var limits: DocumentLimitOptions

  func validate() throws {
    if maxErrors < 0 { throw ValidationError("--max-errors must not be negative") }
  }

  func run() throws {
    let paths = try FilePatterns(include: files).files()
    guard !paths.isEmpty else { throw ValidationError("no file matches") }
    let out = TextOutput()
    var statements = 0
    var errors = 0
    for path in paths {
      let input = LoadInput(path: path, format: format, compression: compression, base: base)
      let found = try check(input, out)
      statements += found.statements
      errors += found.errors
    }
    if output.json && !output.quiet {
      try out.line(
        JSONValue.object([
          ("files", .integer(paths.count)), ("statements", .integer(statements)),
          ("errors", .integer(errors)),
        ]).text)
    }
    try out.finish()
    if !output.json && !output.quiet {
      note(
        "checked \(paths.count.grouped) files, \(statements.grouped) statements, "
          + "\(errors.grouped) errors")
    }
    if errors > 0 { throw ExitCode(CommandEnd.Code.failed.rawValue) }
  }

  private func check(
    _ input: LoadInput, _ out: TextOutput
  ) throws -> (statements: Int, errors: Int) {
    var errors = 0
    var failure: WriteError?
    let statements = SyntaxCheck.run(input, limits: limits.syntax) { error in
      errors += 1
      do throws(WriteError) {
        try out.line(output.json ? JSONValue(error).text : "\(error)")
      } catch { failure = error }
      return failure == nil && (maxErrors == 0 || errors < maxErrors)
    }
    if let failure { throw failure }
    return (statements, errors)
  }
}

extension JSONValue {
  /// An error with its place.
  init(_ error: SyntaxError) {
    func object(
      _ file: String, _ at: SourcePosition?, _ message: String, _ hint: String? = nil
    ) -> JSONValue {
      var members: [(String, JSONValue)] = [("file", .string(file))]
      if let at {
        members += [
          ("line", .integer(at.line)), ("column", .integer(at.column)),
          ("byte", .integer(at.byteOffset)),
        ]
      }
      members.append(("message", .string(message)))
      if let hint { members.append(("hint", .string(hint))) }
      return .object(members)
    }
    switch error {
    case .malformed(let file, let at, let message, let hint):
      self = object(file, at, message, hint)
    case .limitExceeded(let file, let at, let limit, let allowed):
      self = object(file, at, "\(limit) is over its limit of \(allowed)")
    case .corruptArchive(let file, let message): self = object(file, nil, message)
    case .unreadable(let file, let message): self = object(file, nil, message)
    }
  }
}
