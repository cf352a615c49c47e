// Ids back to terms, as bytes, for dumps and matches.
//
//     id ─┬─ inline ──────► lexical form printed into the position's own bytes
//         ├─ dictionary ──► page (cached) ──► key bytes taken apart, nothing copied
//         └─ not committed ► key bytes of the transaction's own terms
//
// A quad's four terms are alive at the same time, so each position (subject, predicate, object, graph)
// keeps what its last term points into: the page, which the cache may have dropped by then, or the
// printed form. A position that meets the id it met last gives the same answer at no cost, which is the
// usual case for subjects, graphs and, in a predicate's order, predicates.
//
// Blank nodes are shown as `b` and their sequence number: unique in the store, the same at every
// reading, a valid label in every syntax. Their documents' labels would not be: two documents may both
// have an `_:x`.
//
// The decoder's fields do without run-time exclusivity checks, which would cost a tenth of a dump: it is
// of one thread, and no call of it is made from inside another.
//
// Cost: some 15 ns a term whose page is cached, 1 to 3 µs for one whose page is not.

/// A term as bytes that its decoder owns.
package struct DecodedTerm {
  /// What a term is by its syntax.
  package enum Form: UInt32, Sendable {
    case iri = 1
    case blankNode, plainLiteral, languageLiteral, typedLiteral
  }

  package typealias Bytes = UnsafeBufferPointer<UInt8>

  package var form: Form
  /// The IRI, the blank node's label or the lexical form.
  package var value: Bytes
  /// The language tag or the datatype's IRI; empty for the other forms.
  package var annotation: Bytes

  init(_ form: Form, _ value: Bytes, annotation: Bytes = Bytes(start: nil, count: 0)) {
    self.form = form
    self.value = value
    self.annotation = annotation
  }
}

/// Decodes terms under one view; one thread.
package final class TermDecoder {
  /// What a position's last term points into.
  private struct Position {
    /// The id; 0, which is no term, before the first.
    var id: UInt64 = 0
    var term = DecodedTerm(.iri, DecodedTerm.Bytes(start: nil, count: 0))
    var page: DecodedPage?
  }

  /// Positions of a quad, whose terms are alive together: subject, predicate, object, graph.
  package static let quadPositions = 4
  /// Longest printed form: a dateTime to the millisecond with zone has 29 bytes.
  private static let printedBytes = 48

  private let pages: DecodedPages
  private let newTerms: OverlayTerms?
  /// How many terms can be alive together.
  package let positionCount: Int
  /// `positionCount` of them.
  private let positions: UnsafeMutablePointer<Position>
  /// Printed forms, `printedBytes` a position.
  private let printed: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var text: [UInt8] = []

  init(
    _ database: Database, snapshot: DatabaseSnapshot, shared: SharedPages? = nil,
    newTerms: OverlayTerms? = nil, positions count: Int = TermDecoder.quadPositions
  ) {
    pages = DecodedPages(database, snapshot: snapshot, shared: shared)
    self.newTerms = newTerms
    positionCount = count
    positions = .allocate(capacity: count)
    positions.initialize(repeating: Position(), count: count)
    printed = .allocate(capacity: count * Self.printedBytes)
  }

  deinit {
    positions.deinitialize(count: positionCount)
    positions.deallocate()
    printed.deallocate()
  }

  /// The term of an id; its bytes are valid until the next call for the same position.
  ///
  /// - Throws: ``StorageError/corrupted(detail:)`` where the id is of no term of the view.
  @inline(__always)
  package func term(_ id: TermID, at position: Int) throws(StorageError) -> DecodedTerm {
    precondition(position >= 0 && position < positionCount, "a position that the decoder has")
    if positions[position].id == id.rawValue { return positions[position].term }
    return try decode(id, at: position)
  }

  private func decode(_ id: TermID, at position: Int) throws(StorageError) -> DecodedTerm {
    // Emptied first, so that a failure leaves no answer behind.
    positions[position].id = 0
    let term: DecodedTerm
    switch id.kind {
    case .reserved, .unused, .tripleTerm:
      throw .corrupted(detail: "the id \(id.rawValue) is of no term")
    case .blankNode: term = DecodedTerm(.blankNode, printLabel(id, at: position))
    case .iri, .string, .languageString, .otherLiteral, .numericLiteral, .temporalLiteral:
      term = try stored(id, at: position)
    case .integer: term = inline(id, code: DatatypeCode.integer, at: position)
    case .decimal: term = inline(id, code: DatatypeCode.decimal, at: position)
    case .date: term = inline(id, code: DatatypeCode.date, at: position)
    case .dateTime: term = inline(id, code: DatatypeCode.dateTime, at: position)
    case .boolean: term = inline(id, code: DatatypeCode.boolean, at: position)
    case .shortString: term = DecodedTerm(.plainLiteral, printInline(id, at: position))
    }
    positions[position].id = id.rawValue
    positions[position].term = term
    return term
  }

  private func stored(_ id: TermID, at position: Int) throws(StorageError) -> DecodedTerm {
    if let page = positions[position].page, page.first <= id.rawValue, id.rawValue <= page.last {
      return try term(id, of: page)
    }
    if id.isProvisional {
      guard let bytes = newTerms?.key(of: id) else {
        throw .corrupted(detail: "the id \(id.rawValue) is of another transaction")
      }
      return try term(id, bytes)
    }
    guard let page = try pages.page(of: id.rawValue) else {
      throw .corrupted(detail: "the dictionary has no term of the id \(id.rawValue)")
    }
    positions[position].page = page
    return try term(id, of: page)
  }

  @inline(__always)
  private func term(_ id: TermID, of page: DecodedPage) throws(StorageError) -> DecodedTerm {
    try term(id, page.term(id.rawValue))
  }

  @inline(__always)
  private func term(_ id: TermID, _ bytes: DecodedTerm.Bytes) throws(StorageError) -> DecodedTerm {
    if id.kind == .iri { return DecodedTerm(.iri, bytes) }
    guard let key = TermKey(kind: id.kind, bytes) else {
      throw .corrupted(detail: "the term of the id \(id.rawValue) can't be read")
    }
    switch key {
    case .iri(let iri): return DecodedTerm(.iri, iri)
    case .string(let text): return DecodedTerm(.plainLiteral, text)
    case .languageString(let tag, let text):
      return DecodedTerm(.languageLiteral, text, annotation: tag)
    case .typed(let code, let datatype, let lexical):
      if code == DatatypeCode.spelledOut {
        return DecodedTerm(.typedLiteral, lexical, annotation: datatype)
      }
      guard let iri = DatatypeTexts.shared.iri(of: code) else {
        throw .corrupted(detail: "the term of the id \(id.rawValue) has an unknown datatype")
      }
      return DecodedTerm(.typedLiteral, lexical, annotation: iri)
    case .blankNode:
      throw .corrupted(detail: "the term of the id \(id.rawValue) is of another kind")
    }
  }

  // MARK: printed forms

  private func inline(_ id: TermID, code: UInt8, at position: Int) -> DecodedTerm {
    guard let datatype = DatatypeTexts.shared.iri(of: code) else {
      preconditionFailure("the datatype code \(code) is one of the table's")
    }
    return DecodedTerm(.typedLiteral, printInline(id, at: position), annotation: datatype)
  }

  private func printInline(_ id: TermID, at position: Int) -> DecodedTerm.Bytes {
    text.removeAll(keepingCapacity: true)
    InlineValue.appendLexicalForm(of: id, to: &text)
    return keepText(at: position)
  }

  private func printLabel(_ id: TermID, at position: Int) -> DecodedTerm.Bytes {
    text.removeAll(keepingCapacity: true)
    BlankNodeLabel.append(of: id, to: &text)
    return keepText(at: position)
  }

  private func keepText(at position: Int) -> DecodedTerm.Bytes {
    precondition(text.count <= Self.printedBytes, "a printed form is longer than its room")
    let room = printed + position * Self.printedBytes
    for index in 0..<text.count { room[index] = text[index] }
    return DecodedTerm.Bytes(start: room, count: text.count)
  }
}

/// The labels by which blank nodes are shown: `b` and the sequence number.
package enum BlankNodeLabel {
  /// Appends the label of a blank node's id.
  package static func append(of id: TermID, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "b"))
    let start = out.count
    var rest = id.payload
    repeat {
      out.append(48 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    out[start...].reverse()
  }

  /// The id that a label shows, or nil for any other label.
  package static func id(of label: String) -> TermID? {
    let digits = label.utf8.dropFirst()
    // 18 digits stay below 2^60.
    guard label.utf8.first == UInt8(ascii: "b"), (1...18).contains(digits.count),
      digits.first != UInt8(ascii: "0"), digits.allSatisfy({ $0 >= 48 && $0 <= 57 })
    else { return nil }
    return TermID(kind: .blankNode, payload: digits.reduce(0) { $0 * 10 + UInt64($1 - 48) })
  }
}

/// The IRIs of the datatypes that have a code, as bytes that stay for the process's life.
struct DatatypeTexts: @unchecked Sendable {
  // Unchecked: written once, before `shared` is seen by anyone, and only read from then on.
  static let shared = DatatypeTexts()

  private let iris: [DecodedTerm.Bytes]

  private init() {
    iris = DatatypeCode.xsdNames.indices.map { index in
      let text = DatatypeCode.iri(of: UInt8(index + 1)) ?? ""
      let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
      _ = bytes.initialize(fromContentsOf: text.utf8)
      return DecodedTerm.Bytes(bytes)
    }
  }

  /// The IRI of a code from 1 on, or nil where no such code is known.
  func iri(of code: UInt8) -> DecodedTerm.Bytes? {
    code >= 1 && Int(code) <= iris.count ? iris[Int(code) - 1] : nil
  }
}
