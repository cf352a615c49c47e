/// Why a line is refused, before it is known which line of the document it is.
struct LineFailure: Error {
  /// Offset in the chunk of the byte that cannot be there.
  var offset: Int
  /// What is wrong.
  var message: String
  /// How to mend it.
  var hint: String?
  /// The limit passed, where that is the reason.
  var allowed: Int?

  init(offset: Int, message: String, hint: String? = nil, allowed: Int? = nil) {
    self.offset = offset
    self.message = message
    self.hint = hint
    self.allowed = allowed
  }

  /// The same as an error of the document.
  func error(file: String, at position: SourcePosition) -> SyntaxError {
    if let allowed {
      return .limitExceeded(file: file, at: position, limit: message, allowed: allowed)
    }
    return .malformed(file: file, at: position, message: message, hint: hint)
  }
}
