import Dataflow
import Logging
import PipelineFiles
import Sluice
import Telemetry

// What a load or a run tells of its course, on standard error: when jobs begin and end, what is left
// out, which way the engine took. Data and summaries are on standard output, whatever the log's format.

/// The events of loads.
struct EventLog {
  private var logger: Logger
  /// Whether standard error is JSON lines: by `log.format`, or by --json.
  let isJSON: Bool

  /// A log as a pipeline's `log` section says; --quiet leaves warnings and errors.
  init(
    _ output: OutputOptions, section: LogSection = LogSection(),
    redact: @escaping @Sendable (String) -> String = { $0 }
  ) {
    isJSON = output.json || section.format == .json
    // The names of levels are those of swift-log.
    let level = Logger.Level(rawValue: section.level.rawValue) ?? .info
    let handler = EventLogHandler(
      format: isJSON ? .json : .text, level: output.quiet ? max(level, .warning) : level,
      redact: redact)
    logger = Logger(label: "sluice") { _ in handler }
  }

  /// The log of a pipeline's run, with its name in each event.
  init(_ output: OutputOptions, pipeline: Pipeline) {
    self.init(output, section: pipeline.log) { pipeline.redacted($0) }
    logger[metadataKey: "pipeline"] = .string(pipeline.displayName)
  }

  /// What is wrong and did no harm.
  func warning(_ text: String) { logger.warning("\(text)") }

  /// What looks wrong in a pipeline file.
  func warning(_ finding: PipelineDiagnostic) {
    var fields: Logger.Metadata = ["file": .string(finding.file)]
    if let position = finding.position {
      fields["line"] = .stringConvertible(position.line)
      fields["column"] = .stringConvertible(position.column)
    }
    if let hint = finding.hint { fields["hint"] = .string(hint) }
    logger.warning("\(finding.message)", metadata: fields)
  }

  // MARK: jobs

  /// How many files of a job's patterns were put aside by an earlier load.
  func leftOut(_ files: Int, job: String) {
    guard files > 0 else { return }
    logger.info(
      "left out  \(LoadSummary.count(files, "file")) inside the rejects folder",
      metadata: ["job": .string(job), "files": .stringConvertible(files)])
  }

  /// The patterns of a source found nothing.
  func noFiles(job: String) {
    logger.warning(
      "no file matches the patterns of source \"\(job)\"", metadata: ["job": .string(job)])
  }

  /// A job begins.
  func begins(_ job: String, _ inputs: [LoadInput]) {
    var fields: Logger.Metadata = [
      "job": .string(job), "files": .stringConvertible(inputs.count),
    ]
    if let bytes = Self.bytes(of: inputs) { fields["bytes"] = .stringConvertible(bytes) }
    logger.info("job begins", metadata: fields)
  }

  /// A job has ended: what was left out, then what was done.
  func ends(_ job: String, _ result: LoadResult) {
    for file in result.filesSkipped {
      logger.debug("file skipped: \(file)", metadata: ["job": .string(job)])
    }
    if !result.filesSkipped.isEmpty {
      logger.info(
        "files skipped",
        metadata: [
          "job": .string(job), "files": .stringConvertible(result.filesSkipped.count),
        ])
    }
    for file in result.filesFailed {
      logger.warning(
        "file left out",
        metadata: [
          "job": .string(job), "file": .string(file.path), "error": .string(file.error),
        ])
    }
    if result.rejects > 0 {
      logger.notice(
        "statements rejected",
        metadata: ["job": .string(job), "statements": .stringConvertible(result.rejects)])
    }
    for warning in result.warnings { logger.warning("\(warning)", metadata: ["job": .string(job)]) }
    logger.debug("stages", metadata: Self.stages(of: result, job: job))
    logger.info("job ends", metadata: Self.fields(of: result, job: job))
  }

  // MARK: queries

  /// A query of a pipeline begins.
  func begins(_ query: PipelineQuery) {
    logger.info("query begins", metadata: ["query": .string(query.name)])
  }

  /// A query has ended, and its sinks have its result.
  func ends(_ summary: QuerySummary) {
    var fields: Logger.Metadata = [
      "query": .string(summary.query.name),
      "sinks": .string(summary.query.sinks.joined(separator: ",")),
      "seconds": .stringConvertible(summary.seconds),
    ]
    switch summary.outcome {
    case .rows(let count): fields["rows"] = .stringConvertible(count)
    case .triples(let count): fields["triples"] = .stringConvertible(count)
    case .answer(let answer): fields["answer"] = .stringConvertible(answer)
    }
    logger.info("query ends", metadata: fields)
  }

  // MARK: fields

  private static func fields(of result: LoadResult, job: String) -> Logger.Metadata {
    var fields: Logger.Metadata = [
      "job": .string(job), "files": .stringConvertible(result.filesLoaded),
      "statements": .stringConvertible(result.statements),
      "quads": .stringConvertible(result.quadsAdded), "runs": .stringConvertible(result.runs),
      // A load that fits its memory is one run, which is never spilled.
      "spilled": .stringConvertible(result.runs > 1),
      "seconds": .stringConvertible(result.seconds),
    ]
    if let transaction = result.transaction {
      fields["tx"] = .stringConvertible(Int(transaction.value))
    }
    return fields
  }

  /// Busy seconds of each stage, summed over threads.
  private static func stages(of result: LoadResult, job: String) -> Logger.Metadata {
    var fields: Logger.Metadata = ["job": .string(job)]
    for (stage, seconds) in result.stageSeconds { fields[stage] = .stringConvertible(seconds) }
    return fields
  }

  /// Bytes on disk, or nil where a pipe is among the files.
  private static func bytes(of inputs: [LoadInput]) -> Int? {
    var sum = 0
    for input in inputs {
      guard input.path != "-", let facts = FileFacts(path: input.path), facts.isRegular else {
        return nil
      }
      sum += facts.sizeBytes
    }
    return sum
  }
}
