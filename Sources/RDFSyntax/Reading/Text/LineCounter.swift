// Lines and columns, counted only over bytes that are left behind, never in a parser's hot loop.
//
// A line ends at LF, at CR, or at CR LF, which is one end.

/// A place in a document that moves forward over its bytes.
package struct LineCounter {
  /// Line of the next byte, from 1.
  private(set) var line = 1
  /// Characters of that line that are passed already.
  private(set) var scalarsInLine = 0
  /// Offset of the next byte.
  private(set) var byteOffset = 0
  private var lastWasReturn = false

  /// Starts at the front of a document, or at the front of line `line`.
  package init(line: Int = 1, byteOffset: Int = 0) {
    self.line = line
    self.byteOffset = byteOffset
  }

  /// The place of the next byte.
  package var position: SourcePosition {
    SourcePosition(line: line, column: scalarsInLine + 1, byteOffset: byteOffset)
  }

  /// Moves over `bytes`.
  ///
  /// Some GB/s for text without CR.
  package mutating func advance(over bytes: UnsafeBufferPointer<UInt8>) {
    guard let last = bytes.last else { return }
    byteOffset += bytes.count
    line += ByteCount.occurrences(of: 0x0A, in: bytes)
    if lastWasReturn || ByteCount.occurrences(of: 0x0D, in: bytes) > 0 {
      line += loneReturns(in: bytes)
    }
    lastWasReturn = last == 0x0D

    var start = bytes.count
    while start > 0, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
    if start > 0 { scalarsInLine = 0 }
    for byte in bytes[start...] where byte & 0xC0 != 0x80 { scalarsInLine += 1 }
  }

  /// Line ends that are a CR, less those LF of `bytes` that only complete a CR LF.
  private func loneReturns(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    var previousWasReturn = lastWasReturn
    for byte in bytes {
      if byte == 0x0D { count += 1 }
      if byte == 0x0A, previousWasReturn { count -= 1 }
      previousWasReturn = byte == 0x0D
    }
    return count
  }
}
