// Strings as UTF-8: the functions of SPARQL count code points and compare exactly, and Swift's `String`
// does neither (it counts grapheme clusters and compares by canonical equivalence).

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

package typealias UTF8Bytes = UnsafeBufferPointer<UInt8>

extension String {
  /// Calls `body` with the UTF-8 bytes; a string of foreign storage is copied first.
  func withUTF8Bytes<Result>(_ body: (UTF8Bytes) -> Result) -> Result {
    var copy = self
    return copy.withUTF8(body)
  }

  /// The number of code points.
  var codePointCount: Int {
    withUTF8Bytes { bytes in
      var count = 0
      for byte in bytes where !UTF8Text.isContinuation(byte) { count += 1 }
      return count
    }
  }

  /// Where the bytes of `other` first stand, by offset in the UTF-8 bytes, or nil.
  func firstOffset(of other: String) -> Int? {
    withUTF8Bytes { bytes in other.withUTF8Bytes { ByteSearch.firstOffset(of: $0, in: bytes) } }
  }

  /// Whether it starts with the code points of `other`.
  func startsExactly(with other: String) -> Bool {
    withUTF8Bytes { bytes in
      other.withUTF8Bytes { UTF8Text.holds($0, at: 0, in: bytes) }
    }
  }

  /// Whether it ends with the code points of `other`.
  ///
  /// Bytes are enough: UTF-8 of a string can start at no continuation byte.
  func endsExactly(with other: String) -> Bool {
    withUTF8Bytes { bytes in
      other.withUTF8Bytes { UTF8Text.holds($0, at: bytes.count - $0.count, in: bytes) }
    }
  }
}

enum UTF8Text {
  /// Whether the byte goes on with a code point that started before.
  @inline(__always)
  static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// The text of `bytes`.
  static func string(_ bytes: UTF8Bytes.SubSequence) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// Whether `part` stands at `offset`, which may be anything.
  static func holds(_ part: UTF8Bytes, at offset: Int, in bytes: UTF8Bytes) -> Bool {
    guard offset >= 0, bytes.count - offset >= part.count else { return false }
    guard let partBase = part.baseAddress, let base = bytes.baseAddress else { return true }
    return memcmp(base + offset, partBase, part.count) == 0
  }

  /// The offset at which the code point number `index`, from zero, starts; the count of bytes beyond.
  static func offset(ofCodePoint index: Int, in bytes: UTF8Bytes) -> Int {
    var left = index
    for (offset, byte) in bytes.enumerated() where !isContinuation(byte) {
      if left == 0 { return offset }
      left -= 1
    }
    return bytes.count
  }

  /// Whether no byte is above 127.
  static func isASCII(_ bytes: UTF8Bytes) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = 0
    while offset + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { return false }
      offset += 8
    }
    while offset < raw.count {
      if raw[offset] >= 0x80 { return false }
      offset += 1
    }
    return true
  }

  /// Whether the byte is white space of XML: a space, a tab, a line feed or a carriage return.
  static func isXMLSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
