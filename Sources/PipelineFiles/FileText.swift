// Small text files, read and written whole with the calls of the C library: Foundation's start-up
// would cost more than reading a pipeline file does. The pointers that `read` and `write` need come
// from arrays and do not outlive the closures they are given to.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum FileText {
  /// Why a file gives no text.
  enum Failure: Error {
    case system(message: String)
    case tooLarge
    /// The bytes are not UTF-8; where the first bad one stands.
    case notUTF8(TextPosition)
  }

  /// The text of the file at `path`, which must be UTF-8 of at most `limit` bytes.
  static func read(_ path: String, limit: Int) throws(Failure) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(message: systemMessage()) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let size = buffer.count
      #if canImport(Glibc)
        let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, size) }
      #else
        let count = buffer.withUnsafeMutableBytes { Darwin.read(descriptor, $0.baseAddress, size) }
      #endif
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(message: systemMessage()) }
      guard count > 0 else { break }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { throw .tooLarge }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .notUTF8(firstBadByte(of: bytes))
    }
    return text
  }

  /// Writes a new file at `path`; one that is there is only overwritten where that is asked for.
  static func write(_ text: String, to path: String, overwriting: Bool) throws(Failure) {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (overwriting ? O_TRUNC : O_EXCL)
    let descriptor = open(path, flags, 0o644)
    guard descriptor >= 0 else { throw .system(message: systemMessage()) }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      #if canImport(Glibc)
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      #else
        let count = rest.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
      #endif
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(message: systemMessage()) }
      rest = rest.dropFirst(count)
    }
  }

  private static func systemMessage() -> String {
    let code = errno
    return strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }

  /// Where the first byte stands that is no part of well-formed UTF-8.
  private static func firstBadByte(of bytes: [UInt8]) -> TextPosition {
    // A repaired decoding is well-formed up to the bad byte and holds U+FFFD for it; a U+FFFD that
    // the file holds itself is passed over, because its three bytes are as they should be.
    var offset = 0
    let repaired = SourceText(file: "", text: String(decoding: bytes, as: UTF8.self))
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for (index, scalar) in repaired.scalars.enumerated() {
      let encoded = Array(String(scalar).utf8)
      guard bytes[(mark + offset)...].starts(with: encoded) else {
        return repaired.position(of: index)
      }
      offset += encoded.count
    }
    return repaired.position(of: max(0, repaired.scalars.count - 1))
  }
}
