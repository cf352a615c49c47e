import Glibc

// The quads of a run that the store held already, kept until the load commits.
//
// A stream commit may remove such a quad while the load is under way; the load then puts it back. They
// are sorted blocks in a file of the load's folder, some 2 bytes a quad.

/// Dropped quads of one run.
final class DroppedQuads: Sendable {
  private let path: String

  /// Writes the marked quads of a sorted run.
  init(
    _ quads: UnsafeMutablePointer<CodeQuad>, count: Int, marked: UnsafeMutablePointer<Bool>,
    idOfRank: UnsafeMutablePointer<UInt64>, path: String
  ) throws(StorageError) {
    self.path = path
    let file = try SpillWriter(path: path)
    let encoder = QuadBlockEncoder()
    let columns = QuadColumns(capacity: maximumBlockRows)
    defer { columns.deallocate() }
    var rows = 0
    for index in 0..<count where marked[index] {
      let quad = quads[index]
      columns.columns[0][rows] = idOfRank[Int(quad.subject)]
      columns.columns[1][rows] = idOfRank[Int(quad.predicate)]
      columns.columns[2][rows] = idOfRank[Int(quad.object)]
      columns.columns[3][rows] = idOfRank[Int(quad.graph)]
      rows += 1
      if rows == maximumBlockRows {
        try file.append(encoder.encode(columns, first: 0, count: rows))
        rows = 0
      }
    }
    if rows > 0 { try file.append(encoder.encode(columns, first: 0, count: rows)) }
    try file.finish()
  }

  /// Hands out the quads in order.
  func forEach(_ body: (IDQuad) -> Void) throws(StorageError) {
    let reader = try SpillReader(path: path)
    while try reader.nextBlock() {
      for row in 0..<reader.rows { body(reader.quad(at: row)) }
    }
  }

  /// Deletes the file.
  func remove() { unlink(path) }
}
