// Result formats: what turns rows of terms into bytes.

import RDFSyntax

/// Writes the rows of a SELECT query as a document, one after the other, in constant memory.
///
/// Calls come in this order: `begin` once, `write` for each row, `finish` once. After an error the document is
/// unfinished and the writer should be let go. One thread uses it at a time.
public protocol SolutionWriter: AnyObject {
  /// Starts the document; names are without `?`.
  func begin(variables: [String]) throws(WriteError)

  /// Writes a row, one cell a variable; nil is unbound.
  func write(_ row: UnsafeBufferPointer<TermBytes?>) throws(WriteError)

  /// Writes the whole document of an ASK query instead of rows.
  func write(boolean: Bool) throws(WriteError)

  /// Hands to the sink what was written so far; the document goes on.
  func flush() throws(WriteError)

  /// Ends the document and hands all of it to the sink.
  func finish() throws(WriteError)
}
