// Decompression in one pass: compressed bytes from a window, plain bytes into the caller's memory.
//
//     source ──read──► window (256 KiB, reused) ──decoder──► the caller's buffer
//
// One loop serves all codecs; a codec is a `StreamDecoder`. Invariants: the stream ends only
// between two frames, so a cut archive is an error and never a short document; bytes behind the
// last frame that are no frame are an error; after an error every further read throws it again.

/// What a decoder did with one piece of input.
struct DecodeStep {
  /// Bytes taken from the input.
  var consumed: Int
  /// Bytes written to the output.
  var produced: Int
  /// Whether a frame has just ended and all its bytes were written.
  var isBetweenFrames: Bool
}

/// Why a decoder stopped.
enum DecodeFault: Error {
  /// The bytes are not of the codec, or a checksum differs.
  case corrupt(String)
  /// The frame asks for more memory than is allowed.
  case windowTooLarge(allowedBytes: Int)
}

/// A codec's state over any number of concatenated frames.
protocol StreamDecoder: AnyObject {
  /// The codec's name in messages.
  static var codecName: String { get }

  /// Decodes from `input` into `output`. With empty input it writes what it still holds.
  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeFault) -> DecodeStep

  /// Why the stream may not end here, between two frames, or nil.
  var reasonAgainstEnd: String? { get }
}

extension StreamDecoder {
  var reasonAgainstEnd: String? { nil }
}

/// A source that decompresses another one.
final class DecompressingByteSource<Decoder: StreamDecoder>: SizedByteSource {
  private let window: InputWindow
  private let decoder: Decoder
  private var guarded: OutputGuard
  private var isBetweenFrames = false
  private var isFinished = false
  private var failure: SyntaxError?

  init(window: InputWindow, decoder: Decoder, limits: SyntaxLimits) {
    self.window = window
    self.decoder = decoder
    guarded = OutputGuard(name: window.name, limits: limits)
  }

  var consumedBytes: Int { window.takenBytes }
  var totalBytes: Int? { window.source.totalBytes }
  var mayWait: Bool { window.source.mayWait }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    if let failure { throw failure }
    do {
      let produced = try fill(buffer)
      try guarded.count(produced: produced, consumedBytes: window.takenBytes)
      return produced
    } catch {
      failure = error
      throw error
    }
  }

  /// Decodes until `buffer` is full or the stream ends.
  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    var produced = 0
    while produced < buffer.count && !isFinished {
      let hasInput = try window.refill()
      if !hasInput && isBetweenFrames {
        if let reason = decoder.reasonAgainstEnd { throw corrupt(reason) }
        isFinished = true
        break
      }
      let step = try decode(into: UnsafeMutableRawBufferPointer(rebasing: buffer[produced...]))
      window.take(step.consumed)
      produced += step.produced
      isBetweenFrames = step.isBetweenFrames
      if step.consumed == 0 && step.produced == 0 && !step.isBetweenFrames {
        throw corrupt(
          hasInput
            ? "the \(Decoder.codecName) decoder is stuck"
            : "the \(Decoder.codecName) stream ends in the middle of a frame")
      }
    }
    return produced
  }

  private func decode(
    into output: UnsafeMutableRawBufferPointer
  ) throws(SyntaxError) -> DecodeStep {
    do {
      return try decoder.decode(window.unread, into: output)
    } catch {
      throw syntaxError(for: error)
    }
  }

  private func syntaxError(for fault: DecodeFault) -> SyntaxError {
    switch fault {
    case .corrupt(let message):
      return corrupt(
        isBetweenFrames ? "bytes that are no frame follow the last frame: \(message)" : message)
    case .windowTooLarge(let allowedBytes):
      let place = SourcePosition(line: 0, column: 0, byteOffset: guarded.producedBytes)
      return .limitExceeded(
        file: window.name, at: place, limit: "the \(Decoder.codecName) window",
        allowed: allowedBytes)
    }
  }

  private func corrupt(_ message: String) -> SyntaxError {
    .corruptArchive(file: window.name, message: message)
  }
}
