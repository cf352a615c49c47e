import RDFSyntax

/// A byte source over memory, which gives at most `step` bytes a read.
package final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private let step: Int
  package private(set) var consumedBytes = 0

  package init(_ bytes: [UInt8], step: Int = .max) {
    self.bytes = bytes
    self.step = step
  }

  package convenience init(_ text: String, step: Int = .max) {
    self.init(Array(text.utf8), step: step)
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    let count = min(buffer.count, bytes.count - consumedBytes, step)
    for index in 0..<count { buffer[index] = bytes[consumedBytes + index] }
    consumedBytes += count
    return count
  }
}

/// A byte source that repeats `pattern` between a prefix and a suffix, without holding it.
package final class RepeatingSource: ByteSource {
  private var prefix: ArraySlice<UInt8>
  private let pattern: [UInt8]
  private var suffix: ArraySlice<UInt8>
  private var left: Int
  package private(set) var consumedBytes = 0

  package init(_ prefix: String, _ pattern: String, times: Int, _ suffix: String = "") {
    self.prefix = Array(prefix.utf8)[...]
    // A long block of whole patterns, so that a read is a few copies.
    let perBlock = min(times, max(1, 4096 / pattern.utf8.count))
    self.pattern = Array(String(repeating: pattern, count: perBlock).utf8)
    left = times / perBlock
    let rest = String(repeating: pattern, count: times % perBlock)
    self.suffix = Array((rest + suffix).utf8)[...]
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    var filled = Self.move(&prefix, to: buffer, at: 0)
    while prefix.isEmpty, left > 0, filled + pattern.count <= buffer.count {
      pattern.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: $0)
      }
      filled += pattern.count
      left -= 1
    }
    if left > 0, prefix.isEmpty, filled == 0 {
      prefix = pattern[...]
      left -= 1
      filled = Self.move(&prefix, to: buffer, at: 0)
    }
    if left == 0, prefix.isEmpty { filled += Self.move(&suffix, to: buffer, at: filled) }
    consumedBytes += filled
    return filled
  }

  private static func move(
    _ bytes: inout ArraySlice<UInt8>, to buffer: UnsafeMutableRawBufferPointer, at start: Int
  ) -> Int {
    let count = min(bytes.count, buffer.count - start)
    for (index, byte) in bytes.prefix(count).enumerated() { buffer[start + index] = byte }
    bytes = bytes.dropFirst(count)
    return count
  }
}
