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
      "Pattern of files that are left out, as '**/old/**'; may be given several times.",
      valueName: "pattern"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp(
      "Graph for all statements: an IRI, default, from_file_iri, or keep for what the file says.",
      valueName: "graph"))
  var graph = "keep"

  @Option(
    help: ArgumentHelp("Base of relative IRIs (default: each file's own IRI).", valueName: "iri"))
  var base: String?

  @Flag(help: "Load files again that the store's ledger has.")
  var again = false

  @OptionGroup var prefixes: PrefixOptions

  @OptionGroup var course: LoadCourseOptions

  // Here already, so that a mistake shows the usage.
  func validate() throws { _ = try prefixes.table() }

  /// The files that arguments name, as inputs, and how many were left out as rejects.
  func inputs(_ arguments: [String]) throws -> (files: [LoadInput], leftOut: Int) {
    let closed = course.rejects.map { [$0] } ?? []
    let found = try FilePatterns(
      include: arguments, exclude: exclude.flatMap(Self.anywhere), closed: closed
    ).find()
    guard !found.files.isEmpty else {
      let reason = found.leftOut.isEmpty ? "" : " outside the rejects folder"
      throw ValidationError("no file matches \(arguments.joined(separator: " "))\(reason)")
    }
    let terms = TermArguments(try prefixes.table())
    let target: GraphTarget =
      switch graph {
      case "keep", "from_file_iri": .keep
      case "default": .defaultGraph
      default: .named(terms.iri(graph))
      }
    let inputs = found.files.map {
      LoadInput(
        path: $0, format: format, compression: compression, base: base.map(terms.iri),
        graph: target, hasGraphOfFile: graph == "from_file_iri")
    }
    return (inputs, found.leftOut.count)
  }

  /// A pattern of what lies at any depth also holds for files that are named by absolute paths.
  private static func anywhere(_ pattern: String) -> [String] {
    pattern.hasPrefix("**/") ? [pattern, "/" + pattern] : [pattern]
  }

  /// The settings of the load.
  func options(memoryBytes: Int, preset: StorePreset) -> LoadOptions {
    var options = course.options(memoryBytes: memoryBytes, preset: preset)
    options.again = again
    return options
  }
}

/// How a load goes, whichever files it is of.
struct LoadCourseOptions: ParsableArguments {
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

  /// How long a stop waits for the commit under way.
  var shutdownTimeout: TimeSpan { limits.shutdownTimeout ?? LimitsSection().shutdownTimeout }

  /// The settings of the load.
  func options(memoryBytes: Int, preset: StorePreset) -> LoadOptions {
    var options = LoadOptions()
    options.memoryBytes = LoadMemory(budget: memoryBytes, preset: preset).loadBytes
    options.queueBytes = limits.queueBytes?.bytes
    options.temporaryFolder = tempDir
    if let workers { options.workers = workers }
    options.limits = limits.document.syntax
    options.onError = onError
    options.maximumErrors = maxErrors
    options.rejectsFolder = rejects
    options.checksSpace = spaceCheck
    return options
  }
}

extension ErrorPolicy: ExpressibleByArgument {}
extension StorePreset: ExpressibleByArgument {}
