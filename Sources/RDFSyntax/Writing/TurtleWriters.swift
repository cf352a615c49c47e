import RDF

/// Writes RDF 1.1 Turtle: prefixes, `a`, and neighbouring statements of one subject grouped.
public final class TurtleWriter: QuadWriter {
  private let serializer: TurtleSerializer
  private let namedGraphs: NamedGraphPolicy
  private let scratch = TermScratch()

  /// Makes a writer in front of `sink`.
  public init(
    sink: any ByteSink, prefixes: PrefixTable = PrefixTable(),
    namedGraphs: NamedGraphPolicy = .refuse
  ) {
    serializer = TurtleSerializer(sink: sink, prefixes: prefixes)
    self.namedGraphs = namedGraphs
  }

  /// Turtle.
  public var format: RDFFormat { .turtle }
  /// Bytes of the document so far.
  public var writtenBytes: Int { serializer.buffer.writtenBytes }

  /// Writes a triple; a named graph is refused or its name dropped, as was chosen.
  public func write(
    subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes?
  ) throws(WriteError) {
    if let graph, namedGraphs == .refuse {
      throw .namedGraph(graph.text, format: .turtle)
    }
    try serializer.write(subject, predicate, object, graph: nil)
  }

  /// Writes a triple given as values.
  public func write(_ quad: Quad) throws(WriteError) {
    try scratch.withBytes(of: quad) { (subject, predicate, object, graph) throws(WriteError) in
      try write(subject: subject, predicate: predicate, object: object, graph: graph)
    }
  }

  /// Hands what was written so far to the sink; the statement in work stays open.
  public func flush() throws(WriteError) { try serializer.buffer.flush() }

  /// Ends the document.
  public func finish() throws(WriteError) { try serializer.finish() }
}

/// Writes RDF 1.1 TriG: Turtle, with neighbouring statements of one graph in one block.
public final class TrigWriter: QuadWriter {
  private let serializer: TurtleSerializer
  private let scratch = TermScratch()

  /// Makes a writer in front of `sink`.
  public init(sink: any ByteSink, prefixes: PrefixTable = PrefixTable()) {
    serializer = TurtleSerializer(sink: sink, prefixes: prefixes)
  }

  /// TriG.
  public var format: RDFFormat { .trig }
  /// Bytes of the document so far.
  public var writtenBytes: Int { serializer.buffer.writtenBytes }

  /// Writes a quad.
  public func write(
    subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes?
  ) throws(WriteError) {
    try serializer.write(subject, predicate, object, graph: graph)
  }

  /// Writes a quad given as values.
  public func write(_ quad: Quad) throws(WriteError) {
    try scratch.withBytes(of: quad) { (subject, predicate, object, graph) throws(WriteError) in
      try write(subject: subject, predicate: predicate, object: object, graph: graph)
    }
  }

  /// Hands what was written so far to the sink; the statement in work stays open.
  public func flush() throws(WriteError) { try serializer.buffer.flush() }

  /// Ends the document.
  public func finish() throws(WriteError) { try serializer.finish() }
}
