import ArgumentParser
import PipelineFiles
import Sluice

/// How files are read and what may go wrong; the same as in a pipeline file.
struct LoadOptionGroup: ParsableArguments {
  @Option(help: "Syntax of the files: ntriples, nquads, turtle or trig (default: by their names).")
  var format: RDFFormat?

  @Option(help: "Compression of the files: auto (by content), none, gzip, bzip2, zstd or lz4.")
  var compression: Compression = .auto

  @Option(
    help: ArgumentHelp(
      "Graph for all statements: an IRI, default, from_file_iri, or keep for what the file says.",
      valueName: "graph"))
  var graph = "keep"

  @Option(
    help: ArgumentHelp("Base of relative IRIs (default: each file's own IRI).", valueName: "iri"))
  var base: String?

  @Option(
    help: ArgumentHelp(
      "What a malformed file does: fail_job, skip_file or skip_statement.", valueName: "policy"))
  var onError: ErrorPolicy = .failJob

  @Option(
    help: ArgumentHelp(
      "Most refused statements or files before nothing is loaded (exit code 4).", valueName: "n"))
  var maxErrors = 1_000

  @Option(
    help: ArgumentHelp(
      "Folder that keeps what was refused: reasons as JSON lines, and the raw lines. Patterns and "
        + "folders leave out what is inside; a file there is loaded where it is named itself.",
      valueName: "folder"), completion: .directory)
  var rejects: String?

  @Flag(help: "Load files again that the store's ledger has.")
  var again = false

  @Option(
    help: ArgumentHelp("Threads that parse and encode (default: one a core).", valueName: "n"))
  var workers: Int?

  @Option(
    help: ArgumentHelp(
      "Folder for sorts larger than memory (default: in the store).", valueName: "folder"),
    completion: .directory)
  var tempDir: String?

  @Flag(inversion: .prefixedNo, help: "Refuse to begin where the disk is likely too small.")
  var spaceCheck = true

  @OptionGroup(title: "Limits") var limits: LimitOptions

  func validate() throws {
    if maxErrors < 0 { throw ValidationError("--max-errors must not be negative") }
    if let workers, !(1...1024).contains(workers) {
      throw ValidationError("--workers must be from 1 to 1024")
    }
  }

  /// The files that arguments name, as inputs, and how many were left out as rejects.
  func inputs(_ arguments: [String]) throws -> (files: [LoadInput], leftOut: Int) {
    let closed = rejects.map { [$0] } ?? []
    let found = try FilePatterns(include: arguments, closed: closed).find()
    guard !found.files.isEmpty else {
      let reason = found.leftOut.isEmpty ? "" : " outside the rejects folder"
      throw ValidationError("no file matches \(arguments.joined(separator: " "))\(reason)")
    }
    let target: GraphTarget =
      switch graph {
      case "keep", "from_file_iri": .keep
      case "default": .defaultGraph
      default: .named(Self.withoutBrackets(graph))
      }
    let inputs = found.files.map {
      LoadInput(
        path: $0, format: format, compression: compression, base: base.map(Self.withoutBrackets),
        graph: target, hasGraphOfFile: graph == "from_file_iri")
    }
    return (inputs, found.leftOut.count)
  }

  /// The settings of the load.
  func options(memoryBytes: Int, preset: StorePreset) -> LoadOptions {
    var options = LoadOptions()
    options.memoryBytes = LoadMemory(budget: memoryBytes, preset: preset).loadBytes
    options.queueBytes = limits.queueBytes?.bytes
    options.temporaryFolder = tempDir
    if let workers { options.workers = workers }
    options.limits = limits.syntax
    options.onError = onError
    options.maximumErrors = maxErrors
    options.rejectsFolder = rejects
    options.again = again
    options.checksSpace = spaceCheck
    return options
  }

  private static func withoutBrackets(_ text: String) -> String {
    text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
  }
}

/// Bounds on hostile input, as in the `limits` section of a pipeline file.
struct LimitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Longest statement or line (default: 64MiB).", valueName: "size"))
  var statementBytes: ByteCount?

  @Option(help: ArgumentHelp("Longest literal or IRI (default: 32MiB).", valueName: "size"))
  var tokenBytes: ByteCount?

  @Option(help: ArgumentHelp("Deepest nesting of [ and ( (default: 1000).", valueName: "n"))
  var nestingDepth: Int?

  @Option(
    help: ArgumentHelp("Most decompressed bytes of a file, 0 for no bound.", valueName: "size"))
  var decompressedBytes: ByteCount?

  @Option(help: ArgumentHelp("Highest ratio of decompression (default: 2000).", valueName: "n"))
  var decompressionRatio: Int?

  @Option(
    help: ArgumentHelp(
      "Most bytes that wait between stages (default: a share of --memory).", valueName: "size"))
  var queueBytes: ByteCount?

  func validate() throws {
    if let nestingDepth, !(1...10_000).contains(nestingDepth) {
      throw ValidationError("--nesting-depth must be from 1 to 10000")
    }
    if let decompressionRatio, decompressionRatio < 1 {
      throw ValidationError("--decompression-ratio must be at least 1")
    }
    if statementBytes?.bytes == 0 || tokenBytes?.bytes == 0 || queueBytes?.bytes == 0 {
      throw ValidationError("--statement-bytes, --token-bytes and --queue-bytes must not be 0")
    }
  }

  /// The bounds with defaults filled in.
  var syntax: SyntaxLimits {
    var limits = SyntaxLimits()
    if let statementBytes { limits.statementBytes = statementBytes.bytes }
    if let tokenBytes { limits.tokenBytes = tokenBytes.bytes }
    if let nestingDepth { limits.nestingDepth = nestingDepth }
    if let decompressedBytes { limits.decompressedBytes = decompressedBytes.bytes }
    if let decompressionRatio { limits.decompressionRatio = decompressionRatio }
    return limits
  }
}

extension ErrorPolicy: ExpressibleByArgument {}
extension StorePreset: ExpressibleByArgument {}
