// The seam between lexical forms and values.
//
// Each type reads its lexical form from UTF-8 bytes in one pass, without allocating where the value
// itself needs no memory, and learns on the way whether the form was the canonical one. Only the
// lexical space is accepted, without surrounding white space: RDF has no white space processing.

/// A value of an XML Schema datatype that is read from, and written to, a lexical form.
public protocol XSDLexicalValue: Hashable, Sendable {
  /// The value that `bytes` stand for, or nil where they are not in the lexical space.
  ///
  /// Sets `isCanonical` to whether they are the value's canonical form, byte for byte; it is not
  /// meaningful where the result is nil.
  static func parse(_ bytes: Span<UInt8>, isCanonical: inout Bool) -> Self?

  /// Appends the canonical form of XML Schema 1.1 to `output`.
  func appendCanonicalForm(to output: inout [UInt8])
}

extension XSDLexicalValue {
  /// The value of the lexical form in `bytes`, or nil where there is none.
  @inlinable
  public init?(utf8 bytes: Span<UInt8>) {
    var isCanonical = false
    guard let value = Self.parse(bytes, isCanonical: &isCanonical) else { return nil }
    self = value
  }

  /// The value of the lexical form in `bytes`, or nil where there is none.
  @inlinable
  public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) { self.init(utf8: bytes.span) }

  /// The value of `lexicalForm`, or nil where there is none.
  public init?(_ lexicalForm: String) {
    guard let value = lexicalForm.withUTF8Span({ Self(utf8: $0) }) else { return nil }
    self = value
  }

  /// The value of `bytes` where they are its canonical form, else nil.
  ///
  /// So the value alone brings back the same bytes: what a store may keep inside an id.
  @inlinable
  public init?(canonicalUTF8 bytes: Span<UInt8>) {
    var isCanonical = false
    guard let value = Self.parse(bytes, isCanonical: &isCanonical), isCanonical else { return nil }
    self = value
  }

  /// The value of `bytes` where they are its canonical form, else nil.
  @inlinable
  public init?(canonicalUTF8 bytes: UnsafeBufferPointer<UInt8>) {
    self.init(canonicalUTF8: bytes.span)
  }

  /// The canonical lexical form of XML Schema 1.1.
  public var canonicalForm: String {
    var output: [UInt8] = []
    appendCanonicalForm(to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}

/// How two values of comparable types stand to each other.
public enum XSDOrder: Hashable, Sendable {
  /// The first is less.
  case less
  /// They are equal.
  case equal
  /// The first is greater.
  case greater
  /// One is NaN: neither less, nor equal, nor greater. Not an error, unlike incomparable values.
  case unordered

  /// The order of two comparable values.
  @inline(__always)
  init<Value: Comparable>(_ left: Value, _ right: Value) {
    self = left < right ? .less : left == right ? .equal : .greater
  }

  /// The order with the two values swapped.
  public var reversed: XSDOrder {
    switch self {
    case .less: .greater
    case .greater: .less
    case .equal, .unordered: self
    }
  }
}
