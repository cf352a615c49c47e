/// A stream of bytes that is read in large pieces: a file, standard input, or a decompressor over one.
///
/// A class, because a source is a place in a stream; a call costs a dynamic dispatch and moves some
/// hundred KiB. One thread reads it at a time, but not always the same one.
public protocol ByteSource: AnyObject {
  /// Fills the front of `buffer` and returns how many bytes; 0 only at the end of the stream.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int

  /// Bytes taken so far from the file or pipe below, before decompression: what progress is shown by.
  ///
  /// While another thread may be reading, only a source that says so can be asked.
  var consumedBytes: Int { get }

  /// Whether a read may take for ever, as those of pipes and terminals do.
  ///
  /// Such a source is read only where its bytes are needed to go on, by the thread that needs them; any
  /// other may be read ahead on a thread that is waited for before the reading ends. False by default.
  var mayWait: Bool { get }
}

extension ByteSource {
  /// False: the bytes are there.
  public var mayWait: Bool { false }
}
