// A row's ids as the bytes that writers take.

import RDFSyntax
import Storage

/// The cells of one row as bytes; one thread.
final class ResultRow {
  private let local: LocalTerms
  private let decoder: TermDecoder
  private let buffer: UnsafeMutableBufferPointer<TermBytes?>

  init(width: Int, view: ReadView, local: LocalTerms) {
    self.local = local
    decoder = view.decoder(positions: max(width, 1))
    buffer = .allocate(capacity: width)
    buffer.initialize(repeating: nil)
  }

  deinit { buffer.deallocate() }

  /// The cells; valid until the next row.
  var cells: UnsafeBufferPointer<TermBytes?> { UnsafeBufferPointer(buffer) }

  /// Takes a row of a batch.
  func decode(_ batch: [UnsafePointer<UInt64>], row: Int) throws(QueryError) {
    for column in 0..<buffer.count {
      let raw = batch[column][row]
      if raw == 0 {
        buffer[column] = nil
        continue
      }
      let id = TermID(rawValue: raw)
      if id.isLocal {
        buffer[column] = local.bytes(of: id)
      } else {
        buffer[column] = TermBytes(
          try reading { () throws(StorageError) in try decoder.term(id, at: column) })
      }
    }
  }
}
