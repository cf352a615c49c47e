import CBZip2

/// Encodes one bzip2 stream with blocks of 900 kB, as the bzip2 command does.
///
/// bzlib keeps a pointer back to its `bz_stream`, so that lives at an address of its own. Memory: 8
/// MiB.
final class BZip2Encoder: StreamEncoder {
  static let codecName = "bzip2"
  /// Hundreds of kB in a block.
  private static let blockSize: Int32 = 9

  private let stream: UnsafeMutablePointer<bz_stream>

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: bz_stream())
    let status = BZ2_bzCompressInit(stream, Self.blockSize, 0, 0)
    precondition(status == BZ_OK, "bzlib could not be set up: \(status)")
  }

  deinit {
    BZ2_bzCompressEnd(stream)
    stream.deallocate()
  }

  func encode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(EncodeFault) -> EncodeStep {
    try step(input, into: output, BZ_RUN)
  }

  func finish(into output: UnsafeMutableRawBufferPointer) throws(EncodeFault) -> EncodeStep {
    try step(UnsafeRawBufferPointer(start: nil, count: 0), into: output, BZ_FINISH)
  }

  private func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, _ action: Int32
  ) throws(EncodeFault) -> EncodeStep {
    // bzlib counts in 32 bits; what does not fit is left to the next call.
    let given = UInt32(clamping: input.count)
    let space = UInt32(clamping: output.count)
    // bzlib does not write through `next_in`; its type lacks the const.
    let bytes = input.baseAddress?.assumingMemoryBound(to: CChar.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes)
    stream.pointee.avail_in = given
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    stream.pointee.avail_out = space
    let status = BZ2_bzCompress(stream, action)
    guard status == BZ_RUN_OK || status == BZ_FINISH_OK || status == BZ_STREAM_END else {
      throw EncodeFault(message: "bzip2 error \(status)")
    }
    return EncodeStep(
      consumed: Int(given - stream.pointee.avail_in),
      produced: Int(space - stream.pointee.avail_out), isFinished: status == BZ_STREAM_END)
  }
}
