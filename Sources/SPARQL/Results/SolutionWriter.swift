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

  /// A writer of further rows of the same document into another sink, or nil where a row depends on those before.
  ///
  /// Its bytes go behind this writer's by ``append(rows:)``. It is of another thread if need be, must not outlive this
  /// one, takes rows and `flush` alone, and is asked for once this one has begun.
  func rowWriter(to sink: any ByteSink) -> (any SolutionWriter)?

  /// Puts rows behind those written so far, which are some, as the writer of ``rowWriter(to:)`` has made them.
  func append(rows: UnsafeBufferPointer<UInt8>) throws(WriteError)
}

extension SolutionWriter {
  /// None: rows depend on those before.
  public func rowWriter(to sink: any ByteSink) -> (any SolutionWriter)? { nil }

  /// Never called, as there are no such rows.
  public func append(rows: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    preconditionFailure("a format without row writers is asked to take their rows")
  }
}
