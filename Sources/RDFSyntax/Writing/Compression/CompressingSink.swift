// Compression in one pass: plain bytes from a writer, compressed ones to the sink below.
//
//     writer ──write──► encoder ──► room (512 KiB, reused) ──write──► file or descriptor
//
// One loop serves all codecs; a codec is a `StreamEncoder`. Invariant: the frame's end is written by
// `finish` alone, so a document that was given up is a cut archive, which every reader refuses; after
// an error every further call throws it again.

/// A sink that compresses what another one gets, as one frame.
///
/// Memory: 512 KiB and the codec's own: some 0.3 MiB for gzip and lz4, 4 MiB for zstd, 8 MiB for
/// bzip2.
final class CompressingSink: ByteSink {
  /// Room for what a step writes: at least what LZ4 asks for, which writes whole blocks.
  static let outputBytes = 512 << 10

  private let sink: any ByteSink
  private let name: String
  private let encoder: any StreamEncoder
  private let room: UnsafeMutableRawBufferPointer
  private var failure: WriteError?

  /// Compresses for `sink`, which errors call `name`.
  init(_ sink: any ByteSink, named name: String, encoder: any StreamEncoder) {
    self.sink = sink
    self.name = name
    self.encoder = encoder
    room = .allocate(byteCount: Self.outputBytes, alignment: 64)
  }

  deinit { room.deallocate() }

  /// Compresses `bytes`; what the codec holds back reaches the sink later.
  func write(_ bytes: UnsafeRawBufferPointer) throws(WriteError) {
    var rest = bytes
    while !rest.isEmpty {
      let piece = rest
      let step = try take { (room) throws(EncodeFault) in try encoder.encode(piece, into: room) }
      rest = UnsafeRawBufferPointer(rebasing: rest[step.consumed...])
    }
  }

  /// Ends the frame; nothing is written after it.
  func finish() throws(WriteError) {
    while true {
      let step = try take { (room) throws(EncodeFault) in try encoder.finish(into: room) }
      if step.isFinished { return }
    }
  }

  /// Makes one step and hands on what it wrote.
  private func take(
    _ step: (UnsafeMutableRawBufferPointer) throws(EncodeFault) -> EncodeStep
  ) throws(WriteError) -> EncodeStep {
    if let failure { throw failure }
    do throws(WriteError) {
      let step = try made(step)
      if step.produced > 0 {
        try sink.write(UnsafeRawBufferPointer(rebasing: room[..<step.produced]))
      }
      return step
    } catch {
      failure = error
      throw error
    }
  }

  private func made(
    _ step: (UnsafeMutableRawBufferPointer) throws(EncodeFault) -> EncodeStep
  ) throws(WriteError) -> EncodeStep {
    let made: EncodeStep
    do throws(EncodeFault) { made = try step(room) } catch {
      throw .unwritable(file: name, message: error.message)
    }
    precondition(
      made.consumed > 0 || made.produced > 0 || made.isFinished,
      "an encoder neither takes nor writes anything")
    return made
  }
}

extension Compression {
  /// An encoder of the codec; nil for ``auto`` and ``none``.
  func makeEncoder() -> (any StreamEncoder)? {
    switch self {
    case .auto, .none: nil
    case .gzip: GzipEncoder()
    case .bzip2: BZip2Encoder()
    case .zstd: ZstdEncoder()
    case .lz4: LZ4Encoder()
    }
  }
}
