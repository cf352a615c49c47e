import CZlib

/// Encodes one gzip member (RFC 1952) at zlib's default level, without a name and a time.
///
/// zlib keeps a pointer back to its `z_stream`, so that lives at an address of its own.
final class GzipEncoder: StreamEncoder {
  static let codecName = "gzip"
  /// 15 bits of window, plus 16: a gzip header.
  private static let windowBits: Int32 = 15 + 16
  /// zlib's default; a frame of this level takes 256 KiB of memory.
  private static let memoryLevel: Int32 = 8

  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, Self.windowBits, Self.memoryLevel,
      Z_DEFAULT_STRATEGY, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not be set up: \(status)")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  func encode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(EncodeFault) -> EncodeStep {
    try step(input, into: output, Z_NO_FLUSH)
  }

  func finish(into output: UnsafeMutableRawBufferPointer) throws(EncodeFault) -> EncodeStep {
    try step(UnsafeRawBufferPointer(start: nil, count: 0), into: output, Z_FINISH)
  }

  private func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, _ flush: Int32
  ) throws(EncodeFault) -> EncodeStep {
    // zlib counts in 32 bits; what does not fit is left to the next call.
    let given = UInt32(clamping: input.count)
    let space = UInt32(clamping: output.count)
    // zlib does not write through `next_in`; its type lacks the const.
    let bytes = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes)
    stream.pointee.avail_in = given
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = space
    let status = deflate(stream, flush)
    guard status == Z_OK || status == Z_STREAM_END else {
      throw EncodeFault(message: "gzip error \(status)")
    }
    return EncodeStep(
      consumed: Int(given - stream.pointee.avail_in),
      produced: Int(space - stream.pointee.avail_out), isFinished: status == Z_STREAM_END)
  }
}
