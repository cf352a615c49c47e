// From literals to values and back.

extension Literal {
  /// What the literal stands for, or nil where that is not known.
  ///
  /// Nil is for a datatype that is not one of ``XSDDatatype``, text with a language among them, and
  /// for a lexical form that is not one of the datatype's.
  public var value: XSDValue? {
    XSDDatatype(datatype).flatMap { XSDValue(lexicalForm, datatype: $0) }
  }

  /// Whether the datatype is known and the lexical form is not one of its.
  public var isIllTyped: Bool { XSDDatatype(datatype) != nil && value == nil }

  /// Makes the literal of `value` in its canonical form.
  public init(_ value: XSDValue) {
    self.init(value.canonicalForm, datatype: value.datatype.iri)
  }

  /// Makes an `xsd:integer`.
  public init(_ value: Int) { self.init(String(value), datatype: XSD.integer) }

  /// Makes an `xsd:boolean`.
  public init(_ value: Bool) { self.init(value ? "true" : "false", datatype: XSD.boolean) }

  /// Makes an `xsd:double` in its canonical form.
  public init(_ value: Double) {
    self.init(XSDFloatingPoint.canonicalForm(value), datatype: XSD.double)
  }

  /// Makes an `xsd:float` in its canonical form.
  public init(_ value: Float) {
    self.init(XSDFloatingPoint.canonicalForm(value), datatype: XSD.float)
  }

  /// Makes an `xsd:decimal` of a text that is kept as it is, or nil where it is not one.
  public init?(decimal text: String) {
    guard XSDDecimal(text) != nil else { return nil }
    self.init(text, datatype: XSD.decimal)
  }
}
