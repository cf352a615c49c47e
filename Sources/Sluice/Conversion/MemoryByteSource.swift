import RDFSyntax

/// Bytes in memory as a stream, for texts that are read by the same parser as files.
final class MemoryByteSource: ByteSource {
  private let bytes: [UInt8]
  private(set) var consumedBytes = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    let count = min(buffer.count, bytes.count - consumedBytes)
    buffer.copyBytes(from: bytes[consumedBytes..<consumedBytes + count])
    consumedBytes += count
    return count
  }
}
