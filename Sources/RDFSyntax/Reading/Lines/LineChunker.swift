// Cuts a stream into chunks of whole lines.
//
//     source  ....|..........\n.....|...\n..........|        reads of the source
//     chunks  [..............\n][.......\n][........]        each ends behind a line end
//
// What follows the last line end of a read moves to the front of the next chunk. Memory: two chunks
// and the longest line, which is bounded by SyntaxLimits.statementBytes.

/// Cuts a ``ByteSource`` of N-Triples or N-Quads into ``LineChunk``s.
///
/// One thread calls ``next()``; the chunks it returns may be parsed on any threads, in any order.
public final class LineChunker {
  /// Bytes of a chunk where nothing else is asked: big enough that hand-over costs nothing, small
  /// enough to stay in a core's cache.
  public static let defaultChunkBytes = 1 << 20

  /// Where parsed chunks go back to.
  public let pool: LineChunkPool

  private let source: any ByteSource
  private let file: String
  private let limits: SyntaxLimits
  private var tail: LineChunk
  private var counter = LineCounter()
  private var sequence = 0
  private var atEnd = false

  /// Makes a chunker over `source`; `file` names it in errors.
  public init(
    source: any ByteSource, file: String, limits: SyntaxLimits = SyntaxLimits(),
    pool: LineChunkPool = LineChunkPool()
  ) {
    self.source = source
    self.file = file
    self.limits = limits
    self.pool = pool
    tail = pool.take()
  }

  /// The next chunk, or nil at the end of the document.
  ///
  /// Throws `limitExceeded` where a line does not fit ``SyntaxLimits/statementBytes`` nor a chunk, and
  /// what the source throws; then the document cannot be read on. Lines that are over the limit but fit
  /// a chunk are left to the parser, which can reject one and go on.
  public func next() throws(SyntaxError) -> LineChunk? {
    let chunk = tail
    var searched = 0
    while true {
      try fill(chunk)
      if atEnd {
        tail = LineChunk(capacity: 0)
        if chunk.count == 0 { return nil }
        return finish(chunk)
      }
      let cut = lastCut(chunk, notBefore: searched)
      if cut > 0 {
        let next = pool.take()
        let rest = chunk.count - cut
        if rest > next.capacity { next.grow(to: rest * 2) }
        next.bytes.update(from: chunk.bytes + cut, count: rest)
        next.count = rest
        chunk.count = cut
        tail = next
        return finish(chunk)
      }
      // No line end yet: the line goes on, so the chunk grows.
      try checkLine(length: chunk.count)
      searched = max(chunk.count - 1, 0)
      chunk.grow(to: min(chunk.capacity * 2, limits.statementBytes + 4096))
    }
  }

  private func fill(_ chunk: LineChunk) throws(SyntaxError) {
    while chunk.count < chunk.capacity, !atEnd {
      let room = UnsafeMutableRawBufferPointer(
        start: chunk.bytes + chunk.count, count: chunk.capacity - chunk.count)
      let got = try source.read(into: room)
      precondition(got >= 0 && got <= room.count, "a byte source returned an impossible count")
      if got == 0 { atEnd = true }
      chunk.count += got
    }
  }

  private func finish(_ chunk: LineChunk) -> LineChunk {
    chunk.sequence = sequence
    chunk.firstLine = counter.line
    chunk.byteOffset = counter.byteOffset
    sequence += 1
    counter.advance(over: UnsafeBufferPointer(start: chunk.bytes, count: chunk.count))
    chunk.seal()
    return chunk
  }

  /// Where the chunk can be cut: behind its last LF, else behind a CR that is surely no CR LF.
  private func lastCut(_ chunk: LineChunk, notBefore: Int) -> Int {
    var index = chunk.count
    while index > notBefore {
      index -= 1
      if chunk.bytes[index] == 0x0A { return index + 1 }
    }
    index = chunk.count - 1
    while index > notBefore {
      index -= 1
      if chunk.bytes[index] == 0x0D { return index + 1 }
    }
    return 0
  }

  private func checkLine(length: Int) throws(SyntaxError) {
    guard length > limits.statementBytes else { return }
    throw .limitExceeded(
      file: file, at: counter.position, limit: "the length of a line in bytes",
      allowed: limits.statementBytes)
  }
}
