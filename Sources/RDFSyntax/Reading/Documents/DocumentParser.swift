// The front of the Turtle and TriG reader.

import CSerd

/// Reads Turtle and TriG documents into batches.
///
/// Strict RDF 1.1, streaming: memory is a window of 256 KiB and tokens for 1 MiB (more while one term is
/// longer), what Serd keeps of open brackets, and one batch, whatever the document's size. Relative IRIs are resolved by
/// RFC 3986; absolute ones, labels and lexical forms come out byte for byte. Nodes of `[]` and `()` are
/// labelled `.1`, `.2` ... in each document, which no document can write.
///
/// The first error ends the document: what would follow it cannot be told apart with certainty.
public struct DocumentParser: Sendable {
  /// Statements after which a batch is handed on.
  public static let batchStatements = 16_384
  /// Bytes of text after which a batch is handed on, for documents of long literals.
  public static let batchBytes = 8 << 20

  private let format: RDFFormat
  private let file: String
  private let base: String?
  private let limits: SyntaxLimits
  private let readAhead: ReadAhead

  /// Makes a parser of `.turtle` or `.trig`; `file` names the document in errors, `base` is the IRI
  /// that relative ones are resolved against until the document says otherwise.
  public init(
    format: RDFFormat, file: String, base: String? = nil, limits: SyntaxLimits = SyntaxLimits()
  ) {
    self.init(format: format, file: file, base: base, limits: limits, readAhead: ReadAhead())
  }

  /// Makes a parser whose guard runs ahead as `readAhead` says.
  package init(
    format: RDFFormat, file: String, base: String? = nil, limits: SyntaxLimits = SyntaxLimits(),
    readAhead: ReadAhead
  ) {
    precondition(!format.isLineBased, "documents of \(format) are read in chunks")
    self.format = format
    self.file = file
    self.base = base
    self.limits = limits
    self.readAhead = readAhead
  }

  /// Reads `source` to its end, or until `handOn` returns nil.
  ///
  /// Statements are written into `first`, which is emptied; each full batch and the last one, unless
  /// empty, is given to `handOn`, in order and on the calling thread, and the batch it returns is
  /// emptied and filled next: the same one once its statements are used, or another. Blank nodes keep
  /// their labels across batches.
  ///
  /// Behind the first MiB of a document `source` is read on another thread until the call returns, unless
  /// it may wait (``ByteSource/mayWait``): ask its `consumedBytes` in `handOn` only where that is allowed.
  ///
  /// Returns whether the document was read to its end. What stands before an error has partly been
  /// handed on by then. Any number of documents can be read at once by one parser.
  @discardableResult
  public func run(
    source: any ByteSource, into first: StatementBatch,
    handOn: (StatementBatch) -> StatementBatch?
  ) throws(SyntaxError) -> Bool {
    first.removeAll()
    let base = try baseIRI()
    let supply = try TokenSupply(
      source: source, file: file, hasGraphs: format.hasGraphs, hasBase: base != nil,
      limits: limits, settings: readAhead)
    defer { supply.stop() }
    let session = SerdSession(supply: supply, file: file)
    // The sink is gone before this call returns, so the closure does not escape.
    let outcome = withoutActuallyEscaping(handOn) { handOn -> Result<Bool, SyntaxError> in
      drive(session, SerdSink(into: first, base: base, handOn: handOn))
    }
    return try outcome.get()
  }

  private func drive(_ session: SerdSession, _ sink: SerdSink) -> Result<Bool, SyntaxError> {
    session.sink = sink
    defer { session.sink = nil }
    let syntax = format == .trig ? SERD_TRIG : SERD_TURTLE
    while true {
      sink.beginReader()
      guard let reader = SerdReaderHandle(session, sink: sink, syntax: syntax) else {
        return .failure(.unreadable(file: file, message: "out of memory"))
      }
      session.beginSegment()
      let status = reader.readDocument()
      if let error = session.error(after: status) { return .failure(error) }
      if sink.isStopped { return .success(false) }
      guard session.batch.isFinished else { continue }
      if let error = session.batch.unfinished { return .failure(error) }
      sink.finish()
      return .success(true)
    }
  }

  private func baseIRI() throws(SyntaxError) -> BaseIRI? {
    guard let base else { return nil }
    let bytes = Array(base.utf8)
    let result: BaseIRI? = bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress, TermChecks.hasScheme(start, count: buffer.count) else {
        return nil
      }
      return BaseIRI(buffer)
    }
    guard let result else {
      throw .malformed(
        file: file, at: SourcePosition(line: 1, column: 0, byteOffset: 0),
        message: "the base \"\(base)\" is not an absolute IRI", hint: nil)
    }
    return result
  }
}
