// The one way from a path to the plain bytes of a document.

/// Opens a file, or standard input for `-`, and decompresses it as it is read.
///
/// With ``Compression/auto`` the first bytes tell the codec. Any other value is taken at its word,
/// and an input that is not in that codec is an error.
///
/// The source that comes back throws ``SyntaxError/corruptArchive(file:message:)`` where an archive
/// is damaged, cut off or followed by bytes that are no archive, and
/// ``SyntaxError/limitExceeded(file:at:limit:allowed:)`` at the bounds of `limits`. It is read by
/// one thread at a time. Memory: 256 KiB and the codec's window. Where a pipe, a terminal or a device
/// stays silent, `isStopped` is asked some ten times a second; the read ends with an error where it is
/// true.
///
/// - Throws: ``SyntaxError/unreadable(file:message:)`` where the file cannot be opened or read.
public func openInput(
  _ path: String, compression: Compression = .auto, limits: SyntaxLimits = SyntaxLimits(),
  isStopped: (@Sendable () -> Bool)? = nil
) throws(SyntaxError) -> any SizedByteSource {
  if path == "-" {
    return try decompress(
      StandardInputByteSource(isStopped: isStopped), named: StandardInputByteSource.name,
      compression: compression, limits: limits)
  }
  return try decompress(
    try FileByteSource(path: path, isStopped: isStopped), named: path, compression: compression,
    limits: limits)
}

/// Decompresses the bytes of another source; `name` is what errors call it.
///
/// As ``openInput(_:compression:limits:)`` does for a file.
public func decompress(
  _ source: any SizedByteSource, named name: String, compression: Compression = .auto,
  limits: SyntaxLimits = SyntaxLimits()
) throws(SyntaxError) -> any SizedByteSource {
  let window = InputWindow(source: source, name: name)
  let codec = compression == .auto ? try detectCompression(in: window) : compression
  switch codec {
  case .auto, .none: return PlainByteSource(window: window, limits: limits)
  case .gzip:
    return DecompressingByteSource(window: window, decoder: GzipDecoder(), limits: limits)
  case .bzip2:
    return DecompressingByteSource(window: window, decoder: BZip2Decoder(), limits: limits)
  case .zstd:
    return DecompressingByteSource(window: window, decoder: ZstdDecoder(), limits: limits)
  case .lz4:
    return DecompressingByteSource(window: window, decoder: LZ4Decoder(), limits: limits)
  }
}

/// Tells the codec by the first bytes; skippable frames in front are taken out of the window.
private func detectCompression(in window: InputWindow) throws(SyntaxError) -> Compression {
  var hasSkippedFrames = false
  while let size = Compression.skippableFrameSize(try window.peek(Compression.signatureBytes)) {
    guard try window.skip(8 + size) else {
      throw .corruptArchive(file: window.name, message: "the archive ends in a skippable frame")
    }
    hasSkippedFrames = true
  }
  let first = try window.peek(Compression.signatureBytes)
  let codec = Compression(firstBytes: first)
  if let archive = Compression.unsupportedArchive(first) {
    throw .corruptArchive(
      file: window.name, message: "\(archive) archives are not read; decompress it first")
  }
  // A file of such a name and no bytes is an archive that was cut off, not an empty document.
  if first.isEmpty && !hasSkippedFrames && Compression(fileName: window.name) != .none {
    throw .corruptArchive(file: window.name, message: "the archive is empty")
  }
  if hasSkippedFrames && !first.isEmpty && codec != .zstd && codec != .lz4 {
    throw .corruptArchive(
      file: window.name, message: "neither zstd nor lz4 follows a skippable frame")
  }
  return codec
}
