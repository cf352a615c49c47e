// N-Triples and N-Quads in their canonical form: one space between terms, the fewest escapes, LF.

import RDF

/// Writes RDF 1.1 N-Triples.
public final class NTriplesWriter: QuadWriter {
  private let buffer: OutputBuffer
  private let namedGraphs: NamedGraphPolicy
  private let scratch = TermScratch()

  /// Makes a writer in front of `sink`.
  public init(sink: any ByteSink, namedGraphs: NamedGraphPolicy = .refuse) {
    buffer = OutputBuffer(sink: sink)
    self.namedGraphs = namedGraphs
  }

  /// N-Triples.
  public var format: RDFFormat { .ntriples }
  /// Bytes of the document so far.
  public var writtenBytes: Int { buffer.writtenBytes }

  /// Writes a triple; a named graph is refused or its name dropped, as was chosen.
  public func write(
    subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes?
  ) throws(WriteError) {
    if let graph, namedGraphs == .refuse {
      throw .namedGraph(graph.text, format: .ntriples)
    }
    try buffer.appendTriple(subject, predicate, object)
    try buffer.append(" .\n")
  }

  /// Writes a triple given as values.
  public func write(_ quad: Quad) throws(WriteError) {
    try scratch.withBytes(of: quad) { (subject, predicate, object, graph) throws(WriteError) in
      try write(subject: subject, predicate: predicate, object: object, graph: graph)
    }
  }

  /// Hands what was written so far to the sink.
  public func flush() throws(WriteError) { try buffer.flush() }

  /// Ends the document.
  public func finish() throws(WriteError) { try buffer.flush() }
}

/// Writes RDF 1.1 N-Quads.
public final class NQuadsWriter: QuadWriter {
  private let buffer: OutputBuffer
  private let scratch = TermScratch()

  /// Makes a writer in front of `sink`.
  public init(sink: any ByteSink) { buffer = OutputBuffer(sink: sink) }

  /// N-Quads.
  public var format: RDFFormat { .nquads }
  /// Bytes of the document so far.
  public var writtenBytes: Int { buffer.writtenBytes }

  /// Writes a quad.
  public func write(
    subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes?
  ) throws(WriteError) {
    try buffer.appendTriple(subject, predicate, object)
    if let graph {
      try buffer.append(UInt8(ascii: " "))
      try buffer.appendResource(graph, as: "graph name")
    }
    try buffer.append(" .\n")
  }

  /// Writes a quad given as values.
  public func write(_ quad: Quad) throws(WriteError) {
    try scratch.withBytes(of: quad) { (subject, predicate, object, graph) throws(WriteError) in
      try write(subject: subject, predicate: predicate, object: object, graph: graph)
    }
  }

  /// Hands what was written so far to the sink.
  public func flush() throws(WriteError) { try buffer.flush() }

  /// Ends the document.
  public func finish() throws(WriteError) { try buffer.flush() }
}

extension OutputBuffer {
  @inline(__always)
  fileprivate func appendTriple(
    _ subject: TermBytes, _ predicate: TermBytes, _ object: TermBytes
  ) throws(WriteError) {
    try appendResource(subject, as: "subject")
    try append(UInt8(ascii: " "))
    guard predicate.kind == .iri else {
      throw .invalidTerm("\"\(predicate.text)\" is no IRI and cannot be a predicate")
    }
    try appendIRI(predicate.value)
    try append(UInt8(ascii: " "))
    try appendTerm(object)
  }
}
