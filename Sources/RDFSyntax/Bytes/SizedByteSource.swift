/// A byte source that may know how much there is to take: what progress in percent is shown by.
public protocol SizedByteSource: ByteSource {
  /// What ``ByteSource/consumedBytes`` will be at the end of the stream, or nil for a pipe.
  var totalBytes: Int? { get }
}

/// Bytes that are in memory already, as a source.
///
/// Memory: the array, which is shared and not copied.
public final class MemoryByteSource: SizedByteSource {
  private let bytes: [UInt8]
  private let pieceBytes: Int
  /// Bytes handed out so far.
  public private(set) var consumedBytes = 0

  /// Makes a source of `bytes` that hands out at most `pieceBytes` in a call.
  public init(_ bytes: [UInt8], pieceBytes: Int = .max) {
    precondition(pieceBytes > 0, "a piece of no bytes would end the stream")
    self.bytes = bytes
    self.pieceBytes = pieceBytes
  }

  /// Makes a source of the UTF-8 of `text`.
  public convenience init(_ text: String) { self.init(Array(text.utf8)) }

  /// The size of the array.
  public var totalBytes: Int? { bytes.count }

  /// Copies the next bytes into `buffer`.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    let count = min(buffer.count, bytes.count - consumedBytes, pieceBytes)
    guard count > 0 else { return 0 }
    bytes.withUnsafeBytes { all in
      buffer.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: all[consumedBytes..<consumedBytes + count]))
    }
    consumedBytes += count
    return count
  }
}
