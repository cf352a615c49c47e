import Dataflow
import RDF
import RDFSyntax

/// Reads documents batch by batch, for work that needs no store.
struct StatementReader {
  let input: LoadInput
  let limits: SyntaxLimits
  /// Ends a read that waits for a pipe.
  var isStopped: (@Sendable () -> Bool)?

  /// The syntax, by what was said or by the name.
  func format() throws(SyntaxError) -> RDFFormat {
    if let format = input.format ?? RDFFormat(fileName: input.path) { return format }
    throw .unreadable(
      file: input.path, message: "its name does not tell its format (name it with --format)")
  }

  /// The base of relative IRIs: what was said, else the IRI of the file.
  var base: String? { input.base ?? (input.path == "-" ? nil : FilePaths.fileIRI(input.path)) }

  /// What keeps the base from being one, or nil where nothing does.
  var baseProblem: SyntaxError? {
    guard let base = input.base, !IRI(base).isValid else { return nil }
    return .unreadable(file: name, message: "the base \"\(base)\" is not an absolute IRI")
  }

  /// What errors call the document.
  var name: String { input.path == "-" ? "standard input" : input.path }

  /// Hands each batch to `body`, in order; the batch is used again for the next.
  func read(_ body: (StatementBatch) throws(ConversionError) -> Void) throws(ConversionError) {
    let format: RDFFormat
    let source: any SizedByteSource
    do throws(SyntaxError) {
      format = try self.format()
      if let baseProblem { throw baseProblem }
      source = try openInput(
        input.path, compression: input.compression, limits: limits, isStopped: isStopped)
    } catch { throw .input(error) }
    try SourceReader(source: source, format: format, name: name, base: base, limits: limits)
      .read(body)
  }
}

/// Reads a document that is open already, batch by batch.
struct SourceReader {
  let source: any SizedByteSource
  let format: RDFFormat
  /// What errors call the document.
  let name: String
  let base: String?
  let limits: SyntaxLimits

  /// Hands each batch to `body`, in order; the batch is used again for the next.
  func read(_ body: (StatementBatch) throws(ConversionError) -> Void) throws(ConversionError) {
    guard format.isLineBased else { return try readDocument(body) }
    let lines = LineBatches(source, format, name: name, limits)
    let batch = StatementBatch()
    while try lines.next(into: batch) { try body(batch) }
  }

  private func readDocument(
    _ body: (StatementBatch) throws(ConversionError) -> Void
  ) throws(ConversionError) {
    let parser = DocumentParser(format: format, file: name, base: base, limits: limits)
    // The parser's closure does not throw, so the error is carried out by hand.
    var failure: ConversionError?
    do throws(SyntaxError) {
      try parser.run(source: source, into: StatementBatch()) { batch in
        do throws(ConversionError) { try body(batch) } catch { failure = error }
        return failure == nil ? batch : nil
      }
    } catch { throw .input(error) }
    if let failure { throw failure }
  }
}

/// The statements of a document of lines.
private final class LineBatches {
  private let chunker: LineChunker
  private let parser: LineChunkParser

  init(_ source: any ByteSource, _ format: RDFFormat, name: String, _ limits: SyntaxLimits) {
    chunker = LineChunker(source: source, file: name, limits: limits)
    parser = LineChunkParser(format: format, file: name, limits: limits)
  }

  func next(into batch: StatementBatch) throws(ConversionError) -> Bool {
    batch.removeAll()
    do throws(SyntaxError) {
      guard let chunk = try chunker.next() else { return false }
      try parser.parse(chunk, into: batch)
      chunker.pool.recycle(chunk)
      return true
    } catch { throw .input(error) }
  }
}
