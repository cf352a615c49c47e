import CBZip2

/// Decodes bzip2 streams, any number of them: parallel compressors write one a block.
///
/// bzlib keeps a pointer back to its `bz_stream`, so that lives at an address of its own. Memory: 4
/// MiB.
final class BZip2Decoder: StreamDecoder {
  static let codecName = "bzip2"

  private let stream: UnsafeMutablePointer<bz_stream>
  private var isOpen = false

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: bz_stream())
  }

  deinit {
    if isOpen { BZ2_bzDecompressEnd(stream) }
    stream.deallocate()
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeFault) -> DecodeStep {
    if !isOpen {
      stream.pointee = bz_stream()
      let status = BZ2_bzDecompressInit(stream, 0, 0)
      precondition(status == BZ_OK, "bzlib could not be set up: \(status)")
      isOpen = true
    }
    // bzlib counts in 32 bits; what does not fit is left to the next call.
    let given = UInt32(clamping: input.count)
    let room = UInt32(clamping: output.count)
    // bzlib does not write through `next_in`; its type lacks the const.
    let bytes = input.baseAddress?.assumingMemoryBound(to: CChar.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes)
    stream.pointee.avail_in = given
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    stream.pointee.avail_out = room
    let status = BZ2_bzDecompress(stream)
    let step = DecodeStep(
      consumed: Int(given - stream.pointee.avail_in),
      produced: Int(room - stream.pointee.avail_out),
      isBetweenFrames: status == BZ_STREAM_END)
    switch status {
    case BZ_OK: break
    case BZ_STREAM_END:
      BZ2_bzDecompressEnd(stream)
      isOpen = false
    case BZ_DATA_ERROR: throw .corrupt("a bzip2 block is damaged")
    case BZ_DATA_ERROR_MAGIC: throw .corrupt("not a bzip2 header")
    default: throw .corrupt("bzip2 error \(status)")
    }
    return step
  }
}
