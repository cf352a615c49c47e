// Which codec a stream is in. Of an input the first bytes tell; its name is never asked: names lie, and
// standard input has none. Of an output the name is all there is.

/// How the bytes of a document are compressed.
public enum Compression: String, CaseIterable, Sendable {
  /// Told by the content of an input, by the name of an output.
  case auto
  /// Not compressed.
  case none
  /// gzip, any number of members, block gzip among them.
  case gzip
  /// bzip2, any number of streams.
  case bzip2
  /// Zstandard, any number of frames, windows up to 128 MiB.
  case zstd
  /// The LZ4 frame format, any number of frames.
  case lz4
}

extension Compression {
  /// The codec that the ending of a file's name stands for: `.gz` and `.bgz`, `.bz2`, `.zst` and
  /// `.zstd`, `.lz4`, in letters of any case; ``none`` for every other.
  public init(fileName: String) {
    let name = fileName.lowercased()
    let endings: [(Compression, [String])] = [
      (.gzip, [".gz", ".bgz"]), (.bzip2, [".bz2"]), (.zstd, [".zst", ".zstd"]), (.lz4, [".lz4"]),
    ]
    self = endings.first { $0.1.contains { name.hasSuffix($0) } }?.0 ?? .none
  }

  /// Bytes that ``init(firstBytes:)`` needs to tell.
  static let signatureBytes = 10

  /// The codec that a stream beginning with `bytes` is in, ``none`` where it is no known archive.
  ///
  /// Fewer bytes than `signatureBytes` are only given where the stream ends with them.
  init(firstBytes bytes: UnsafeRawBufferPointer) {
    let known: [(Compression, [UInt8])] = [
      (.gzip, [0x1F, 0x8B, 0x08]),
      (.zstd, [0x28, 0xB5, 0x2F, 0xFD]),
      (.lz4, [0x04, 0x22, 0x4D, 0x18]),
      // The legacy format: taken here so that its decoder refuses it by name.
      (.lz4, [0x02, 0x21, 0x4C, 0x18]),
    ]
    for (codec, signature) in known where Self.begins(bytes, with: signature) {
      self = codec
      return
    }
    self = Self.isBZip2(bytes) ? .bzip2 : .none
  }

  /// Whether `bytes` begin with `signature`, or are a cut-off beginning of it that no text would
  /// be.
  private static func begins(_ bytes: UnsafeRawBufferPointer, with signature: [UInt8]) -> Bool {
    let count = min(bytes.count, signature.count)
    return count >= 2 && bytes[..<count].elementsEqual(signature[..<count])
  }

  /// "BZh", a digit and the mark of a block or of the end; "BZh1" alone could begin a Turtle name.
  private static func isBZip2(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 4, bytes[..<3].elementsEqual([0x42, 0x5A, 0x68]),
      (0x31...0x39).contains(bytes[3])
    else { return false }
    let mark = bytes[4..<min(10, bytes.count)]
    let marks: [[UInt8]] = [
      [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90],
    ]
    return marks.contains { mark.elementsEqual($0[..<mark.count]) }
  }

  /// The name of an archive that is known and not read, to say so instead of a syntax error.
  static func unsupportedArchive(_ bytes: UnsafeRawBufferPointer) -> String? {
    let known: [(String, [UInt8])] = [
      ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
      ("zip", [0x50, 0x4B, 0x03, 0x04]),
      ("7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
      ("compress", [0x1F, 0x9D]),
    ]
    return known.first { bytes.starts(with: $0.1) }?.0
  }

  /// The payload's size of the skippable frame that `bytes` begin with, or nil.
  ///
  /// zstd and LZ4 share these frames, so they do not tell which of the two follows.
  static func skippableFrameSize(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count >= 8 else { return nil }
    let magic = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
    guard magic & 0xFFFF_FFF0 == 0x184D_2A50 else { return nil }
    return Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
  }
}
