import CLZ4

/// Encodes one LZ4 frame with blocks of 256 KiB and a checksum of the whole.
///
/// liblz4 does not write a part of a block: it is given little at a time, so that what it then may
/// write fits into the room.
final class LZ4Encoder: StreamEncoder {
  static let codecName = "lz4"
  /// Most bytes that a step takes.
  private static let stepBytes = 64 << 10

  private let context: OpaquePointer
  private var preferences = LZ4F_preferences_t()
  private var hasBegun = false

  init() {
    var made: OpaquePointer?
    let status = LZ4F_createCompressionContext(&made, UInt32(LZ4F_VERSION))
    guard LZ4F_isError(status) == 0, let made else {
      preconditionFailure("no memory for an lz4 encoder")
    }
    context = made
    preferences.frameInfo.blockSizeID = LZ4F_max256KB
    preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled
    precondition(
      LZ4F_compressBound(Self.stepBytes, &preferences) <= CompressingSink.outputBytes,
      "a step of lz4 may write more than there is room for")
  }

  deinit { LZ4F_freeCompressionContext(context) }

  func encode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(EncodeFault) -> EncodeStep {
    guard hasBegun else { return try begin(output) }
    let count = min(input.count, Self.stepBytes)
    let written = LZ4F_compressUpdate(
      context, output.baseAddress, output.count, input.baseAddress, count, nil)
    return EncodeStep(consumed: count, produced: try checked(written), isFinished: false)
  }

  func finish(into output: UnsafeMutableRawBufferPointer) throws(EncodeFault) -> EncodeStep {
    guard hasBegun else { return try begin(output) }
    let written = LZ4F_compressEnd(context, output.baseAddress, output.count, nil)
    return EncodeStep(consumed: 0, produced: try checked(written), isFinished: true)
  }

  /// Writes the frame's header.
  private func begin(_ output: UnsafeMutableRawBufferPointer) throws(EncodeFault) -> EncodeStep {
    hasBegun = true
    let written = LZ4F_compressBegin(context, output.baseAddress, output.count, &preferences)
    return EncodeStep(consumed: 0, produced: try checked(written), isFinished: false)
  }

  private func checked(_ status: Int) throws(EncodeFault) -> Int {
    guard LZ4F_isError(status) == 0 else {
      throw EncodeFault(message: "lz4: " + String(cString: LZ4F_getErrorName(status)))
    }
    return status
  }
}
