import RDFSyntax
import SPARQL

/// Writes the first rows of a result and then refuses more, as a reader does who has seen enough.
///
/// The refusal is `WriteError.brokenPipe`; after it `isFull` tells that nothing has failed.
final class FirstRowsWriter: SolutionWriter {
  private let writer: any SolutionWriter
  private let limit: Int
  /// Rows so far.
  private(set) var rows = 0

  /// Whether all rows that were asked for are written.
  var isFull: Bool { rows == limit }

  /// Hands `limit` rows on to `writer`.
  init(_ writer: any SolutionWriter, limit: Int) {
    self.writer = writer
    self.limit = limit
  }

  func begin(variables: [String]) throws(WriteError) { try writer.begin(variables: variables) }

  func write(_ row: UnsafeBufferPointer<TermBytes?>) throws(WriteError) {
    try writer.write(row)
    rows += 1
    guard isFull else { return }
    try writer.flush()
    throw .brokenPipe(file: "the first rows")
  }

  func write(boolean: Bool) throws(WriteError) { try writer.write(boolean: boolean) }

  func flush() throws(WriteError) { try writer.flush() }

  func finish() throws(WriteError) { try writer.finish() }
}
