import CLZ4

/// Decodes LZ4 frames, any number of them, skippable ones among them.
///
/// Memory: two blocks of 4 MiB at most. The legacy format of `lz4 -l` has no sizes and no checksums and is refused.
final class LZ4Decoder: StreamDecoder {
  static let codecName = "lz4"

  private let context: OpaquePointer

  init() {
    var made: OpaquePointer?
    let status = LZ4F_createDecompressionContext(&made, UInt32(LZ4F_VERSION))
    guard LZ4F_isError(status) == 0, let made else {
      preconditionFailure("no memory for an lz4 decoder")
    }
    context = made
  }

  deinit { LZ4F_freeDecompressionContext(context) }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeFault) -> DecodeStep {
    var consumed = input.count
    var produced = output.count
    let status = LZ4F_decompress(
      context, output.baseAddress, &produced, input.baseAddress, &consumed, nil)
    guard LZ4F_isError(status) == 0 else {
      throw .corrupt(String(cString: LZ4F_getErrorName(status)))
    }
    return DecodeStep(consumed: consumed, produced: produced, isBetweenFrames: status == 0)
  }
}
