// The tokens that carry text: checked, and respelled where Serd would misread them.

extension TurtleGuard {
  // MARK: IRIs

  mutating func copyIRI() throws(SyntaxError) -> Bool {
    guard let iri = try checkedIRI(at: window.cursor) else { return false }
    var isObject = false
    switch place {
    case .prefixIRI(let isSPARQL):
      newPrefix.withUnsafeBufferPointer {
        prefixes.define($0, as: UnsafeBufferPointer(start: nil, count: 0))
      }
      place = isSPARQL ? .statementStart : .inside
    case .baseIRI(let isSPARQL):
      hasBase = true
      place = isSPARQL ? .statementStart : .inside
    default: isObject = try enterTerm()
    }
    if isObject {
      let text = window.cursor + 1
      appendObject(term(from: text, to: iri.end - 1, .iri, hasEscapes: iri.hasEscapes))
    } else {
      appendIRI(from: window.cursor, to: iri.end)
    }
    window.cursor = iri.end
    return true
  }

  /// Leaves an object to the sink.
  @inline(__always)
  private mutating func appendObject(_ object: ObjectTerm) {
    output.append(UInt8(ascii: "<"))
    output.append(UInt8(ascii: ">"))
    output.append(object)
  }

  /// What stands from `start` to `end`, as the sink finds it again.
  @inline(__always)
  private func term(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, _ form: ObjectTerm.Form,
    hasEscapes: Bool = false
  ) -> ObjectTerm {
    ObjectTerm(
      offset: window.byteOffset + (start - window.cursor), count: end - start, form: form,
      hasEscapes: hasEscapes)
  }

  /// The end of the IRI at `start`, behind its `>`, or nil where the window cuts it.
  @inline(__always)
  private func checkedIRI(
    at start: UnsafePointer<UInt8>
  ) throws(SyntaxError) -> (end: UnsafePointer<UInt8>, hasEscapes: Bool)? {
    let text = start + 1
    let stop = ByteScan.iri(text, end: window.limit)
    guard stop.position[0] == UInt8(ascii: ">"), stop.position < window.limit else {
      if window.isCut(at: stop.position) { return nil }
      throw window.malformed(
        at: stop.position,
        TermChecks.iriComplaint(stop.position[0], atEnd: stop.position >= window.limit))
    }
    let count = stop.position - text
    if count > limits.tokenBytes { throw window.tooLong(at: start) }
    if stop.hasEscapes { try checkEscapes(from: text, to: stop.position, .iri) }
    if !hasBase, !stop.hasEscapes, !TermChecks.hasScheme(text, count: count) {
      throw window.malformed(
        at: start, "the IRI is relative and the document has no base",
        hint: "add @base or give a base IRI")
    }
    return (stop.position + 1, stop.hasEscapes)
  }

  @inline(__always)
  private mutating func appendIRI(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
  ) {
    let count = end - start
    if TurtleTokens.looksLikeKeyword(start + 1, count: count - 2) {
      output.append("<./")
      output.append(start + 1, count: count - 1)
    } else if start[1] == TurtleTokens.nameMark || start[1] == UInt8(ascii: "\\") {
      // A backslash may start an escape that stands for the mark.
      output.append("<\u{7F}\u{7F}")
      output.append(start + 1, count: count - 1)
    } else {
      output.append(start, count: count)
    }
  }

  private func checkEscapes(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, _ kind: EscapeKind
  ) throws(SyntaxError) {
    if let error = Unescaping.check(from: start, to: end, kind: kind) {
      throw window.malformed(at: start + error.offset, error.message)
    }
  }

  // MARK: Strings

  mutating func copyLiteral() throws(SyntaxError) -> Bool {
    let start = window.cursor
    let quote = start[0]
    let isLong = start[1] == quote && start[2] == quote
    guard let stop = try isLong ? longStringEnd(quote) : shortStringEnd(quote) else { return false }
    let width = isLong ? 3 : 1
    let text = start + width
    if stop.position - text > limits.tokenBytes { throw window.tooLong(at: start) }
    if stop.hasEscapes { try checkEscapes(from: text, to: stop.position, .string) }
    let entered = place
    try enterStatement()
    guard let annotation = try annotation(after: stop.position + width) else {
      place = entered
      return false
    }
    output.append(UInt8(ascii: "\""))
    output.append(UInt8(ascii: "\""))
    var string = term(from: text, to: stop.position, .string, hasEscapes: stop.hasEscapes)
    string.isAnnotated = annotation.term != nil
    output.append(string)
    if let term = annotation.term { output.append(term) }
    window.cursor = annotation.end
    return true
  }

  @inline(__always)
  private func shortStringEnd(_ quote: UInt8) throws(SyntaxError) -> ScanStop? {
    var found = ScanStop(position: window.cursor + 1, hasEscapes: false)
    while true {
      let stop = ByteScan.string(found.position, end: window.limit, quote: quote)
      found.position = stop.position
      found.hasEscapes = found.hasEscapes || stop.hasEscapes
      let byte = stop.position[0]
      if byte == quote { return found }
      if byte == 0, stop.position < window.limit {
        found.position += 1  // the grammar allows it inside a string
      } else if window.isCut(at: stop.position) {
        return nil
      } else {
        throw badString(stop.position)
      }
    }
  }

  private func longStringEnd(_ quote: UInt8) throws(SyntaxError) -> ScanStop? {
    var text = window.cursor + 3
    var hasEscapes = false
    while true {
      let stop = ByteScan.string(text, end: window.limit, quote: quote)
      hasEscapes = hasEscapes || stop.hasEscapes
      let position = stop.position
      if window.isCut(at: position) { return nil }
      let byte = position[0]
      if byte == quote, position[1] == quote, position[2] == quote {
        return ScanStop(position: position, hasEscapes: hasEscapes)
      }
      guard position < window.limit, byte < 0x80 else { throw badString(position) }
      text = position + 1  // a quote, a line end or a NUL inside the string
    }
  }

  private func badString(_ position: UnsafePointer<UInt8>) -> SyntaxError {
    let atEnd = position >= window.limit
    // A missing quote is told at the string's start: its end may be the whole document away.
    let place = position[0] >= 0x80 && !atEnd ? position : window.cursor
    return window.malformed(
      at: place, TermChecks.stringComplaint(position[0], atEnd: atEnd))
  }

  /// The language tag or datatype behind a string, if there is one, and where the literal ends; nil
  /// where the window cuts it.
  @inline(__always)
  private mutating func annotation(
    after quote: UnsafePointer<UInt8>
  ) throws(SyntaxError) -> (term: ObjectTerm?, end: UnsafePointer<UInt8>)? {
    guard let next = spaceEnd(quote), !window.isCut(at: next) else { return nil }
    if next[0] == UInt8(ascii: "@") {
      guard let end = TermChecks.languageTagEnd(next + 1) else {
        throw window.malformed(at: next, "malformed language tag")
      }
      if window.isCut(at: end) { return nil }
      if end - next > limits.tokenBytes { throw window.tooLong(at: next) }
      return (term(from: next + 1, to: end, .tag), end)
    }
    guard next[0] == UInt8(ascii: "^") else { return (nil, quote) }
    guard next[1] == UInt8(ascii: "^") else {
      throw window.malformed(at: next, "expected ^^ and a datatype")
    }
    guard let start = spaceEnd(next + 2), !window.isCut(at: start) else { return nil }
    if start[0] == UInt8(ascii: "<") {
      guard let iri = try checkedIRI(at: start) else { return nil }
      return (
        term(from: start + 1, to: iri.end - 1, .iri, hasEscapes: iri.hasEscapes), iri.end
      )
    }
    guard let word = try word(at: start) else { return nil }
    try checkPrefix(word)
    return (term(from: word.start, to: word.end, .name, hasEscapes: word.hasEscapes), word.end)
  }

  /// The end of white space and comments from `start`, or nil where the window cuts a comment.
  @inline(__always)
  private func spaceEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var position = start
    while true {
      switch position[0] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case UInt8(ascii: "#"):
        // Only a string needs to know what follows a comment: a literal may go on behind it. Where the
        // window ends first, what has been read so far is the literal, unless more is to come.
        var stop = ByteScan.lineEnd(position)
        while stop < window.limit, stop[0] == 0 { stop = ByteScan.lineEnd(stop + 1) }
        if stop >= window.limit { return window.isFinal ? window.limit : nil }
        position = stop
      default: return position
      }
    }
  }

  // MARK: Blank nodes and numbers

  mutating func copyLabel() throws(SyntaxError) -> Bool {
    guard window.cursor[1] == UInt8(ascii: ":") else {
      throw window.malformed(at: window.cursor, "unexpected _")
    }
    let label = window.cursor + 2
    let end = TermChecks.labelEnd(label, end: window.limit)
    if window.isCut(at: end ?? label) { return false }
    guard let end else {
      throw window.malformed(at: label, "a blank node's label cannot start like this")
    }
    if end - label > limits.tokenBytes { throw window.tooLong(at: label) }
    if try enterTerm() {
      appendObject(term(from: label, to: end, .label))
    } else {
      output.append("_:u")
      output.append(label, count: end - label)
    }
    window.cursor = end
    return true
  }

  mutating func copyNumber() throws(SyntaxError) -> Bool {
    let start = window.cursor
    let end = TurtleTokens.numberEnd(start)
    // A number's last dot or `e` is settled by what follows it, so one that reaches the window's end
    // is cut.
    if window.isCut(at: end ?? start) { return false }
    guard let end else {
      throw window.malformed(at: start, "unexpected \(Character(UnicodeScalar(start[0])))")
    }
    if end - start > limits.tokenBytes { throw window.tooLong(at: start) }
    try enterStatement()
    output.append(start, count: end - start)
    window.cursor = end
    return true
  }

  // MARK: Words

  mutating func copyWord() throws(SyntaxError) -> Bool {
    guard let word = try word(at: window.cursor) else { return false }
    if word.colon == nil {
      try checkBareWord(word)
      output.append(word.start, count: word.end - word.start)
    } else if case .prefixName(let isSPARQL) = place {
      try takePrefixName(word, isSPARQL: isSPARQL)
      output.append(word.start, count: word.end - word.start)
    } else {
      try checkPrefix(word)
      if try enterTerm() {
        appendObject(term(from: word.start, to: word.end, .name, hasEscapes: word.hasEscapes))
      } else {
        appendName(word)
      }
    }
    window.cursor = word.end
    return true
  }

  /// Writes a prefixed name as an IRI with a mark in front.
  @inline(__always)
  private mutating func appendName(_ word: TurtleWord) {
    output.append("<\u{7F}")
    if word.hasEscapes {
      var position = word.start
      while position < word.end {
        // No character that may be escaped is one that an IRI may not contain.
        if position[0] == UInt8(ascii: "\\") { position += 1 }
        output.append(position[0])
        position += 1
      }
    } else {
      output.append(word.start, count: word.end - word.start)
    }
    output.append(UInt8(ascii: ">"))
  }

  /// The word at `start`, or nil where the window cuts it.
  @inline(__always)
  private func word(at start: UnsafePointer<UInt8>) throws(SyntaxError) -> TurtleWord? {
    switch TurtleTokens.word(start, limit: window.limit) {
    case .found(let word):
      if window.isCut(at: word.end) { return nil }
      if word.end - start > limits.tokenBytes { throw window.tooLong(at: start) }
      return word
    case .wrong(let position, let message):
      if window.isCut(at: position) { return nil }
      throw message == "unexpected character"
        ? window.malformed(at: position, window.describeByte(at: position))
        : window.malformed(at: position, message)
    }
  }

  @inline(__always)
  private mutating func checkPrefix(_ word: TurtleWord) throws(SyntaxError) {
    guard let colon = word.colon else { throw noName(word) }
    let count = colon - word.start
    guard prefixes.namespace(word.start, count: count) == nil else { return }
    let name = String(
      decoding: UnsafeBufferPointer(start: word.start, count: count), as: UTF8.self)
    throw window.malformed(
      at: word.start, "undefined prefix \"\(name)\"", hint: "add @prefix \(name): <...> .")
  }

  private mutating func takePrefixName(
    _ word: TurtleWord, isSPARQL: Bool
  ) throws(SyntaxError) {
    guard let colon = word.colon, word.end == colon + 1 else {
      throw window.malformed(at: word.start, "expected a prefix that ends in its colon, like ex:")
    }
    newPrefix = Array(UnsafeBufferPointer(start: word.start, count: colon - word.start))
    place = .prefixIRI(isSPARQL: isSPARQL)
  }

  private mutating func checkBareWord(_ word: TurtleWord) throws(SyntaxError) {
    guard case .statementStart = place else {
      guard word.isExactly("a") || word.isExactly("true") || word.isExactly("false") else {
        throw noName(word)
      }
      _ = try enterTerm()
      return
    }
    if word.isKeyword("GRAPH"), hasGraphs, !isInGraph {
      place = .inside
    } else if word.isKeyword("PREFIX") {
      try refuseDirectiveInGraph()
      place = .prefixName(isSPARQL: true)
    } else if word.isKeyword("BASE") {
      try refuseDirectiveInGraph()
      place = .baseIRI(isSPARQL: true)
    } else {
      throw noName(word)
    }
  }

  mutating func copyAtDirective() throws(SyntaxError) -> Bool {
    let start = window.cursor
    var end = start + 1
    // The look ahead holds the longer of the two words and a letter more.
    while end - start < 10, ASCIISet.nameCharacters.contains(end[0]) { end += 1 }
    let word = TurtleWord(start: start + 1, colon: nil, end: end)
    guard case .statementStart = place, word.isExactly("prefix") || word.isExactly("base") else {
      throw window.malformed(at: start, "unexpected @")
    }
    try refuseDirectiveInGraph()
    place = word.isExactly("prefix") ? .prefixName(isSPARQL: false) : .baseIRI(isSPARQL: false)
    output.append(start, count: end - start)
    window.cursor = end
    return true
  }

  private func refuseDirectiveInGraph() throws(SyntaxError) {
    guard isInGraph else { return }
    throw window.malformed(at: window.cursor, "a directive cannot stand inside a graph block")
  }

  private func noName(_ word: TurtleWord) -> SyntaxError {
    let count = min(word.end - word.start, 40)
    let text = String(
      decoding: UnsafeBufferPointer(start: word.start, count: count), as: UTF8.self)
    return window.malformed(at: word.start, "unexpected word \"\(text)\"")
  }
}
