import PipelineFiles
import Sluice

// What the sections of a pipeline file mean for its queries and sinks.

extension Pipeline {
  /// The sinks of a query, in its order.
  func sinks(of query: PipelineQuery) -> [PipelineSink] {
    query.sinks.compactMap { name in sinks.first { $0.name == name } }
  }

  /// Whether results go to standard output, which is then for them alone.
  var writesToStandardOutput: Bool {
    queries.contains { sinks(of: $0).contains { $0.path == nil } }
  }

  /// How a query is run.
  func options(_ query: PipelineQuery) -> QueryOptions {
    var options = QueryOptions()
    // The store's caches have the other half.
    options.memoryBytes = min(limits.queryMemory.bytes, storeOptions.memoryBytes / 2)
    options.temporaryFolder = store.tempDir
    let timeout = limits.queryTimeout.milliseconds
    options.timeoutSeconds = timeout > 0 ? Double(timeout) / 1_000 : nil
    options.includesDerived = query.entailment
    return options
  }

  /// What keeps results from being written, as far as it shows before.
  var sinkProblems: [String] {
    sinks.filter { sink in queries.contains { $0.sinks.contains(sink.name) } }
      .compactMap(\.problem)
  }
}

extension PipelineSink {
  /// Why the sink's file could not be written, or nil where it seems possible; nothing is changed.
  var problem: String? {
    guard let path, let folder else { return nil }
    let reason: String?
    if let facts = FileFacts(path: path), !facts.isRegular {
      reason = facts.isDirectory ? "it is a folder" : "it is not a regular file"
    } else {
      reason = FileSystem.reasonAgainstWriting(in: folder)
    }
    return reason.map { "cannot write \"\(path)\": \($0)" }
  }

  /// Where the sink writes, for people.
  var place: String { path ?? "standard output" }
}
