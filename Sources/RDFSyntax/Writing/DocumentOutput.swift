// The one way from a path or a descriptor to a sink for a document; the mirror of `openInput`.

/// Where a document goes: a file that appears whole or not at all, or a descriptor, compressed on the
/// way where that is asked for.
///
/// Nothing is complete before ``finish()``: without it a file is as it was before, and an archive on a
/// descriptor is cut off. After an error the output should be let go. One thread uses it at a time.
/// Memory: nothing worth telling for plain documents, else 512 KiB and the codec's own, 8 MiB at most.
public final class DocumentOutput: ByteSink {
  /// The codec that is written; never ``Compression/auto``.
  public let compression: Compression
  private let file: AtomicFileSink?
  private let compressor: CompressingSink?
  private let sink: any ByteSink

  /// Writes the file at `path`; ``Compression/auto`` goes by the ending of its name
  /// (``Compression/init(fileName:)``).
  ///
  /// - Throws: ``WriteError`` where the file cannot be made, as ``AtomicFileSink/init(path:)`` does.
  public convenience init(
    path: String, compression: Compression = .auto
  ) throws(WriteError) {
    let file = try AtomicFileSink(path: path)
    let codec = compression == .auto ? Compression(fileName: path) : compression
    self.init(file, file: file, named: path, codec)
  }

  /// Writes to an open descriptor, which stays its owner's to close and has no name to go by:
  /// ``Compression/auto`` is ``Compression/none``.
  public convenience init(descriptor: Int32, name: String, compression: Compression = .auto) {
    let sink = FileDescriptorSink(descriptor: descriptor, name: name)
    self.init(sink, file: nil, named: name, compression == .auto ? .none : compression)
  }

  private init(
    _ sink: any ByteSink, file: AtomicFileSink?, named name: String, _ codec: Compression
  ) {
    self.file = file
    compression = codec
    compressor = codec.makeEncoder().map { CompressingSink(sink, named: name, encoder: $0) }
    self.sink = compressor ?? sink
  }

  /// Takes all of `bytes`, plain.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(WriteError) { try sink.write(bytes) }

  /// Ends the archive, makes a file durable and puts it in place; called once, after the last write.
  public func finish() throws(WriteError) {
    try compressor?.finish()
    try file?.commit()
  }
}
