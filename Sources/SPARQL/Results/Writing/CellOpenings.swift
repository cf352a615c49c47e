// What stands before a cell's value is the same for all cells of a column and a kind of term, variable
// and all. It is made once, so that a cell costs one copy of it.

import RDFSyntax

/// The openings of the cells of a table, by column and kind of term.
final class CellOpenings {
  private let base: UnsafeMutablePointer<UInt8>
  private let ends: UnsafeMutablePointer<Int>
  let columnCount: Int

  private static let kinds: [TermSyntaxKind] = [
    .iri, .blankNode, .plainLiteral, .languageLiteral, .typedLiteral,
  ]

  /// Makes them by calling `append` for each variable and kind, with a buffer to append to.
  init(
    _ variables: [String],
    _ append: (OutputBuffer, _ name: UnsafeBufferPointer<UInt8>, TermSyntaxKind) throws(WriteError)
      -> Void
  ) throws(WriteError) {
    let sink = MemorySink()
    let buffer = OutputBuffer(sink: sink)
    var lengths: [Int] = []
    for variable in variables {
      for kind in Self.kinds {
        try Array(variable.utf8).withUnsafeBufferPointer { (name) throws(WriteError) in
          try append(buffer, name, kind)
        }
        lengths.append(buffer.writtenBytes)
      }
    }
    try buffer.flush()
    columnCount = variables.count
    base = .allocate(capacity: max(sink.bytes.count, 1))
    base.initialize(from: sink.bytes, count: sink.bytes.count)
    ends = .allocate(capacity: lengths.count + 1)
    ends.initialize(from: [0] + lengths, count: lengths.count + 1)
  }

  deinit {
    base.deallocate()
    ends.deallocate()
  }

  /// The opening of a cell of `column` that holds a term of `kind`.
  @inline(__always)
  func opening(_ column: Int, _ kind: TermSyntaxKind) -> UnsafeBufferPointer<UInt8> {
    precondition(column >= 0 && column < columnCount, "a row has a cell for each variable")
    // Raw values count from 1 in the order of `kinds`; so the index is below the number of lengths.
    let index = column * Self.kindCount + Int(kind.rawValue) - 1
    return UnsafeBufferPointer(start: base + ends[index], count: ends[index + 1] - ends[index])
  }

  private static let kindCount = 5
}
