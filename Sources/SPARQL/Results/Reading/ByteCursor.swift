// A place in a document that is held in memory: what all readers of results step through.
//
// The whole document is checked to be UTF-8 first, so every stretch between ASCII bytes is text. Lines and
// columns are counted only when an error needs them.

import RDF
import RDFSyntax

/// Steps through the bytes of a document.
struct ByteCursor {
  let bytes: [UInt8]
  let file: String
  let limits: ResultsLimits
  /// Offset of the next byte.
  var place = 0

  /// Starts at the front of `bytes`, behind a byte order mark.
  init(_ bytes: [UInt8], file: String, limits: ResultsLimits) throws(SyntaxError) {
    self.bytes = bytes
    self.file = file
    self.limits = limits
    guard bytes.count <= limits.documentBytes else { throw limits.tooLong(file) }
    do throws(UTF8.ValidationError) { _ = try UTF8Span(validating: bytes.span) } catch {
      throw self.error("the bytes are not UTF-8", at: error.byteOffsets.lowerBound)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  /// Whether all bytes are passed.
  var isAtEnd: Bool { place == bytes.count }

  /// The next byte, or nil at the end.
  var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  /// The byte `offset` behind the next one, or nil beyond the end.
  func byte(ahead offset: Int) -> UInt8? {
    place + offset < bytes.count ? bytes[place + offset] : nil
  }

  /// Steps over `byte` where it is the next one, and tells whether it was.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  /// Steps over `text` where it is next, and tells whether it was.
  mutating func skip(_ text: StaticString) -> Bool {
    let found = text.withUTF8Buffer { bytes[place...].starts(with: $0) }
    if found { place += text.utf8CodeUnitCount }
    return found
  }

  /// Steps over space, tab, CR and LF.
  mutating func skipSpace() {
    while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }

  /// The text of a stretch.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The next character as errors show it.
  var found: String {
    guard let next else { return "the document ends" }
    if next < 0x21 || next == 0x7F { return "found byte \(next)" }
    let rest = String(decoding: bytes[place..<min(place + 4, bytes.count)], as: UTF8.self)
    return "found \"\(rest.unicodeScalars.first.map { String($0) } ?? "")\""
  }
}

// Errors.
extension ByteCursor {
  /// The error that something else than `what` stands here.
  func expected(_ what: String) -> SyntaxError { error("expected \(what), \(found)") }

  /// A malformed document, here or at an offset.
  func error(_ message: String, at offset: Int? = nil, hint: String? = nil) -> SyntaxError {
    .malformed(file: file, at: position(of: offset ?? place), message: message, hint: hint)
  }

  /// A limit that was passed here or at an offset.
  func exceeded(_ limit: String, allowed: Int, at offset: Int? = nil) -> SyntaxError {
    .limitExceeded(file: file, at: position(of: offset ?? place), limit: limit, allowed: allowed)
  }

  /// Throws where a token from `start` to here is too long.
  func checkToken(from start: Int) throws(SyntaxError) {
    guard place - start <= limits.tokenBytes else {
      throw exceeded("the length of a term in bytes", allowed: limits.tokenBytes, at: start)
    }
  }

  private func position(of offset: Int) -> SourcePosition {
    var counter = LineCounter()
    bytes.withUnsafeBufferPointer {
      counter.advance(over: UnsafeBufferPointer(rebasing: $0[..<min(offset, $0.count)]))
    }
    return counter.position
  }
}

// Terms, checked.
extension ByteCursor {
  /// The IRI `text`, which began at `start`.
  func iri(_ text: String, at start: Int) throws(SyntaxError) -> IRI {
    do throws(IRIProblem) { return try IRI(checking: text) } catch {
      throw self.error(error.description, at: start)
    }
  }

  /// The blank node `label`, which began at `start`.
  func blankNode(_ label: String, at start: Int) throws(SyntaxError) -> Term {
    if label.isEmpty { throw error("a blank node has no label", at: start) }
    return .blankNode(BlankNode(label))
  }

  /// The literal of `form`, which began at `start`, with its tag or datatype.
  func literal(
    _ form: String, language: String?, datatype: String?, at start: Int
  ) throws(SyntaxError) -> Term {
    if let language {
      guard LanguageTag.isWellFormed(language) else {
        throw error("\"\(language)\" is no language tag", at: start)
      }
      // Some servers name the datatype too that a tag implies.
      guard datatype == nil || datatype == RDFVocabulary.langString.string else {
        throw error("a literal has a language or a datatype, not both", at: start)
      }
      return .literal(Literal(form, language: language))
    }
    guard let datatype else { return .literal(Literal(form)) }
    let iri = try iri(datatype, at: start)
    if iri == RDFVocabulary.langString {
      throw error("a literal of rdf:langString has no language", at: start)
    }
    return .literal(Literal(form, datatype: iri))
  }
}
