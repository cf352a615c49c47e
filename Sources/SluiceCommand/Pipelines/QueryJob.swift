import PipelineFiles
import Sluice

// One query of a pipeline, from one state of the store to its sinks.

/// Why a query of a pipeline failed, with its name, because there may be several.
struct PipelineQueryFailure: Error {
  /// Name of the query.
  var query: String
  /// What went wrong.
  var failure: QueryFailure
}

/// What a query gave.
enum QueryOutcome {
  /// So many rows.
  case rows(Int)
  /// Yes or no.
  case answer(Bool)
  /// So many triples.
  case triples(Int)
}

/// The queries of a pipeline, run on the calling thread; the first SIGINT or SIGTERM ends one.
struct QueryJob {
  let pipeline: Pipeline
  let store: Store
  /// Hears of each query's begin and end.
  let log: EventLog

  /// Runs a query once and writes its result to all of its sinks.
  ///
  /// Files are replaced when the result is whole; where the query fails, they are as before.
  func run(_ query: PipelineQuery) throws(PipelineQueryFailure) -> QuerySummary {
    log.begins(query)
    let start = clockSeconds()
    let outcome: QueryOutcome
    do throws(QueryFailure) {
      outcome = try write(query)
    } catch { throw PipelineQueryFailure(query: query.name, failure: error) }
    let summary = QuerySummary(
      query: query, pipeline: pipeline, outcome: outcome, seconds: clockSeconds() - start)
    log.ends(summary)
    return summary
  }

  private func write(_ query: PipelineQuery) throws(QueryFailure) -> QueryOutcome {
    // A query that has no batch of rows to look between would not hear of it.
    if Interruption.control.isCancelledNow { throw .query(.cancelled) }
    let options = pipeline.options(query)
    let execution = try store.execution(
      query.query, options: options, control: QueryControl(options))
    var outputs: [SinkOutput] = []
    for sink in pipeline.sinks(of: query) {
      outputs.append(try writing { () throws(WriteError) in try SinkOutput(sink) })
    }
    let outcome = try write(execution, to: outputs)
    for output in outputs { try writing { () throws(WriteError) in try output.finish() } }
    return outcome
  }

  private func writing<R>(_ body: () throws(WriteError) -> R) throws(QueryFailure) -> R {
    do throws(WriteError) { return try body() } catch { throw .output(error) }
  }

  private func write(
    _ execution: QueryExecution, to outputs: [SinkOutput]
  ) throws(QueryFailure) -> QueryOutcome {
    let prologue = execution.query.prologue
    do throws(QueryOutputError) {
      switch execution.query.form {
      case .select:
        return .rows(try execution.write(to: RowFanOut(outputs, prefixes: prologue.prefixes)))
      case .ask:
        let fanOut = RowFanOut(outputs, prefixes: [])
        try execution.writeAnswer(to: fanOut)
        return .answer(fanOut.answer ?? false)
      case .construct, .describe:
        let fanOut = GraphFanOut(outputs, prefixes: PrefixTable(prologue.prefixes))
        return .triples(try execution.writeTriples(to: fanOut))
      }
    } catch { throw QueryFailure(error) }
  }
}
