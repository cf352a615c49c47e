import RDF

/// What a writer does with a quad of a named graph where its format has no graphs.
public enum NamedGraphPolicy: Sendable {
  /// Throws ``WriteError/namedGraph(_:format:)``: nothing is lost silently.
  case refuse
  /// Writes the triple and leaves the graph's name out.
  case dropName
}

/// Writes quads as a document, one after the other.
///
/// Memory is bounded by the buffer and, in Turtle and TriG, by the subject, predicate and graph in
/// work; nothing is sorted, so quads that come grouped by graph and subject make the shorter
/// document. After an error the document is unfinished and the writer should be let go. One thread
/// uses it at a time.
public protocol QuadWriter: AnyObject {
  /// The syntax that is written.
  var format: RDFFormat { get }

  /// Writes a quad given as bytes; a nil graph is the default graph.
  func write(
    subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes?
  ) throws(WriteError)

  /// Writes a quad given as values.
  func write(_ quad: Quad) throws(WriteError)

  /// Hands to the sink what was written so far; the document goes on.
  func flush() throws(WriteError)

  /// Ends the document and hands all of it to the sink. Nothing is written after it.
  func finish() throws(WriteError)

  /// Bytes of the document so far.
  var writtenBytes: Int { get }
}

extension QuadWriter {
  /// Writes all statements of `batch`.
  public func write(contentsOf batch: StatementBatch) throws(WriteError) {
    let terms = batch.terms
    for index in 0..<batch.statementCount {
      let statement = batch.statements[index]
      let graph =
        statement.graph == StatementSpan.defaultGraph
        ? nil : TermBytes(terms[Int(statement.graph)], in: batch.bytes)
      try write(
        subject: TermBytes(terms[Int(statement.subject)], in: batch.bytes),
        predicate: TermBytes(terms[Int(statement.predicate)], in: batch.bytes),
        object: TermBytes(terms[Int(statement.object)], in: batch.bytes),
        graph: graph)
    }
  }
}

/// Makes the writer of `format` in front of `sink`.
///
/// `prefixes` matter in Turtle and TriG only, `namedGraphs` in N-Triples and Turtle only.
public func makeQuadWriter(
  _ format: RDFFormat, to sink: any ByteSink, prefixes: PrefixTable = PrefixTable(),
  namedGraphs: NamedGraphPolicy = .refuse
) -> any QuadWriter {
  switch format {
  case .ntriples: NTriplesWriter(sink: sink, namedGraphs: namedGraphs)
  case .nquads: NQuadsWriter(sink: sink)
  case .turtle: TurtleWriter(sink: sink, prefixes: prefixes, namedGraphs: namedGraphs)
  case .trig: TrigWriter(sink: sink, prefixes: prefixes)
  }
}
