import ArgumentParser
import PipelineFiles
import Sluice
import Telemetry

/// `sluice plan`: what a run would do.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what a pipeline would load and ask, and what it would need.",
    discussion: """
      Looks at files, rights, handles and space as the run itself does before its work, and changes \
      nothing. Exit code 1 where a job could not begin.

      Example: sluice plan Pipelines/quickstart.yaml
      """)

  @Argument(
    help: ArgumentHelp("Pipeline file.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Flag(help: "Plan as if the ledger were empty.")
  var again = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let pipeline = try Pipeline.read(file)
    for warning in pipeline.warnings where !output.quiet { note("\(warning)") }
    var options = pipeline.storeOptions
    options.createIfMissing = false
    options.access = .read
    let store: Store?
    do throws(StorageError) {
      store = try Store.open(at: pipeline.store.path, options: options)
    } catch {
      // A store that is still to be made has nothing in its ledger.
      guard case .notFound = error else { throw error }
      store = nil
    }
    let out = TextOutput()
    var hasProblems = false
    for job in try pipeline.jobs(again: again) {
      job.noteFiles(output)
      let preview = try preview(job, store, pipeline)
      hasProblems = hasProblems || !preview.problems.isEmpty
      if output.json {
        try out.line(json(preview, job: job).text)
      } else {
        for line in lines(preview, job: job) { try out.line(pipeline.redacted(line)) }
      }
    }
    for query in pipeline.queries {
      let preview = QueryPreview(query: query, pipeline: pipeline)
      hasProblems = hasProblems || !preview.problems.isEmpty
      if output.json {
        try out.line(preview.json.text)
      } else {
        for line in preview.lines { try out.line(line) }
      }
    }
    try out.finish()
    if hasProblems { throw ExitCode(CommandEnd.Code.failed.rawValue) }
  }

  private func preview(
    _ job: PipelineJob, _ store: Store?, _ pipeline: Pipeline
  ) throws -> LoadPreview {
    try LoadPipeline.preview(
      job.inputs, into: try store?.quads,
      storeFolder: FileSystem.existingFolder(above: pipeline.store.path), options: job.options)
  }

  private func lines(_ preview: LoadPreview, job: PipelineJob) -> [String] {
    var lines = ["source    \(job.name): \(LoadSummary.count(preview.files.count, "file")) to load"]
    for file in preview.files {
      lines.append("  load    \(file.path)  \(file.sizeBytes?.asBytes ?? "unknown size")")
    }
    for file in preview.skipped { lines.append("  skip    \(file)") }
    if !preview.files.isEmpty {
      let estimate = preview.estimate
      lines.append(
        "  needs   about \(estimate.storeBytes.asBytes) in the store, "
          + "\(estimate.spillBytes.asBytes) for spills"
          + (preview.freeBytes.map { ", \($0.asBytes) are free" } ?? ""))
    }
    for problem in preview.problems { lines.append("  problem \(problem)") }
    return lines
  }

  private func json(_ preview: LoadPreview, job: PipelineJob) -> JSONValue {
    .object([
      ("source", .string(job.name)),
      (
        "load",
        .array(
          preview.files.map {
            .object([
              ("path", .string($0.path)), ("bytes", $0.sizeBytes.map(JSONValue.integer) ?? .null),
            ])
          })
      ),
      ("skip", .array(preview.skipped.map(LoadSummary.json))),
      ("input_bytes", .integer(preview.estimate.inputBytes)),
      ("store_bytes", .integer(preview.estimate.storeBytes)),
      ("spill_bytes", .integer(preview.estimate.spillBytes)),
      ("free_bytes", preview.freeBytes.map(JSONValue.integer) ?? .null),
      ("problems", .array(preview.problems.map { .string($0) })),
    ])
  }
}
