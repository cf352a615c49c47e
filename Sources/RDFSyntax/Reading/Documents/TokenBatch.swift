// What the guard hands to Serd at once.
//
// It carries all that errors need, because by the time Serd stumbles the guard's window may be elsewhere.

/// Tokens for Serd, the stretch of the document they are from, and what ends them.
///
/// A class, because it goes round between the two; one of them has it at a time.
final class TokenBatch {
  /// The tokens, each on a line of its own, and where they stand in the document.
  var tokens = TokenBuffer()
  /// The document from the first token on.
  var document = DocumentStretch()
  /// Number of the first token in what Serd reads as one document.
  var firstToken = 0
  /// Whether the tokens end what Serd is to read as one document; a further one may follow.
  var endsSegment = false
  /// Whether nothing follows the tokens.
  var isFinished = false
  /// The error of the guard or of the source that stands behind the tokens, and ends the document.
  var failure: SyntaxError?
  /// Why the document may not end behind the tokens; only where nothing follows them.
  var unfinished: SyntaxError?
  private let file: String

  /// Makes an empty batch; `file` names the document in errors.
  init(file: String) { self.file = file }

  /// Bytes of memory held.
  var footprintBytes: Int { tokens.footprintBytes + document.footprintBytes }

  /// Whether the guard is done with the document.
  var isLast: Bool { isFinished || failure != nil }

  /// The error that the token numbered `token` (from 0 in Serd's document) is wrong.
  func error(atToken token: Int, message: String) -> SyntaxError {
    let index = token - firstToken
    guard index >= 0, index < tokens.offsets.count else { return errorAtEnd(of: message) }
    let offset = tokens.offsets[index]
    return .malformed(
      file: file, at: document.position(atOffset: offset),
      message: "\(message), at \(document.excerpt(atOffset: offset))", hint: nil)
  }

  /// The error that the document is wrong up to where the guard is.
  func errorAtEnd(of message: String) -> SyntaxError {
    .malformed(file: file, at: document.end, message: message, hint: nil)
  }
}
