// What stands between a Turtle or TriG document and Serd.
//
//     document ──► window ──► tokens, checked and respelled, one a line ──► Serd ──► sink
//
// Serd 0.30 recurses at each bracket, takes labels `b1` for its own, reads `1.` as a string, `:a..` as a
// name, `<base>` and `_:base` as directives, accepts `[] .`, bare words, `foo {}`, empty language
// subtags, escaped surrogates and overlong UTF-8, and refuses white space before a language tag. So the
// guard knows the tokens (not the grammar) and gives Serd a spelling that it reads right:
//
// * each token on its own line: nothing can run into the dot behind it, and the line that Serd
//   reports is the number of the token, whose place in the document the guard knows;
// * labels with a `u` in front, so that `b1` is always Serd's own (the sink takes the `u` off);
// * literals in quotes as `""` and all other objects but numbers and booleans as `<>`: Serd needs to know
//   only that they are there, and the sink takes them from the document (`ObjectTerm`);
// * other prefixed names as IRIs with a mark in front: Serd reads those in half the time, and takes
//   prefixes like `true` and `false.x` for booleans;
// * `<base>`, `<prefix>` and `<graph>` as `<./base>` ..., which resolve to the same IRI.
//
// It counts nesting and lengths, and refuses what Serd would let pass. Prefixes are checked here too:
// Serd's sink cannot tell where a name stands.
//
// What is an object it tells by counting the terms of a statement, which is right up to the first token
// that Serd refuses. Should the two ever differ in that, the sink notices (`SerdSink.end`).

struct TurtleGuard: ~Copyable {
  /// Where in a statement the next token stands, as far as the checks need to know.
  enum Place {
    case statementStart
    /// Behind a `[` that starts a statement.
    case openedSubject
    /// Behind a `[]` that starts a statement: it may not end here.
    case emptySubject
    case inside
    case prefixName(isSPARQL: Bool)
    case prefixIRI(isSPARQL: Bool)
    case baseIRI(isSPARQL: Bool)
  }

  var window: DocumentWindow
  /// The tokens of the batch that is being filled.
  var output = TokenBuffer()
  /// Tokens written so far of what Serd reads as one document.
  private var tokenCount = 0
  /// Whether the batch filled last ends what Serd is to read as one document; so before the first one.
  private var endsSegment = true
  /// Whether the document has been read to its end.
  private var isFinished = false

  /// Which term of a statement comes next, if the grammar is kept to; where it is not, Serd stops.
  enum Role {
    case subject, predicate, object
  }

  var place = Place.statementStart
  private var role = Role.subject
  /// What the open brackets were to be.
  private var open: [Role] = []
  var isInGraph = false
  var hasBase: Bool
  let hasGraphs: Bool
  let limits: SyntaxLimits
  /// Prefixes defined so far; only their names matter here.
  var prefixes = PrefixBindings()
  var newPrefix: [UInt8] = []
  private var statementStart = 0
  private var segmentStart = 0

  /// Document bytes after which a fresh reader goes on at the next statement: Serd leaves 60 bytes on its
  /// stack for each statement `[...] .`, and numbers its blank nodes with 32 bits.
  private static let segmentBytes = 4 << 20
  /// Bytes of the document, or of tokens, after which a batch is full.
  private let batchBytes: Int

  init(
    source: any ByteSource, file: String, hasGraphs: Bool, hasBase: Bool, limits: SyntaxLimits,
    batchBytes: Int
  ) throws(SyntaxError) {
    window = DocumentWindow(source: source, file: file, limits: limits)
    self.hasGraphs = hasGraphs
    self.hasBase = hasBase
    self.limits = limits
    self.batchBytes = batchBytes
    try window.refill()
    if window.cursor[0] == 0xEF, window.cursor[1] == 0xBB, window.cursor[2] == 0xBF {
      window.cursor += 3
    }
  }

  /// Offset in the document of what has not been read yet.
  var byteOffset: Int { window.byteOffset }

  /// Fills `batch` anew with what follows in the document, up to an error at most.
  ///
  /// It stays empty only at the end of a segment, and where an error comes first. Nothing may follow the
  /// last one (``TokenBatch/isLast``).
  mutating func fill(_ batch: TokenBatch) {
    if endsSegment {
      endsSegment = false
      tokenCount = 0
      segmentStart = window.byteOffset
    }
    // The batch's memory is written without going through its reference.
    swap(&output, &batch.tokens)
    output.removeAll()
    window.countLines()
    batch.failure = nil
    do throws(SyntaxError) {
      try produce()
    } catch {
      // What stands before the error goes on first: Serd may find an earlier one.
      output.takeBackUnfinished()
      batch.failure = error
    }
    window.copyPassed(to: &batch.document)
    batch.firstToken = tokenCount
    tokenCount += output.offsets.count
    output.pad(toMultipleOf: SerdReaderHandle.pageBytes)
    swap(&output, &batch.tokens)
    batch.endsSegment = endsSegment
    batch.isFinished = isFinished
    batch.unfinished = isFinished ? unfinished : nil
  }

  /// Writes tokens to `output` until it is full.
  ///
  /// The window is refilled only while `output` is empty, so that all of its tokens are in the window
  /// at the end.
  private mutating func produce() throws(SyntaxError) {
    let start = window.byteOffset
    // White space and comments may fill a batch, but none may stay empty: Serd would see the end.
    while output.isEmpty || output.count < batchBytes && window.byteOffset - start < batchBytes {
      guard try window.skipSpace(mayRefill: output.isEmpty) else { return }
      if window.isAtEnd {
        isFinished = true
        endsSegment = true
        return
      }
      if case .statementStart = place {
        statementStart = window.byteOffset
        if !isInGraph, statementStart - segmentStart > Self.segmentBytes {
          endsSegment = true
          return
        }
      }
      output.begin(atOffset: window.byteOffset)
      if !window.isCut(at: window.cursor), try copyToken() {
        output.append(0x0A)
        continue
      }
      output.takeBack()
      if !output.isEmpty { return }
      try window.refill()
    }
    if window.byteOffset - statementStart > limits.statementBytes, !isAtStatementStart {
      throw window.exceeded("the length of a statement in bytes", allowed: limits.statementBytes)
    }
  }

  private var isAtStatementStart: Bool {
    if case .statementStart = place { return true }
    return false
  }

  /// Copies the token at the cursor; false where the window cuts it, and then nothing has changed but
  /// the end of `output`.
  @inline(__always)
  private mutating func copyToken() throws(SyntaxError) -> Bool {
    let byte = window.cursor[0]
    switch byte {
    case UInt8(ascii: "<"): return try copyIRI()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try copyLiteral()
    case UInt8(ascii: "_"): return try copyLabel()
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      return try copyNumber()
    case UInt8(ascii: "."):
      if ASCIISet.digits.contains(window.cursor[1]) { return try copyNumber() }
      try copyDot()
    case UInt8(ascii: ","), UInt8(ascii: ";"):
      try refuseEmptySubject()
      if byte == UInt8(ascii: ";") { role = .predicate }
      copySign(byte)
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"):
      try copyBracket(byte)
    case UInt8(ascii: "{"), UInt8(ascii: "}"): try copyBrace(byte)
    case UInt8(ascii: "@"): return try copyAtDirective()
    default: return try copyWord()
    }
    return true
  }

  // MARK: Signs

  @inline(__always)
  private mutating func copySign(_ byte: UInt8) {
    output.append(byte)
    window.cursor += 1
  }

  private mutating func copyDot() throws(SyntaxError) {
    try refuseEmptySubject()
    if open.isEmpty {
      if window.byteOffset - statementStart > limits.statementBytes {
        throw window.exceeded("the length of a statement in bytes", allowed: limits.statementBytes)
      }
      place = .statementStart
      role = .subject
    }
    copySign(UInt8(ascii: "."))
  }

  private func refuseEmptySubject() throws(SyntaxError) {
    guard case .emptySubject = place else { return }
    throw window.malformed(at: window.cursor, "[] as a subject needs a predicate and an object")
  }

  private mutating func copyBracket(_ byte: UInt8) throws(SyntaxError) {
    if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") {
      guard open.count < limits.nestingDepth else {
        throw window.exceeded("the nesting of [ and (", allowed: limits.nestingDepth)
      }
      open.append(role)
      role = byte == UInt8(ascii: "[") ? .predicate : .object
    } else if let whole = open.popLast() {  // Serd refuses one too many
      role = whole == .object ? .object : .predicate
    }
    switch place {
    case .statementStart where byte == UInt8(ascii: "["): place = .openedSubject
    case .openedSubject where byte == UInt8(ascii: "]"): place = .emptySubject
    default: try enterStatement()
    }
    copySign(byte)
  }

  private mutating func copyBrace(_ byte: UInt8) throws(SyntaxError) {
    guard hasGraphs else {
      throw window.malformed(
        at: window.cursor, "Turtle has no graphs", hint: "read the file as TriG")
    }
    if byte == UInt8(ascii: "}") { try refuseEmptySubject() }
    guard isInGraph == (byte == UInt8(ascii: "}")), open.isEmpty else {
      throw window.malformed(
        at: window.cursor, "unexpected \(Character(UnicodeScalar(byte)))")
    }
    isInGraph = byte == UInt8(ascii: "{")
    place = .statementStart
    role = .subject
    copySign(byte)
  }

  /// Notes that a token stands in a statement that is no directive's.
  @inline(__always)
  mutating func enterStatement() throws(SyntaxError) {
    switch place {
    case .inside: return
    case .statementStart, .openedSubject, .emptySubject: place = .inside
    case .prefixName: throw window.malformed(at: window.cursor, "expected a prefix, like ex:")
    case .prefixIRI, .baseIRI:
      throw window.malformed(at: window.cursor, "expected an IRI in < >")
    }
  }

  /// Notes that a term stands in a statement that is no directive's; true where it is an object.
  @inline(__always)
  mutating func enterTerm() throws(SyntaxError) -> Bool {
    try enterStatement()
    switch role {
    case .subject: role = .predicate
    case .predicate: role = .object
    case .object: return true
    }
    return false
  }

  // MARK: The end

  /// The error of a document that ends within a statement, a directive or a graph block, or nil.
  private var unfinished: SyntaxError? {
    if isAtStatementStart, !isInGraph, open.isEmpty { return nil }
    return window.malformed(
      at: window.cursor,
      isInGraph ? "the graph block has no }" : "the statement is not complete")
  }
}
