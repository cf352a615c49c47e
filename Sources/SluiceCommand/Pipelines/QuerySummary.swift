import PipelineFiles
import Sluice
import Telemetry

/// What a query of a pipeline gave, as it is told at its end.
struct QuerySummary {
  let query: PipelineQuery
  /// The pipeline that it is of.
  let pipeline: Pipeline
  let outcome: QueryOutcome
  let seconds: Double

  /// The lines for people.
  var lines: [String] {
    let names = query.sinks.joined(separator: ", ")
    let first = "query     \(query.name): \(result) to \(names) in \(seconds.rounded(to: 2)) s"
    let paths = pipeline.sinks(of: query).compactMap(\.path)
    return [first] + paths.map { "written   \(pipeline.redacted($0))" }
  }

  private var result: String {
    switch outcome {
    case .rows(let count): LoadSummary.count(count, "row")
    case .answer(let answer): answer ? "yes" : "no"
    case .triples(let count): LoadSummary.count(count, "triple")
    }
  }

  /// The object for programs.
  var json: JSONValue {
    let result: (String, JSONValue) =
      switch outcome {
      case .rows(let count): ("rows", .integer(count))
      case .answer(let answer): ("answer", .bool(answer))
      case .triples(let count): ("triples", .integer(count))
      }
    return .object([
      ("event", .string("query")), ("query", .string(query.name)), result,
      ("seconds", .number(seconds)), ("sinks", pipeline.json(pipeline.sinks(of: query))),
    ])
  }
}

extension Pipeline {
  /// Sinks with where they write, null for standard output; secrets hidden.
  func json(_ sinks: [PipelineSink]) -> JSONValue {
    .array(
      sinks.map { sink in
        .object([
          ("sink", .string(sink.name)), ("format", .string(sink.format.rawValue)),
          ("path", sink.path.map { .string(redacted($0)) } ?? .null),
        ])
      })
  }
}
