// A window that slides over a document, so that tokens are whole in memory and the rest is not.
//
//     document  ..........[ token being read | read ahead ]..........
//                         cursor             limit
//
// Refilling moves what is behind the cursor to the front; the window doubles while one token fills it,
// up to SyntaxLimits.tokenBytes. Lines are counted over what is left behind, never token by token.
//
// Unsafe: NUL bytes stand behind `limit` (`ByteScan.padding`), and every step over bytes stops at NUL.

struct DocumentWindow: ~Copyable {
  /// The next byte to read.
  var cursor: UnsafePointer<UInt8>
  /// End of what has been read ahead.
  private(set) var limit: UnsafePointer<UInt8>
  /// Whether the document ends at `limit`.
  private(set) var isFinal = false

  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How far lines are counted; the cursor is never before it.
  private var counted: UnsafePointer<UInt8>
  /// The place of `counted`.
  private var lines = LineCounter()
  private let source: any ByteSource
  private let file: String
  private let tokenBytes: Int

  private static let usualBytes = 1 << 18
  /// What may stand around a token that is as long as allowed: quotes, a datatype, white space.
  private static let slackBytes = 1 << 16
  /// Bytes that a look ahead may need: the longest fixed words and a character in UTF-8.
  private static let lookAhead = 16

  init(source: any ByteSource, file: String, limits: SyntaxLimits) {
    self.source = source
    self.file = file
    tokenBytes = limits.tokenBytes
    capacity = Self.usualBytes
    base = .allocate(capacity: capacity + ByteScan.padding)
    base.update(repeating: 0, count: ByteScan.padding)
    cursor = UnsafePointer(base)
    limit = UnsafePointer(base)
    counted = UnsafePointer(base)
  }

  deinit { base.deallocate() }

  /// Offset of the cursor in the document.
  var byteOffset: Int { lines.byteOffset + (cursor - counted) }

  /// Whether a step that stopped at `position` might have gone on with more of the document.
  @inline(__always)
  func isCut(at position: UnsafePointer<UInt8>) -> Bool {
    !isFinal && limit - position < Self.lookAhead
  }

  /// Whether the whole document has been read.
  @inline(__always)
  var isAtEnd: Bool { cursor >= limit && isFinal }

  /// Counts lines up to the cursor; no error is told of a place before it any more.
  mutating func countLines() {
    lines.advance(over: UnsafeBufferPointer(start: counted, count: cursor - counted))
    counted = cursor
  }

  /// Copies what was passed since lines were counted, and a little of what follows.
  func copyPassed(to stretch: inout DocumentStretch) {
    stretch.hold(counted, count: cursor - counted, available: limit - counted, from: lines)
  }

  /// Reads more of the document; the cursor and all pointers into the window move.
  mutating func refill() throws(SyntaxError) {
    let kept = limit - cursor
    if kept > tokenBytes + Self.slackBytes { throw tooLong(at: cursor) }
    countLines()
    if kept > capacity / 2 {
      let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + ByteScan.padding)
      grown.update(from: cursor, count: kept)
      base.deallocate()
      base = grown
      capacity *= 2
    } else {
      base.update(from: cursor, count: kept)
    }
    cursor = UnsafePointer(base)
    counted = cursor
    limit = cursor + kept
    try fill()
  }

  /// Reads until the window is full or the document ends.
  private mutating func fill() throws(SyntaxError) {
    var filled = limit - UnsafePointer(base)
    // Also where the source fails, so that the window is good to look at.
    defer {
      (base + filled).update(repeating: 0, count: ByteScan.padding)
      limit = UnsafePointer(base) + filled
    }
    while filled < capacity {
      let room = UnsafeMutableRawBufferPointer(start: base + filled, count: capacity - filled)
      let got = try source.read(into: room)
      precondition(got >= 0 && got <= room.count, "a byte source returned an impossible count")
      if got == 0 {
        isFinal = true
        break
      }
      filled += got
    }
  }

  /// The error that the token at `position` is longer than one may be.
  func tooLong(at position: UnsafePointer<UInt8>) -> SyntaxError {
    .limitExceeded(
      file: file, at: place(of: position), limit: "the length of a term in bytes",
      allowed: tokenBytes)
  }

  /// The error that a limit was passed at the cursor.
  func exceeded(_ limit: String, allowed: Int) -> SyntaxError {
    .limitExceeded(file: file, at: place(of: cursor), limit: limit, allowed: allowed)
  }

  /// The error that the bytes at `position` are wrong.
  func malformed(
    at position: UnsafePointer<UInt8>, _ message: String, hint: String? = nil
  ) -> SyntaxError {
    .malformed(file: file, at: place(of: min(position, limit)), message: message, hint: hint)
  }

  /// What to say of a byte that starts no token.
  func describeByte(at position: UnsafePointer<UInt8>) -> String {
    let byte = position[0]
    if position >= limit { return "the document ends too early" }
    if byte > 0x20, byte < 0x7F { return "unexpected \(Character(UnicodeScalar(byte)))" }
    if byte >= 0x80 {
      guard case .scalar(let scalar, _) = UnicodeScan.decode(position, end: limit),
        let character = UnicodeScalar(scalar)
      else { return "the bytes are not UTF-8" }
      return "unexpected \(Character(character))"
    }
    return "unexpected byte 0x\(String(byte, radix: 16, uppercase: true))"
  }

  private func place(of position: UnsafePointer<UInt8>) -> SourcePosition {
    var counter = lines
    counter.advance(over: UnsafeBufferPointer(start: counted, count: position - counted))
    return counter.position
  }

  /// Steps over white space and comments as far as the window goes; at its end, `isCut` is true or
  /// the document is at its end.
  ///
  /// False where the window cuts a comment that may not be gone after, because `mayRefill` is false;
  /// the cursor is at its front then.
  @inline(__always)
  mutating func skipSpace(mayRefill: Bool) throws(SyntaxError) -> Bool {
    while true {
      switch cursor[0] {
      case 0x20, 0x09, 0x0A, 0x0D: cursor += 1
      case UInt8(ascii: "#"): if try !skipComment(mayRefill: mayRefill) { return false }
      default: return true
      }
    }
  }

  /// Steps over a comment, whatever its length; only one that the window cuts makes it refill.
  private mutating func skipComment(mayRefill: Bool) throws(SyntaxError) -> Bool {
    let start = cursor
    while true {
      let stop = min(ByteScan.lineEnd(cursor), limit)
      while cursor < stop {
        if cursor[0] < 0x80 {
          cursor += 1
          continue
        }
        let run = UnicodeScan.skipRun(cursor, end: stop)
        cursor = run.stop
        guard run.malformed else { continue }
        if !isCut(at: cursor) { throw malformed(at: cursor, "the bytes are not UTF-8") }
        break
      }
      if cursor < stop || stop == limit {
        if isFinal { return true }
        guard mayRefill else {
          cursor = start
          return false
        }
        try refill()
      } else if stop[0] == 0 {
        cursor = stop + 1
      } else {
        return true
      }
    }
  }
}
