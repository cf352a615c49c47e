import PipelineFiles
import Sluice
import Telemetry

/// A query as `sluice plan` shows it: what it asks and where its result would go.
struct QueryPreview {
  let query: PipelineQuery
  /// The pipeline that it is of.
  let pipeline: Pipeline

  private var sinks: [PipelineSink] { pipeline.sinks(of: query) }

  /// What keeps its result from being written.
  var problems: [String] { sinks.compactMap(\.problem).map(pipeline.redacted) }

  /// The lines for people.
  var lines: [String] {
    let variables = variables.map { " ?" + $0 }.joined()
    return ["query     \(query.name): \(query.formWord)\(variables)"]
      + sinks.map { "  to      \($0.name): \($0.format.rawValue), \(pipeline.redacted($0.place))" }
      + problems.map { "  problem \($0)" }
  }

  /// The object for programs.
  var json: JSONValue {
    .object([
      ("query", .string(query.name)), ("form", .string(query.formWord.lowercased())),
      ("variables", .array(variables.map { .string($0) })),
      ("sinks", pipeline.json(sinks)),
      ("problems", .array(problems.map { .string($0) })),
    ])
  }

  private var variables: [String] {
    if case .select(let variables) = query.query.form { variables.map(\.name) } else { [] }
  }
}
