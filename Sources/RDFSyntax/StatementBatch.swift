// A batch of parsed statements as plain bytes.
//
//     bytes       http://ex/aliceAlice  http://ex/name ...        one arena, reused batch after batch
//     terms       [offset, length, kind, annotation] ...          each names a stretch of the arena
//     statements  [subject, predicate, object, graph] ...         each names four terms
//
// Neighbouring statements share terms: a repeated subject or predicate is one entry of `terms`. The
// batch is what the parse stage hands to the encode stage, so nothing here allocates per statement.

/// What kind of term a ``TermSpan`` is, by its syntax.
public enum TermSyntaxKind: UInt32, Sendable {
  /// An absolute IRI.
  case iri = 1
  /// A blank node; the bytes are its label.
  case blankNode = 2
  /// A literal without datatype or language (`xsd:string`).
  case plainLiteral = 3
  /// A literal with a language; the annotation is the tag.
  case languageLiteral = 4
  /// A literal with a datatype other than `xsd:string`; the annotation is the datatype's IRI.
  case typedLiteral = 5
}

/// A term as a stretch of a batch's arena.
public struct TermSpan: Sendable {
  /// Where the IRI, the label or the lexical form starts.
  public var offset: UInt32
  /// Its length in bytes.
  public var length: UInt32
  /// Raw value of ``TermSyntaxKind``.
  public var kind: UInt32
  /// Where the language tag or the datatype's IRI starts.
  public var annotationOffset: UInt32
  /// Its length in bytes; 0 for the kinds without.
  public var annotationLength: UInt32
}

/// A statement as indices of a batch's terms.
public struct StatementSpan: Sendable {
  /// Index of the subject.
  public var subject: UInt32
  /// Index of the predicate.
  public var predicate: UInt32
  /// Index of the object.
  public var object: UInt32
  /// Index of the graph, or ``StatementSpan/defaultGraph``.
  public var graph: UInt32

  /// The `graph` of a statement that stands in no named graph.
  public static let defaultGraph = UInt32.max
}

/// Statements of one piece of a document, in document order.
///
/// Owned by one thread at a time and handed on whole; that is what makes the unchecked conformance true.
/// For the same reason its fields do without run-time exclusivity checks, which would cost more than the
/// copying. Memory: the arena, 20 bytes a term and 16 bytes a statement; `removeAll` keeps the memory for reuse.
public final class StatementBatch: @unchecked Sendable {
  /// The arena; valid for `byteCount` bytes until the next mutation.
  @exclusivity(unchecked) public private(set) var bytes: UnsafeMutablePointer<UInt8>
  /// Bytes of the arena in use.
  @exclusivity(unchecked) public private(set) var byteCount = 0
  /// The terms; valid for `termCount` entries until the next mutation.
  @exclusivity(unchecked) public private(set) var terms: UnsafeMutablePointer<TermSpan>
  /// Number of terms.
  @exclusivity(unchecked) public private(set) var termCount = 0
  /// The statements; valid for `statementCount` entries until the next mutation.
  @exclusivity(unchecked) public private(set) var statements: UnsafeMutablePointer<StatementSpan>
  /// Number of statements.
  @exclusivity(unchecked) public private(set) var statementCount = 0

  @exclusivity(unchecked) private var byteCapacity: Int
  @exclusivity(unchecked) private var termCapacity: Int
  @exclusivity(unchecked) private var statementCapacity: Int

  /// Makes an empty batch with room for about `expectedStatements`.
  public init(expectedStatements: Int = 16_384) {
    byteCapacity = expectedStatements * 128
    termCapacity = expectedStatements * 2
    statementCapacity = expectedStatements
    bytes = .allocate(capacity: byteCapacity)
    terms = .allocate(capacity: termCapacity)
    statements = .allocate(capacity: statementCapacity)
  }

  deinit {
    bytes.deallocate()
    terms.deallocate()
    statements.deallocate()
  }

  /// Bytes of memory held, used or not.
  public var footprintBytes: Int {
    byteCapacity + termCapacity * MemoryLayout<TermSpan>.stride
      + statementCapacity * MemoryLayout<StatementSpan>.stride
  }

  /// Forgets all statements and keeps the memory.
  public func removeAll() {
    byteCount = 0
    termCount = 0
    statementCount = 0
  }

  /// Copies `count` bytes from `source` to the end of the arena and returns where they start.
  ///
  /// The arena of a batch is below 4 GiB, because a statement is bounded by
  /// ``SyntaxLimits/statementBytes`` and a batch is handed on long before.
  package func appendBytes(_ source: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    let start = byteCount
    precondition(start + count < Int(UInt32.max), "a statement batch outgrew 4 GiB")
    if start + count > byteCapacity { growBytes(toHold: start + count) }
    (bytes + start).update(from: source, count: count)
    byteCount = start + count
    return UInt32(truncatingIfNeeded: start)
  }

  /// Adds a term and returns its index.
  package func appendTerm(_ term: TermSpan) -> UInt32 {
    if termCount == termCapacity {
      terms = Self.grown(terms, count: termCount, to: termCapacity * 2)
      termCapacity *= 2
    }
    terms[termCount] = term
    termCount += 1
    return UInt32(truncatingIfNeeded: termCount - 1)
  }

  /// Adds a statement.
  package func appendStatement(_ statement: StatementSpan) {
    if statementCount == statementCapacity {
      statements = Self.grown(statements, count: statementCount, to: statementCapacity * 2)
      statementCapacity *= 2
    }
    statements[statementCount] = statement
    statementCount += 1
  }

  /// Makes room for `count` bytes at the end of the arena and returns where they are to be written;
  /// they count once ``commitBytes(_:)`` says how many were.
  package func reserveBytes(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    let needed = byteCount + count
    precondition(needed < Int(UInt32.max), "a statement batch outgrew 4 GiB")
    if needed > byteCapacity { growBytes(toHold: needed) }
    return bytes + byteCount
  }

  /// Counts `count` bytes that were written behind the end of the arena.
  package func commitBytes(_ count: Int) {
    precondition(byteCount + count <= byteCapacity, "more bytes written than were reserved")
    byteCount += count
  }

  /// Drops the bytes of the arena from `count` on; no term may name them.
  package func truncateBytes(to count: Int) {
    precondition(count <= byteCount, "an arena can only be cut back")
    byteCount = count
  }

  /// Drops the statements from `count` on; their terms and bytes stay until `removeAll`.
  package func truncateStatements(to count: Int) {
    precondition(count <= statementCount, "a batch can only be cut back")
    statementCount = count
  }

  private func growBytes(toHold needed: Int) {
    let capacity = max(byteCapacity * 2, needed)
    bytes = Self.grown(bytes, count: byteCount, to: capacity)
    byteCapacity = capacity
  }

  private static func grown<T>(
    _ old: UnsafeMutablePointer<T>, count: Int, to capacity: Int
  ) -> UnsafeMutablePointer<T> {
    let new = UnsafeMutablePointer<T>.allocate(capacity: capacity)
    new.moveInitialize(from: old, count: count)
    old.deallocate()
    return new
  }
}
