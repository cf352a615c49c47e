/// What a token is.
enum TokenKind: UInt8 {
  case end
  // Terms
  case iri, prefixedName, blankNodeLabel, variable, languageTag, string
  /// Numbers; a sign directly before them belongs to them.
  case integer, decimal, double
  /// A keyword, a function, or a misspelling of one.
  case word
  // Punctuation
  case leftBrace, rightBrace, leftParenthesis, rightParenthesis, leftBracket, rightBracket
  case dot, semicolon, comma, caret, doubleCaret, bar, doubleBar, doubleAmpersand
  case slash, star, plus, minus, question, bang
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  // What starts no token
  case unclosedString, unknown
}

/// A token: a stretch of the text.
struct Token {
  var kind: TokenKind
  /// Where it starts, in bytes.
  var start: Int
  /// Where it ends, in bytes.
  var end: Int
  /// Whether it holds a backslash, and so must be decoded.
  var hasEscapes = false
  /// Where the local part of a prefixed name starts, after the colon.
  var localStart = 0
  /// Which keyword a word is, or nil.
  var keyword: Keyword?

  init(_ kind: TokenKind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.start = start
    self.end = end
  }
}
