// File IRIs, RFC 8089: what a document without another base is resolved against.

extension IRI {
  /// Makes the `file:` IRI of a path; a relative path is taken from `directory`.
  ///
  /// Everything but unreserved characters, sub-delimiters, `:`, `@` and `/` is percent-encoded, and dot
  /// segments are removed by their text (symbolic links are not followed). Nil where neither the path
  /// nor `directory` is absolute.
  public init?(filePath path: String, in directory: String = "") {
    var bytes = Array("file://".utf8)
    let pathStart = bytes.count
    if !path.utf8.starts(with: [ASCII.slash]) {
      Self.appendEncoded(directory, to: &bytes)
      if bytes.last != ASCII.slash { bytes.append(ASCII.slash) }
      guard directory.utf8.starts(with: [ASCII.slash]) else { return nil }
    }
    Self.appendEncoded(path, to: &bytes)
    removeDotSegments(in: &bytes, from: pathStart)
    self.init(String(decoding: bytes, as: UTF8.self))
  }

  /// The path that a `file:` IRI names, or nil for another scheme or host, a query, a fragment, a
  /// broken escape, or an escape that no path may hold (NUL, an encoded slash, bad UTF-8).
  public var filePath: String? {
    string.withUTF8Span { bytes in
      let parts = IRIComponents(utf8: bytes)
      guard let scheme = parts.scheme, Self.equalsIgnoringCase(bytes.extracting(scheme), "file"),
        parts.query == nil, parts.fragment == nil, !parts.path.isEmpty,
        bytes[parts.path.lowerBound] == ASCII.slash
      else { return nil }
      if let authority = parts.authority, !authority.isEmpty,
        !Self.equalsIgnoringCase(bytes.extracting(authority), "localhost")
      {
        return nil
      }
      return Self.decodedPath(bytes.extracting(parts.path))
    }
  }

  private static func appendEncoded(_ path: String, to bytes: inout [UInt8]) {
    let hexDigits = Array("0123456789ABCDEF".utf8)
    for byte in path.utf8 {
      if isPathByte(byte) {
        bytes.append(byte)
      } else {
        bytes.append(ASCII.percent)
        bytes.append(hexDigits[Int(byte >> 4)])
        bytes.append(hexDigits[Int(byte & 15)])
      }
    }
  }

  /// The bytes of `pchar` in RFC 3986, and the slash.
  private static func isPathByte(_ byte: UInt8) -> Bool {
    if ASCII.isLetter(byte) || ASCII.isDigit(byte) { return true }
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
      UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: ":"),
      UInt8(ascii: "@"), UInt8(ascii: "/"):
      return true
    default:
      return false
    }
  }

  private static func decodedPath(_ encoded: Span<UInt8>) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(encoded.count)
    var index = 0
    while index < encoded.count {
      var byte = encoded[index]
      if byte == ASCII.percent {
        guard index + 2 < encoded.count, let high = ASCII.hexValue(encoded[index + 1]),
          let low = ASCII.hexValue(encoded[index + 2])
        else { return nil }
        byte = high << 4 | low
        if byte == 0 || byte == ASCII.slash { return nil }
        index += 2
      }
      decoded.append(byte)
      index += 1
    }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func equalsIgnoringCase(_ bytes: Span<UInt8>, _ lowercase: StaticString) -> Bool {
    guard bytes.count == lowercase.utf8CodeUnitCount else { return false }
    return lowercase.withUTF8Buffer { expected in
      for index in 0..<bytes.count where ASCII.lowercased(bytes[index]) != expected[index] {
        return false
      }
      return true
    }
  }
}
