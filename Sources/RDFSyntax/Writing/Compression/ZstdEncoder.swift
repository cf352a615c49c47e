import CZstd

/// Encodes one Zstandard frame (RFC 8878) at the default level, with a checksum.
final class ZstdEncoder: StreamEncoder {
  static let codecName = "zstd"

  private let context: OpaquePointer

  init() {
    guard let context = ZSTD_createCCtx() else {
      preconditionFailure("no memory for a zstd encoder")
    }
    self.context = context
    let status = ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    precondition(ZSTD_isError(status) == 0, "zstd refuses to write a checksum")
  }

  deinit { ZSTD_freeCCtx(context) }

  func encode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(EncodeFault) -> EncodeStep {
    try step(input, into: output, ZSTD_e_continue)
  }

  func finish(into output: UnsafeMutableRawBufferPointer) throws(EncodeFault) -> EncodeStep {
    try step(UnsafeRawBufferPointer(start: nil, count: 0), into: output, ZSTD_e_end)
  }

  private func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer,
    _ directive: ZSTD_EndDirective
  ) throws(EncodeFault) -> EncodeStep {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = ZSTD_compressStream2(context, &target, &source, directive)
    guard ZSTD_isError(status) == 0 else {
      throw EncodeFault(message: "zstd: " + String(cString: ZSTD_getErrorName(status)))
    }
    // At the end the result is what is still held back.
    return EncodeStep(
      consumed: source.pos, produced: target.pos,
      isFinished: directive == ZSTD_e_end && status == 0)
  }
}
