// The text that is read, and the way back from an offset to a line and a column.
//
// Offsets count bytes of what the lexer reads. Where codepoint escapes were replaced before, that is not
// what the user wrote; places in errors and cut-out text are always those of the original.

struct QueryText {
  /// What the lexer reads.
  let bytes: [UInt8]
  private let original: [UInt8]
  /// In order of their places.
  private let escapes: [ReplacedEscape]

  /// Most scalars of a line that an error shows on each side of its place.
  private static let excerptRadius = 60

  init(_ text: String) {
    original = Array(text.utf8)
    if let (replaced, escapes) = CodepointEscapes.replace(in: original) {
      bytes = replaced
      self.escapes = escapes
    } else {
      bytes = original
      escapes = []
    }
  }

  /// Makes the error that `message` is wrong at `offset`.
  func failure(_ message: String, at offset: Int) -> QuerySyntaxError {
    let place = originalOffset(min(offset, bytes.count), isEnd: false)
    let (line, lineStart) = lineAndStart(of: place)
    let lineEnd =
      original[place...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? original.count
    let column = Self.scalarCount(original[lineStart..<place])
    let (excerpt, excerptOffset) = excerpt(lineStart, place, lineEnd, column)
    return QuerySyntaxError(
      line: line, column: column + 1, message: message, excerpt: excerpt,
      excerptOffset: excerptOffset)
  }

  /// A part of what the lexer reads.
  func string(_ range: Range<Int>) -> String { String(bytes.span.extracting(range)) }

  /// What stands between two offsets, as the user wrote it.
  func slice(_ start: Int, _ end: Int) -> String {
    let range = originalOffset(start, isEnd: false)..<originalOffset(end, isEnd: true)
    return String(decoding: original[range], as: UTF8.self)
  }

  private func originalOffset(_ offset: Int, isEnd: Bool) -> Int {
    // The last escape that starts before the offset (for the start of a stretch: or at it).
    var low = 0
    var high = escapes.count
    while low < high {
      let middle = (low + high) / 2
      let isBefore = isEnd ? escapes[middle].start < offset : escapes[middle].start <= offset
      if isBefore { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return offset }
    let escape = escapes[low - 1]
    if offset < escape.end { return isEnd ? escape.originalEnd : escape.originalStart }
    return offset - escape.end + escape.originalEnd
  }

  /// Lines end with LF, CR or both.
  private func lineAndStart(of place: Int) -> (line: Int, start: Int) {
    var line = 1
    var start = 0
    for index in 0..<place {
      let byte = original[index]
      let isPair = byte == 0x0D && index + 1 < original.count && original[index + 1] == 0x0A
      if byte == 0x0A || byte == 0x0D && !isPair {
        line += 1
        start = index + 1
      }
    }
    // Between CR and LF is still the line that they end.
    return (line, start)
  }

  private func excerpt(
    _ lineStart: Int, _ place: Int, _ lineEnd: Int, _ column: Int
  ) -> (text: String, offset: Int) {
    let before = String(decoding: original[lineStart..<place], as: UTF8.self).unicodeScalars
    let after = String(decoding: original[place..<lineEnd], as: UTF8.self).unicodeScalars
    var text = String.UnicodeScalarView()
    var offset = column
    if column > Self.excerptRadius {
      text.append("…")
      offset = Self.excerptRadius + 1
    }
    text.append(contentsOf: before.suffix(Self.excerptRadius))
    text.append(contentsOf: after.prefix(Self.excerptRadius))
    if after.count > Self.excerptRadius { text.append("…") }
    return (String(text), offset)
  }

  private static func scalarCount(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { $0 & 0xC0 != 0x80 }
  }
}
