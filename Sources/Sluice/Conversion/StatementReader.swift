import Dataflow
import RDFSyntax

/// Reads documents batch by batch, for work that needs no store.
struct StatementReader {
  let input: LoadInput
  let limits: SyntaxLimits

  /// The syntax, by what was said or by the name.
  func format() throws(SyntaxError) -> RDFFormat {
    if let format = input.format ?? RDFFormat(fileName: input.path) { return format }
    throw .unreadable(
      file: input.path, message: "its name does not tell its format (name it with --format)")
  }

  /// Hands each batch to `body`, in order; the batch is used again for the next.
  func read(_ body: (StatementBatch) throws(ConversionError) -> Void) throws(ConversionError) {
    do throws(SyntaxError) {
      let format = try format()
      guard format.isLineBased else {
        throw .unreadable(
          file: input.path, message: "documents of \(format.rawValue) can only be loaded")
      }
    } catch { throw .input(error) }
    let lines = try LineBatches(input, limits)
    let batch = StatementBatch()
    while try lines.next(into: batch) { try body(batch) }
  }
}

/// The statements of a document of lines.
private final class LineBatches {
  private let chunker: LineChunker
  private let parser: LineChunkParser

  init(_ input: LoadInput, _ limits: SyntaxLimits) throws(ConversionError) {
    do throws(SyntaxError) {
      let source = try openInput(input.path, compression: input.compression, limits: limits)
      let name = input.path == "-" ? "standard input" : input.path
      let format = try StatementReader(input: input, limits: limits).format()
      chunker = LineChunker(source: source, file: name, limits: limits)
      parser = LineChunkParser(format: format, file: name, limits: limits)
    } catch { throw .input(error) }
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
