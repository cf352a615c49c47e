import Testing

@testable import RDF

@Suite("Lexical forms of XML Schema datatypes")
struct LexicalFormTests {
  @Test("valid forms have their canonical form", arguments: valid)
  func validForms(datatype: XSDDatatype, forms: [(String, String)]) {
    for (form, canonical) in forms {
      let value = Literal(form, datatype: datatype.iri).value
      #expect(value?.canonicalForm == canonical, "\(datatype) \(form)")
      // The canonical form is its own, and stands for the same value.
      let again = XSDValue(canonical, datatype: datatype)
      #expect(again?.canonicalForm == canonical, "\(datatype) \(canonical)")
      if form != "NaN" { #expect(again == value, "\(datatype) \(form)") }
    }
  }

  @Test("forms outside the lexical space have no value", arguments: invalid)
  func invalidForms(datatype: XSDDatatype, forms: [String]) {
    for form in forms {
      let literal = Literal(form, datatype: datatype.iri)
      #expect(literal.value == nil, "\(datatype) \"\(form)\"")
      #expect(literal.isIllTyped, "\(datatype) \"\(form)\"")
    }
  }

  @Test("every datatype has forms of both sorts in the tables")
  func tablesAreComplete() {
    let all = Set(XSDDatatype.allCases)
    #expect(Set(Self.valid.map { $0.0 }) == all)
    #expect(Set(Self.invalid.map { $0.0 }) == all.subtracting([.string]))
  }

  @Test("no proper prefix of a form and no form with a byte changed stops the parsers")
  func mangledForms() {
    // What is checked is that a value, if there is one, writes itself as a form that reads back.
    for (datatype, forms) in Self.valid where datatype != .string {
      for (form, _) in forms {
        let bytes = Array(form.utf8)
        var mangled: [[UInt8]] = bytes.indices.map { Array(bytes[..<$0]) }
        for index in bytes.indices {
          for replacement in Array("0-:.TZEP\u{0}9".utf8) {
            var copy = bytes
            copy[index] = replacement
            mangled.append(copy)
          }
        }
        for candidate in mangled {
          let text = String(decoding: candidate, as: UTF8.self)
          guard let value = XSDValue(text, datatype: datatype) else { continue }
          let again = XSDValue(value.canonicalForm, datatype: datatype)
          #expect(again?.canonicalForm == value.canonicalForm, "\(datatype) \(text)")
        }
      }
    }
  }

  @Test("parsers know a canonical form when they read it", arguments: valid)
  func canonicalForms(datatype: XSDDatatype, forms: [(String, String)]) {
    for (form, canonical) in forms {
      let isCanonical = form == canonical
      let told: Bool? = form.withUTF8Span { bytes in
        switch datatype {
        case .decimal: XSDDecimal(canonicalUTF8: bytes) != nil
        case .dateTime: XSDDateTime(canonicalUTF8: bytes) != nil
        case .date: XSDDate(canonicalUTF8: bytes) != nil
        case .time: XSDTime(canonicalUTF8: bytes) != nil
        case .duration: XSDDuration(canonicalUTF8: bytes) != nil
        case .gYear: gregorianIsCanonical(bytes, .year)
        case .gYearMonth: gregorianIsCanonical(bytes, .yearMonth)
        case .gMonth: gregorianIsCanonical(bytes, .month)
        default: datatype.isInteger ? XSDInteger(canonicalUTF8: bytes) != nil : nil
        }
      }
      if let told { #expect(told == isCanonical, "\(datatype) \(form)") }
    }
  }

  private func gregorianIsCanonical(_ bytes: Span<UInt8>, _ kind: XSDGregorian.Kind) -> Bool {
    var isCanonical = false
    let value = XSDGregorian.parse(bytes, kind: kind, isCanonical: &isCanonical)
    return value != nil && isCanonical
  }

  @Test("only canonical integers and decimals of 64 bits are for inlining")
  func inlining() {
    func integer(_ text: String) -> Int64? { text.withUTF8Span { XSDInteger.canonicalInt64($0) } }
    #expect(integer("0") == 0)
    #expect(integer("-9223372036854775808") == .min)
    #expect(integer("9223372036854775807") == .max)
    for text in ["-0", "+1", "01", "", "9223372036854775808", "1.0", "123456789012345678901"] {
      #expect(integer(text) == nil, "\(text)")
    }
    func decimal(_ text: String) -> (coefficient: Int64, scale: Int)? {
      text.withUTF8Span { XSDDecimal.canonicalScaled64($0) }
    }
    #expect(decimal("-12.05").map { $0 == (-1205, 2) } == true)
    #expect(decimal("7").map { $0 == (7, 0) } == true)
    #expect(decimal("-0.000000000000000001").map { $0 == (-1, 18) } == true)
    for text in ["1.0", ".5", "0.50", "-0.0", "+1.5", "01.5", "9223372036854775808.5"] {
      #expect(decimal(text) == nil, "\(text)")
    }
  }

  @Test("datatypes are told by their IRI")
  func datatypes() {
    for datatype in XSDDatatype.allCases {
      #expect(XSDDatatype(datatype.iri) == datatype)
      #expect(datatype.iri.string == "http://www.w3.org/2001/XMLSchema#" + datatype.rawValue)
    }
    for text in [
      "", "http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/2001/XMLSchema#anyURI",
      "http://www.w3.org/2001/XMLSchema#Integer", "http://www.w3.org/2001/XMLSchema/integer",
      "xhttp://www.w3.org/2001/XMLSchema#integer", "http://www.w3.org/2001/XMLSchema#integer ",
    ] {
      #expect(XSDDatatype(IRI(text)) == nil)
      #expect(!Literal("1", datatype: IRI(text)).isIllTyped)
    }
    #expect(Literal("1", language: "en").value == nil)
  }

  @Test("literals of Swift values")
  func conveniences() {
    #expect(Literal(-5) == Literal("-5", datatype: XSD.integer))
    #expect(Literal(1.5) == Literal("1.5E0", datatype: XSD.double))
    #expect(Literal(Float(0.1)) == Literal("1.0E-1", datatype: XSD.float))
    #expect(Literal(true) == Literal("true", datatype: XSD.boolean))
    #expect(Literal(decimal: "1.50") == Literal("1.50", datatype: XSD.decimal))
    #expect(Literal(decimal: "1.5e0") == nil)
    #expect(Literal(XSDValue.integer(XSDInteger(7))) == Literal("7", datatype: XSD.integer))
    #expect(Literal("a").value == .string("a"))
  }
}
