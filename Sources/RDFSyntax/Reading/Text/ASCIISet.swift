// Sets of ASCII characters that the grammars name, each two machine words: a test is a shift.

/// A set of ASCII bytes.
struct ASCIISet {
  let low: UInt64
  let high: UInt64

  /// Whether `byte` is in the set; bytes of 128 and more never are.
  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    let word = byte < 64 ? low : high
    return byte < 128 && (word &>> UInt64(byte & 63)) & 1 != 0
  }

  /// `[A-Za-z]`.
  static var letters: ASCIISet { ASCIISet(low: 0, high: 0x07FF_FFFE_07FF_FFFE) }
  /// `[0-9]`.
  static var digits: ASCIISet { ASCIISet(low: 0x03FF_0000_0000_0000, high: 0) }
  /// `[A-Za-z0-9]`.
  static var alphanumerics: ASCIISet {
    ASCIISet(low: 0x03FF_0000_0000_0000, high: 0x07FF_FFFE_07FF_FFFE)
  }
  /// The ASCII part of `PN_CHARS`: `[A-Za-z0-9_-]`.
  static var nameCharacters: ASCIISet {
    ASCIISet(low: 0x03FF_2000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE)
  }
  /// What follows the first letter of an IRI's scheme: `[A-Za-z0-9+.-]`.
  static var schemeCharacters: ASCIISet {
    ASCIISet(low: 0x03FF_6800_0000_0000, high: 0x07FF_FFFE_07FF_FFFE)
  }
  /// What `IRIREF` excludes: controls, space and ``<>"{}|^`\``.
  static var excludedFromIRIs: ASCIISet {
    ASCIISet(low: 0x5000_0005_FFFF_FFFF, high: 0x3800_0001_5000_0000)
  }
  /// What `PN_LOCAL_ESC` escapes: ``_~.-!$&'()*+,;=/?#@%``.
  static var localEscapes: ASCIISet {
    ASCIISet(low: 0xA800_FFFA_0000_0000, high: 0x4000_0000_8000_0001)
  }
}
