/// A place in an input document, before decompression of positions: all counts are of decompressed bytes.
public struct SourcePosition: Hashable, Sendable {
  /// Line, from 1.
  public var line: Int
  /// Column in Unicode scalars, from 1; 0 where only the line is known.
  public var column: Int
  /// Offset in decompressed bytes from the start of the document.
  public var byteOffset: Int

  /// Makes a position.
  public init(line: Int, column: Int, byteOffset: Int) {
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
  }
}

/// Why a document could not be read.
public enum SyntaxError: Error, Sendable, Hashable {
  /// The bytes are not of the format. `hint` says how to mend it, where that is known.
  case malformed(file: String, at: SourcePosition, message: String, hint: String?)
  /// A limit of ``SyntaxLimits`` was passed.
  case limitExceeded(file: String, at: SourcePosition, limit: String, allowed: Int)
  /// The compressed stream is broken or ends early.
  case corruptArchive(file: String, message: String)
  /// The bytes could not be read from the system.
  case unreadable(file: String, message: String)
}

extension SyntaxError: CustomStringConvertible {
  /// The message shown to users: `cannot read "a.ttl": line 12, column 3: ... (hint)`.
  public var description: String {
    switch self {
    case .malformed(let file, let at, let message, let hint):
      let place = at.column > 0 ? "line \(at.line), column \(at.column)" : "line \(at.line)"
      return "cannot read \"\(file)\": \(place): \(message)" + (hint.map { " (\($0))" } ?? "")
    case .limitExceeded(let file, let at, let limit, let allowed):
      return "cannot read \"\(file)\": line \(at.line): \(limit) is over its limit of \(allowed)"
    case .corruptArchive(let file, let message):
      return "cannot decompress \"\(file)\": \(message)"
    case .unreadable(let file, let message):
      return "cannot read \"\(file)\": \(message)"
    }
  }
}
