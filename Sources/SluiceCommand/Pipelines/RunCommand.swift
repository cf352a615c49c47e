import ArgumentParser
import Glibc
import PipelineFiles
import Sluice

/// `sluice run`: a pipeline file from its sources to its store, and from there to its sinks.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a pipeline file.",
    discussion: """
      Each source is a job and each job one commit, in the order of the file: a job that fails \
      leaves the store as the job before it left it. Then each query is asked and its result goes to \
      its sinks, also where nothing new was loaded. All sources are files, which end; so the run ends \
      too, with or without --once. Run it again to load what is new.

      Summaries go to standard output, or to standard error where a query writes to standard output.

      Example: sluice run Pipelines/quickstart.yaml
      """)

  @Argument(
    help: ArgumentHelp("Pipeline file.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Flag(help: "End when the sources are drained.")
  var once = false

  @Flag(help: "Load files again that the store's ledger has.")
  var again = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let pipeline = try Pipeline.read(file)
    let log = EventLog(output, pipeline: pipeline)
    for warning in pipeline.warnings { log.warning(warning) }
    do {
      try run(pipeline, log)
    } catch {
      // Messages of the system repeat paths, and a path may hold a secret.
      let end = CommandEnd(error)
      if !end.message.isEmpty { note(pipeline.redacted(end.message)) }
      throw ExitCode(end.code)
    }
  }

  private func run(_ pipeline: Pipeline, _ log: EventLog) throws {
    let jobs = try pipeline.jobs(again: again)
    // Known before hours of loading, not after.
    let problems = pipeline.sinkProblems
    guard problems.isEmpty else { throw LoadError.preflight(problems) }
    Interruption.listen()
    _ = FileHandles.raise()
    let store = try Store.open(at: pipeline.store.path, options: pipeline.storeOptions)
    var total = 0
    for job in jobs { total += try load(job, into: store, pipeline, log) }
    for query in pipeline.queries { try ask(query, store, pipeline, log) }
    guard !output.quiet, !output.json else { return }
    try writeEnd(pipeline, store, added: total)
  }

  /// Loads a source; returns how many quads are new.
  private func load(
    _ job: PipelineJob, into store: Store, _ pipeline: Pipeline, _ log: EventLog
  ) throws -> Int {
    let load = LoadJob(
      output: output, log: log, name: job.name, shutdownTimeout: pipeline.limits.shutdownTimeout)
    if !output.quiet, !output.json {
      try write(
        ["source    \(job.name): \(LoadSummary.count(job.inputs.count, "file"))"], pipeline)
    }
    if job.inputs.isEmpty { log.noFiles(job: job.name) }
    log.leftOut(job.leftOut, job: job.name)
    let result = try load.run(job.inputs, into: store, options: job.options)
    try LoadSummary(result, store: pipeline.redacted(pipeline.store.path))
      .write(output, onStandardError: pipeline.writesToStandardOutput)
    if Interruption.control.isCancelledNow { throw LoadError.cancelled }
    return result.quadsAdded
  }

  /// Asks a query and tells what its sinks have.
  private func ask(
    _ query: PipelineQuery, _ store: Store, _ pipeline: Pipeline, _ log: EventLog
  ) throws {
    let summary = try QueryJob(pipeline: pipeline, store: store, log: log).run(query)
    if output.json {
      try write([summary.json.text], pipeline)
    } else if !output.quiet {
      try write(summary.lines, pipeline)
    }
  }

  /// Writes lines of summaries.
  private func write(_ lines: [String], _ pipeline: Pipeline) throws {
    let out = TextOutput(onStandardError: pipeline.writesToStandardOutput)
    for line in lines { try out.line(line) }
    try out.finish()
  }

  private func writeEnd(_ pipeline: Pipeline, _ store: Store, added: Int) throws {
    let quads = try store.statisticsBlocking().quads
    let path = pipeline.redacted(pipeline.store.path)
    let lines = [
      "", "done      \(LoadSummary.count(added, "new quad")), \(quads.grouped) in the store", "",
      "Go on with:",
      "  sluice stats \(path)                  what is in the store",
      "  sluice match \(path)                  its quads, one a line (-s -p -o -g to choose)",
      "  sluice dump \(path) --format trig     all of it as a document",
      "  sluice ledger list \(path)            which files were loaded, and when",
    ]
    try write(lines, pipeline)
  }
}
