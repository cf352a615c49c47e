// What a codec does for `CompressingSink`: the mirror of `StreamDecoder`.

/// What an encoder did with one piece of input.
struct EncodeStep {
  /// Bytes taken from the input.
  var consumed: Int
  /// Bytes written to the output.
  var produced: Int
  /// Whether the frame has ended and all its bytes were written.
  var isFinished: Bool
}

/// Why an encoder stopped: a sentence of the codec's.
struct EncodeFault: Error {
  let message: String
}

/// A codec's state over the one frame that it writes.
///
/// All encoders write a checksum of the plain bytes, and the same bytes for the same input in the
/// same pieces.
protocol StreamEncoder: AnyObject {
  /// The codec's name in messages.
  static var codecName: String { get }

  /// Encodes from `input`, which is not empty, into `output`, which has at least
  /// ``CompressingSink/outputBytes``.
  func encode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(EncodeFault) -> EncodeStep

  /// Ends the frame; called until the step says that it is finished.
  func finish(into output: UnsafeMutableRawBufferPointer) throws(EncodeFault) -> EncodeStep
}
