/// An object that Serd is not shown: it reads `<>` or `""` in its place, and the sink the document.
///
/// Serd hands an object on as soon as it has read it, so the term's bytes are in the batch at hand then.
/// It may keep subjects and predicates for as long as a statement goes on; those it is shown.
struct ObjectTerm {
  /// How the term is written.
  enum Form: UInt8 {
    /// An IRI; the bytes between its brackets.
    case iri
    /// A prefixed name.
    case name
    /// A blank node; its label.
    case label
    /// A string; the bytes between its quotes.
    case string
    /// The language tag of the string before it, without the `@`.
    case tag
  }

  /// Where the bytes start in the document.
  var offset: Int
  /// Number of bytes.
  var count: Int
  var form: Form
  /// Whether escapes are among the bytes.
  var hasEscapes: Bool
  /// Whether the language tag or the datatype of this string follows as a term of its own.
  var isAnnotated = false
}

/// The objects of one batch as they come, in order.
///
/// Unsafe: points into the batch, which the session holds while Serd reads it.
struct ObjectQueue {
  private var next: UnsafePointer<ObjectTerm>?
  private var end: UnsafePointer<ObjectTerm>?
  private var document: UnsafePointer<UInt8>?
  private var documentOffset = 0
  private var documentBytes = 0

  /// Makes a queue of no objects.
  init() {}

  /// Makes a queue of the objects in `batch`.
  init(_ batch: TokenBatch) {
    let first = UnsafePointer(batch.tokens.objects.start)
    next = first
    end = first + batch.tokens.objects.count
    document = batch.document.start
    documentOffset = batch.document.startOffset
    documentBytes = batch.document.count
  }

  /// Whether all objects were taken.
  var isEmpty: Bool { next == end }

  /// Takes the next object and its bytes; nil where there is none.
  @inline(__always)
  mutating func take() -> (term: ObjectTerm, text: UnsafePointer<UInt8>)? {
    guard let next, next != end, let document else { return nil }
    self.next = next + 1
    let term = next.pointee
    let start = term.offset - documentOffset
    precondition(start >= 0 && start + term.count <= documentBytes, "a term outside of its batch")
    return (term, document + start)
  }
}
