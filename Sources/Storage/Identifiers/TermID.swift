import RDF

// A term as 64 bits: what every index, join and aggregate works on.
//
//      63    60 59                                                     0
//     ┌────────┬────────────────────────────────────────────────────────┐
//     │  kind  │  sequence number (dictionary kinds) or value (inline)  │
//     └────────┴────────────────────────────────────────────────────────┘
//
// Only canonical lexical forms are inlined, so that an id gives back its lexical form exactly; every
// other form goes to the dictionary. Inline payloads sort as their values do. A dictionary literal
// that has a number or a point in time for a value has a kind of its own, so that a range filter is a
// range of inline ids plus that one kind checked by value.

/// The upper four bits of a ``TermID``.
public enum TermKind: UInt8, CaseIterable, Sendable {
  /// Not a term: the default graph and other reserved graphs.
  case reserved = 0
  /// An IRI in the dictionary.
  case iri = 1
  /// A blank node in the dictionary, as scope and label.
  case blankNode = 2
  /// An `xsd:string` in the dictionary.
  case string = 3
  /// A language-tagged string in the dictionary.
  case languageString = 4
  /// A literal of any other datatype in the dictionary.
  case otherLiteral = 5
  /// A dictionary literal of a numeric datatype.
  case numericLiteral = 6
  /// A dictionary literal of a date or time datatype.
  case temporalLiteral = 7
  /// An inline `xsd:integer` of -2^59 to 2^59 - 1.
  case integer = 8
  /// An inline `xsd:decimal` with one to six fraction digits.
  case decimal = 9
  /// An inline `xsd:date` of the years 0001 to 9999.
  case date = 10
  /// An inline `xsd:dateTime` of the years 0001 to 9999, to the millisecond.
  case dateTime = 11
  /// An inline `xsd:boolean`.
  case boolean = 12
  /// An inline `xsd:string` of at most seven bytes.
  case shortString = 13
  /// Unused; room for one more inline kind.
  case unused = 14
  /// Kept free for triple terms.
  case tripleTerm = 15

  /// Whether terms of the kind stand in the dictionary.
  public var isInDictionary: Bool { rawValue >= 1 && rawValue <= 7 }
}

/// A term's 64-bit identifier, unique in its store.
public struct TermID: RawRepresentable, Hashable, Comparable, Sendable {
  /// The bits.
  public var rawValue: UInt64

  /// Makes an id of its bits.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Makes an id of a kind and 60 bits.
  @inlinable public init(kind: TermKind, payload: UInt64) {
    rawValue = UInt64(kind.rawValue) << 60 | (payload & Self.payloadMask)
  }

  /// The kind.
  @inlinable public var kind: TermKind {
    // Four bits and sixteen cases: every value has one.
    TermKind(rawValue: UInt8(truncatingIfNeeded: rawValue >> 60)).unsafelyUnwrapped
  }

  /// Sequence number or inline value.
  @inlinable public var payload: UInt64 { rawValue & Self.payloadMask }

  /// The lower 60 bits.
  public static let payloadMask: UInt64 = (1 << 60) - 1

  /// The graph of quads that stand in no named graph.
  public static let defaultGraph = TermID(rawValue: 0)

  /// The reserved graph of derived facts; it has no IRI.
  public static let derivedGraph = TermID(rawValue: 1)

  /// Ids order by kind, then by sequence number or value.
  @inlinable public static func < (a: TermID, b: TermID) -> Bool { a.rawValue < b.rawValue }
}
