import ArgumentParser
import Dataflow
import PipelineFiles
import Sluice
import Storage

/// `sluice ledger retry`: files that failed are loaded again.
struct LedgerRetry: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Load files that failed again, as one commit.",
    discussion: """
      Takes base, graph and source from the ledger's row of each file; the syntax is told by its name, \
      or by --format. What succeeds is done in the ledger, what fails again has one more attempt, where \
      --on-error leaves it out. A file that did not fail is refused, and nothing is loaded.

      Example: sluice ledger retry museum.sluice --all --on-error skip_file
      """)

  @OptionGroup var store: StoreArguments
  @Argument(help: ArgumentHelp("Paths of files.", valueName: "path"), completion: .file())
  var files: [String] = []
  @OptionGroup var output: OutputOptions

  @Flag(help: "Every file that failed.")
  var all = false

  @Option(help: "Syntax of the files: ntriples, nquads, turtle or trig (default: by their names).")
  var format: RDFFormat?

  @OptionGroup var course: LoadCourseOptions

  func validate() throws {
    if files.isEmpty != all { throw ValidationError("name files, or give --all") }
  }

  func run() throws {
    let job = LoadJob(
      output: output, log: EventLog(output), name: "retry",
      shutdownTimeout: course.shutdownTimeout)
    Interruption.listen()
    _ = FileHandles.raise()
    let opened = try store.open(for: .write)
    let inputs = try failedRows(opened).map { LoadInput($0, format: format) }
    let options = course.options(
      memoryBytes: opened.options.memoryBytes, preset: opened.options.preset)
    let result = try job.run(inputs, into: opened, options: options)
    try LoadSummary(result, store: store.path).write(output)
  }

  /// The failed rows of the files, or of all.
  private func failedRows(_ store: Store) throws -> [LedgerRow] {
    let ledger = LedgerReader(try store.quads.view())
    if all { return try ledger.allRows().filter { $0.state == .failed } }
    var rows: [LedgerRow] = []
    var isRefused = false
    for file in files {
      let path = FilePaths.absolute(file)
      let found = try ledger.rows(path: path)
      let failed = found.filter { $0.state == .failed }
      if failed.isEmpty {
        isRefused = true
        note(
          found.isEmpty
            ? "error: the ledger has no \"\(path)\"" : "error: \"\(path)\" has not failed")
      }
      rows += failed
    }
    if isRefused { throw ExitCode(CommandEnd.Code.failed.rawValue) }
    return rows
  }
}
