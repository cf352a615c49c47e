/// A text of at most 15 bytes, kept in a form that is copied in one piece.
///
/// Text of random words is most of what some generators write; a store of 16 bytes for each word
/// costs a fraction of a copy of as many bytes as the word has.
struct ShortText: Sendable {
  /// The most bytes that a text can have.
  static let maximumLength = 15

  /// The text, zeros after it, and its length in the last byte.
  let bytes: SIMD16<UInt8>

  /// How many bytes the text has.
  var length: Int { Int(bytes[15]) }

  /// Keeps a text, which must not be longer than `maximumLength` bytes.
  init(_ text: String) {
    precondition(text.utf8.count <= Self.maximumLength, "not a short text: \(text)")
    var bytes = SIMD16<UInt8>(repeating: 0)
    for (place, byte) in text.utf8.enumerated() { bytes[place] = byte }
    bytes[15] = UInt8(text.utf8.count)
    self.bytes = bytes
  }

  /// The text again.
  var text: String {
    String(decoding: (0..<length).map { bytes[$0] }, as: UTF8.self)
  }
}
