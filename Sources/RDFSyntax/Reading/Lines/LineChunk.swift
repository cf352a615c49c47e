// A piece of an N-Triples or N-Quads document that starts and ends at line ends, and the pool its
// memory comes from and goes back to: a chunk in fresh memory costs more in page faults than in parsing.

import Synchronization

/// Whole lines of a document, to be parsed on any thread.
///
/// Owned by one thread at a time and handed on whole; that is what makes the unchecked conformance
/// true. Give it back with ``LineChunkPool/recycle(_:)`` once it is parsed.
public final class LineChunk: @unchecked Sendable {
  /// The chunk's bytes; `count` of them are text.
  public private(set) var bytes: UnsafeMutablePointer<UInt8>
  /// Number of bytes of text.
  public internal(set) var count = 0
  /// Place of the chunk in the document, from 0, without gaps.
  public internal(set) var sequence = 0
  /// Line of the chunk's first byte, from 1.
  public internal(set) var firstLine = 1
  /// Offset of the chunk's first byte in the decompressed document.
  public internal(set) var byteOffset = 0
  /// Bytes that fit; behind them stands ``ByteScan/padding``.
  private(set) var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity + ByteScan.padding)
  }

  deinit { bytes.deallocate() }

  /// Bytes of memory held.
  public var footprintBytes: Int { capacity + ByteScan.padding }

  func grow(to newCapacity: Int) {
    let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity + ByteScan.padding)
    grown.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = grown
    capacity = newCapacity
  }

  /// Puts line ends behind the text, so that a scan stops there.
  func seal() { (bytes + count).update(repeating: 0x0A, count: ByteScan.padding) }
}

/// Chunks that wait to be filled again.
///
/// Any thread may take and recycle.
public final class LineChunkPool: Sendable {
  /// Bytes a chunk is made for.
  public let chunkBytes: Int
  private let idle = Mutex<[LineChunk]>([])

  /// Makes an empty pool of chunks of `chunkBytes`.
  public init(chunkBytes: Int = LineChunker.defaultChunkBytes) {
    self.chunkBytes = max(chunkBytes, 64)
  }

  /// Gives a parsed chunk back.
  ///
  /// One that grew for a long line is freed instead, so that a pool holds
  /// no more than its usual chunks.
  public func recycle(_ chunk: LineChunk) {
    guard chunk.capacity == chunkBytes else { return }
    idle.withLock { $0.append(chunk) }
  }

  func take() -> LineChunk {
    let chunk = idle.withLock { $0.popLast() } ?? LineChunk(capacity: chunkBytes)
    chunk.count = 0
    return chunk
  }
}
