import CZstd

/// Decodes Zstandard frames (RFC 8878), any number of them, skippable ones among them.
///
/// A frame names the window of history it needs, and that is the memory it takes. Windows are
/// allowed up to ``maximumWindowBytes``; `zstd --long=28` and more is refused.
final class ZstdDecoder: StreamDecoder {
  static let codecName = "zstd"
  /// 128 MiB, what `zstd --long` writes and what the zstd command reads without being asked to.
  static let maximumWindowBytes = 1 << maximumWindowLog
  private static let maximumWindowLog: Int32 = 27
  /// `ZSTD_error_frameParameter_windowTooLarge`: fixed since zstd 1.3.1, in a header of its own.
  private static let windowTooLarge = 16

  private let context: OpaquePointer
  private var isBetweenFrames = true

  init() {
    guard let context = ZSTD_createDCtx() else {
      preconditionFailure("no memory for a zstd decoder")
    }
    self.context = context
    let status = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.maximumWindowLog)
    precondition(ZSTD_isError(status) == 0, "zstd refuses a window of 128 MiB")
  }

  deinit { ZSTD_freeDCtx(context) }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeFault) -> DecodeStep {
    // Without this a call at the very start of an empty stream would open a frame.
    if input.isEmpty && isBetweenFrames {
      return DecodeStep(consumed: 0, produced: 0, isBetweenFrames: false)
    }
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = ZSTD_decompressStream(context, &target, &source)
    if ZSTD_isError(status) != 0 {
      // An error is a negative number in an unsigned result.
      if 0 &- status == Self.windowTooLarge {
        throw .windowTooLarge(allowedBytes: Self.maximumWindowBytes)
      }
      throw .corrupt(String(cString: ZSTD_getErrorName(status)))
    }
    isBetweenFrames = status == 0
    return DecodeStep(consumed: source.pos, produced: target.pos, isBetweenFrames: status == 0)
  }
}
