import PipelineFiles
import Sluice

// Sinks while a result is written to them, and writers that write to several at once.

/// A sink that is open.
struct SinkOutput {
  private let sink: PipelineSink
  private let document: DocumentOutput

  /// Opens a sink; a file is as before until ``finish()``.
  init(_ sink: PipelineSink) throws(WriteError) {
    self.sink = sink
    guard let path = sink.path else {
      document = DocumentOutput(descriptor: 1, name: "standard output")
      return
    }
    // A folder that cannot be made is missing when the file is, which then says why.
    if let folder = sink.folder { FilePaths.makeFolder(folder) }
    document = try DocumentOutput(path: path)
  }

  /// What writes rows to it.
  func rowWriter(_ prefixes: [QueryPrefix]) -> any SolutionWriter {
    guard case .rows(let format) = sink.format.output else {
      preconditionFailure("a pipeline's check holds formats to the form of the query")
    }
    return format.makeWriter(to: document, prefixes: prefixes)
  }

  /// What writes triples to it.
  func graphWriter(_ prefixes: PrefixTable) -> any QuadWriter {
    guard case .graph(let format) = sink.format.output else {
      preconditionFailure("a pipeline's check holds formats to the form of the query")
    }
    return makeQuadWriter(format, to: document, prefixes: prefixes)
  }

  /// Puts a file in place, once its document is finished.
  func finish() throws(WriteError) { try document.finish() }
}

/// Writes rows to several documents.
final class RowFanOut: SolutionWriter {
  private let writers: [any SolutionWriter]
  /// The answer that was written, of an ASK query.
  private(set) var answer: Bool?

  /// Writes to `outputs`, each in its format.
  init(_ outputs: [SinkOutput], prefixes: [QueryPrefix]) {
    writers = outputs.map { $0.rowWriter(prefixes) }
  }

  func begin(variables: [String]) throws(WriteError) {
    for writer in writers { try writer.begin(variables: variables) }
  }

  func write(_ row: UnsafeBufferPointer<TermBytes?>) throws(WriteError) {
    for writer in writers { try writer.write(row) }
  }

  func write(boolean: Bool) throws(WriteError) {
    answer = boolean
    for writer in writers { try writer.write(boolean: boolean) }
  }

  func flush() throws(WriteError) { for writer in writers { try writer.flush() } }

  func finish() throws(WriteError) { for writer in writers { try writer.finish() } }
}

/// Writes triples to several documents.
final class GraphFanOut: QuadWriter {
  private let writers: [any QuadWriter]

  /// Writes to `outputs`, of which there is one at least, each in its format.
  init(_ outputs: [SinkOutput], prefixes: PrefixTable) {
    writers = outputs.map { $0.graphWriter(prefixes) }
  }

  var format: RDFFormat { writers[0].format }

  func write(
    subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes?
  ) throws(WriteError) {
    for writer in writers {
      try writer.write(subject: subject, predicate: predicate, object: object, graph: graph)
    }
  }

  func write(_ quad: Quad) throws(WriteError) { for writer in writers { try writer.write(quad) } }

  func flush() throws(WriteError) { for writer in writers { try writer.flush() } }

  func finish() throws(WriteError) { for writer in writers { try writer.finish() } }

  var writtenBytes: Int { writers.reduce(0) { $0 + $1.writtenBytes } }
}
