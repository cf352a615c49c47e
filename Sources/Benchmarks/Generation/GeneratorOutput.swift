// Where the emitters' text is gathered, and from where it goes to the sink.

/// Gathers text and sends it to a sink in pieces of about 256 KiB.
struct GeneratorOutput: ~Copyable {
  /// Bytes gathered before the sink is called: large enough that system calls cost nothing, small
  /// enough to stay in the processor's second-level cache.
  private static let pieceBytes = 256 << 10

  /// The text that was not sent yet.
  var buffer: GeneratorBuffer
  private let sink: any GeneratorSink
  /// How many bytes were sent.
  private(set) var byteCount = 0

  /// Makes an empty output.
  ///
  /// - Parameters:
  ///   - sink: What takes the bytes.
  ///   - reserveBytes: More than is ever appended between two calls of `flushIfFull`.
  init(sink: any GeneratorSink, reserveBytes: Int) {
    self.sink = sink
    buffer = GeneratorBuffer(capacity: Self.pieceBytes + reserveBytes)
  }

  /// Sends what was gathered if it is a piece.
  mutating func flushIfFull() throws(GeneratorError) {
    if buffer.count >= Self.pieceBytes { try flush() }
  }

  /// Sends what was gathered.
  mutating func flush() throws(GeneratorError) {
    guard buffer.count > 0 else { return }
    let sink = sink
    try buffer.withBytes { bytes throws(GeneratorError) in try sink.write(bytes) }
    byteCount += buffer.count
    buffer.removeAll()
  }
}
