// A window that slides over a document, so that tokens are whole in memory and the rest is not.
//
//     document  ..........[ token being read | read ahead ]..........
//                         cursor             limit
//
// Refilling moves what is behind the cursor to the front; the window doubles while one token fills it,
// up to SyntaxLimits.tokenBytes. Lines are counted over what slides out, never token by token.
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
  private var front = LineCounter()
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
  }

  deinit { base.deallocate() }

  /// Offset of the cursor in the document.
  var byteOffset: Int { front.byteOffset + (cursor - UnsafePointer(base)) }

  /// Whether a step that stopped at `position` might have gone on with more of the document.
  @inline(__always)
  func isCut(at position: UnsafePointer<UInt8>) -> Bool {
    !isFinal && limit - position < Self.lookAhead
  }

  /// Whether the whole document has been read.
  @inline(__always)
  var isAtEnd: Bool { cursor >= limit && isFinal }

  /// Reads more of the document; the cursor and all pointers into the window move.
  mutating func refill() throws(SyntaxError) {
    let kept = limit - cursor
    if kept > tokenBytes + Self.slackBytes { throw tooLong(at: cursor) }
    let passed = cursor - UnsafePointer(base)
    front.advance(over: UnsafeBufferPointer(start: base, count: passed))
    if kept > capacity / 2 {
      let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + ByteScan.padding)
      grown.update(from: cursor, count: kept)
      base.deallocate()
      base = grown
      capacity *= 2
    } else {
      base.update(from: base + passed, count: kept)
    }
    var filled = kept
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
    (base + filled).update(repeating: 0, count: ByteScan.padding)
    cursor = UnsafePointer(base)
    limit = cursor + filled
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

  /// The first letters of what stands at `position`, for a message.
  func excerpt(at position: UnsafePointer<UInt8>) -> String {
    var count = 0
    while count < 24, position + count < limit, position[count] > 0x20 { count += 1 }
    return String(decoding: UnsafeBufferPointer(start: position, count: count), as: UTF8.self)
  }

  /// The byte at `offset` of the document; one that has left the window counts as its first.
  func pointer(atOffset offset: Int) -> UnsafePointer<UInt8> {
    UnsafePointer(base) + max(0, min(offset - front.byteOffset, limit - UnsafePointer(base)))
  }

  private func place(of position: UnsafePointer<UInt8>) -> SourcePosition {
    var counter = front
    let count = position - UnsafePointer(base)
    counter.advance(over: UnsafeBufferPointer(start: base, count: count))
    return counter.position
  }

  /// Steps over white space and comments as far as the window goes; at its end, `isCut` is true or
  /// the document is at its end.
  @inline(__always)
  mutating func skipSpace() throws(SyntaxError) {
    while true {
      switch cursor[0] {
      case 0x20, 0x09, 0x0A, 0x0D: cursor += 1
      case UInt8(ascii: "#"): try skipComment()
      default: return
      }
    }
  }

  /// Steps over a comment, whatever its length; only one that the window cuts makes it refill.
  private mutating func skipComment() throws(SyntaxError) {
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
        if isFinal { return }
        try refill()
      } else if stop[0] == 0 {
        cursor = stop + 1
      } else {
        return
      }
    }
  }
}
