#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The ASCII bytes that lexical forms and IRIs are made of, by name.
enum ASCII {
  static let space = UInt8(ascii: " ")
  static let plus = UInt8(ascii: "+")
  static let minus = UInt8(ascii: "-")
  static let dot = UInt8(ascii: ".")
  static let slash = UInt8(ascii: "/")
  static let colon = UInt8(ascii: ":")
  static let question = UInt8(ascii: "?")
  static let hash = UInt8(ascii: "#")
  static let percent = UInt8(ascii: "%")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")
  static let upperE = UInt8(ascii: "E")
  static let lowerE = UInt8(ascii: "e")
  static let upperT = UInt8(ascii: "T")
  static let upperZ = UInt8(ascii: "Z")

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

  /// Sets the bit of lower case; wraps nothing.
  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  /// The value of a hexadecimal digit, or nil.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte - zero }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter + 10 : nil
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}

extension Span where Element == UInt8 {
  /// Whether the bytes are exactly those of `text`.
  func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    return withUnsafeBufferPointer { bytes in
      // Both have as many bytes; no bytes may have no address.
      guard let base = bytes.baseAddress else { return true }
      return memcmp(base, text.utf8Start, bytes.count) == 0
    }
  }

  /// Whether the bytes are exactly those of `other`.
  func equals(_ other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }
}

extension Array where Element == UInt8 {
  /// Appends the bytes of `span`.
  mutating func append(span: Span<UInt8>) {
    span.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  /// Appends the bytes of `text`.
  mutating func append(text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }
}

extension String {
  /// Calls `body` with the UTF-8 bytes; a string of foreign storage is copied first.
  func withUTF8Span<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    var copy = self
    return copy.withUTF8 { body($0.span) }
  }
}
