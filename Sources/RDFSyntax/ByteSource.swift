/// A stream of bytes that is read in large pieces: a file, standard input, or a decompressor over one.
///
/// A class, because a source is a place in a stream; a call costs a dynamic dispatch and moves some
/// hundred KiB. One thread reads it at a time.
public protocol ByteSource: AnyObject {
  /// Fills the front of `buffer` and returns how many bytes; 0 only at the end of the stream.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int

  /// Bytes taken so far from the file or pipe below, before decompression: what progress is shown by.
  var consumedBytes: Int { get }
}
