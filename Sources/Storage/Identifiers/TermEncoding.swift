import RDF

// A term as the store knows it: an inline id, or a kind and the key bytes of the dictionary.
//
// The rules are those of the load's encoder, which does the same on the bytes of a whole chunk: a
// canonical form that fits is inlined, everything else goes to the dictionary. A blank node given by
// the label it is shown by names a node that is there already.

/// What a term is on disk.
package enum TermEncoding: Hashable, Sendable {
  /// The id holds the value.
  case inline(TermID)
  /// The dictionary holds the term under these bytes (see ``TermKey``).
  case stored(kind: TermKind, key: [UInt8])
  /// A blank node of the store by its shown label; nil where the label shows none.
  case blankNode(TermID?)

  /// Encodes a term.
  package init(_ term: Term) {
    switch term {
    case .iri(let iri): self = .stored(kind: .iri, key: Array(iri.string.utf8))
    case .blankNode(let node): self = .blankNode(BlankNodeLabel.id(of: node.label))
    case .literal(let literal): self = Self.encode(literal)
    }
  }

  private static func encode(_ literal: Literal) -> TermEncoding {
    let lexical = Array(literal.lexicalForm.utf8)
    if let language = literal.language {
      let tag = Array(language.utf8)
      return .stored(kind: .languageString, key: lengthPrefixed(tag) + lexical)
    }
    if literal.datatype == XSD.string {
      if let id = lexical.withUnsafeBufferPointer(InlineValue.shortString) { return .inline(id) }
      return .stored(kind: .string, key: lexical)
    }
    let datatype = Array(literal.datatype.string.utf8)
    let code = datatype.withUnsafeBufferPointer { DatatypeCode.code(of: $0) }
    if let id = lexical.withUnsafeBufferPointer({ InlineValue.id(code: code, $0) }) {
      return .inline(id)
    }
    let kind = DatatypeCode.kind(of: code)
    let prefix = code == DatatypeCode.spelledOut ? lengthPrefixed(datatype) : []
    return .stored(kind: kind, key: [code] + prefix + lexical)
  }

  /// The varint length of `bytes`, then the bytes.
  private static func lengthPrefixed(_ bytes: [UInt8]) -> [UInt8] {
    var record = RecordWriter()
    record.put(bytes)
    return record.bytes
  }
}

extension InlineValue {
  /// The inline id of a literal of a coded datatype, or nil where it goes to the dictionary.
  package static func id(code: UInt8, _ lexical: Bytes) -> TermID? {
    switch code {
    case DatatypeCode.integer: integer(lexical)
    case DatatypeCode.decimal: decimal(lexical)
    case DatatypeCode.date: date(lexical)
    case DatatypeCode.dateTime: dateTime(lexical)
    case DatatypeCode.boolean: boolean(lexical)
    default: nil
    }
  }
}
