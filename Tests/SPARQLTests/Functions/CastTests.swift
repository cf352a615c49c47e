import RDF
import Testing

@testable import SPARQL

/// A cast and what shall come of it.
struct CastCase: Sendable, CustomTestStringConvertible {
  let datatype: String
  let argument: String
  let expected: String

  init(_ datatype: String, _ argument: String, _ expected: String) {
    self.datatype = datatype
    self.argument = argument
    self.expected = expected
  }

  var testDescription: String { "xsd:\(datatype)(\(argument))" }
}

@Suite("casts")
struct CastTests {
  private func cast(_ datatype: String, _ argument: ExpressionValue) -> String {
    let iri = IRI(XSD.namespace + datatype)
    return notation(Functions.call(iri: iri, [argument], context: testContext()))
  }

  @Test(
    "from each type to each",
    arguments: [
      // To strings: canonical forms
      CastCase("string", "\"a\"", "\"a\""), CastCase("string", "<http://a>", "\"http://a\""),
      CastCase("string", "01", "\"1\""), CastCase("string", "1.50", "\"1.5\""),
      CastCase("string", "1.0", "\"1\""),
      CastCase("string", "\"0\"^^boolean", "\"false\""), CastCase("string", "1e0", "\"1\""),
      CastCase("string", "1.25e0", "\"1.25\""), CastCase("string", "-7.875e0", "\"-7.875\""),
      CastCase("string", "0e1", "\"0\""), CastCase("string", "\"-0\"^^double", "\"-0\""),
      CastCase("string", "1e5", "\"100000\""), CastCase("string", "123456.5e0", "\"123456.5\""),
      CastCase("string", "1e6", "\"1.0E6\""), CastCase("string", "1e-6", "\"0.000001\""),
      CastCase("string", "1.5e-3", "\"0.0015\""), CastCase("string", "1e-7", "\"1.0E-7\""),
      CastCase("string", "0.1e0", "\"0.1\""), CastCase("string", "\"0.1\"^^float", "\"0.1\""),
      CastCase("string", "\"INF\"^^double", "\"INF\""),
      CastCase("string", "\"NaN\"^^float", "\"NaN\""),
      CastCase("string", "\"2020-01-01T24:00:00Z\"^^dateTime", "\"2020-01-02T00:00:00Z\""),
      CastCase("string", "\"P12M\"^^duration", "\"P1Y\""), CastCase("string", "\"a\"@en", "error"),
      CastCase("string", "_:b", "error"), CastCase("string", "\"x\"^^<http://t>", "error"),
      CastCase("string", "\"x\"^^integer", "error"),
      // From strings: by form, white space around it aside
      CastCase("integer", "\"13\"", "\"13\"^^integer"),
      CastCase("integer", "\" \\t+013\\n\"", "error"),
      CastCase("integer", "\" \t+013\n\"", "\"13\"^^integer"),
      CastCase("integer", "\"1.5\"", "error"),
      CastCase("integer", "\"1e0\"", "error"), CastCase("integer", "\"\"", "error"),
      CastCase("integer", "\"1 3\"", "error"),
      CastCase("decimal", "\"+33.3300\"", "\"33.33\"^^decimal"),
      CastCase("decimal", "\"-10.2E3\"", "error"),
      CastCase("double", "\"-10.2E3\"", "\"-1.02E4\"^^double"),
      CastCase("double", "\"INF\"", "\"INF\"^^double"), CastCase("double", "\"Infinity\"", "error"),
      CastCase("float", "\"1.5\"", "\"1.5E0\"^^float"), CastCase("boolean", "\"true\"", "true"),
      CastCase("boolean", "\" 1 \"", "true"), CastCase("boolean", "\"True\"", "error"),
      CastCase("boolean", "\"0.0\"", "error"),
      CastCase("dateTime", "\"2002-10-10T17:00:00Z\"", "\"2002-10-10T17:00:00Z\"^^dateTime"),
      CastCase("dateTime", "\"2002-10-10\"", "error"),
      CastCase("date", "\"2002-10-10\"", "\"2002-10-10\"^^date"),
      CastCase("time", "\"17:00:00\"", "\"17:00:00\"^^time"),
      CastCase("gYear", "\"2002\"", "\"2002\"^^gYear"),
      CastCase("duration", "\"P1Y2M\"", "\"P1Y2M\"^^duration"),
      CastCase("dayTimeDuration", "\"PT36H\"", "\"P1DT12H\"^^dayTimeDuration"),
      CastCase("yearMonthDuration", "\"P1D\"", "error"),
      // Among numbers and booleans
      CastCase("integer", "2.9", "\"2\"^^integer"), CastCase("integer", "-2.9", "\"-2\"^^integer"),
      CastCase("integer", "-7.875e0", "\"-7\"^^integer"),
      CastCase("integer", "1e20", "\"100000000000000000000\"^^integer"),
      CastCase("integer", "\"NaN\"^^double", "error"),
      CastCase("integer", "\"INF\"^^float", "error"),
      CastCase("integer", "true", "\"1\"^^integer"), CastCase("decimal", "false", "\"0\"^^decimal"),
      CastCase("decimal", "1.25e0", "\"1.25\"^^decimal"),
      CastCase("decimal", "\"-7.875\"^^float", "\"-7.875\"^^decimal"),
      CastCase(
        "decimal", "0.1e0",
        "\"0.1000000000000000055511151231257827021181583404541015625\"^^decimal"),
      CastCase("decimal", "\"NaN\"^^float", "error"), CastCase("decimal", "3", "\"3\"^^decimal"),
      CastCase("double", "true", "\"1.0E0\"^^double"),
      CastCase("double", "1.5", "\"1.5E0\"^^double"),
      CastCase("double", "\"0.5\"^^float", "\"5.0E-1\"^^double"),
      CastCase("float", "0.1e0", "\"1.0E-1\"^^float"),
      CastCase("float", "1e300", "\"INF\"^^float"),
      CastCase("float", "16777217", "\"1.6777216E7\"^^float"),
      CastCase("boolean", "0", "false"), CastCase("boolean", "-2.5", "true"),
      CastCase("boolean", "0e0", "false"),
      CastCase("boolean", "\"NaN\"^^double", "false"),
      CastCase("boolean", "\"2020-01-01\"^^date", "error"),
      // Derived integers keep their type and their range
      CastCase("byte", "\"127\"", "\"127\"^^byte"), CastCase("byte", "128", "error"),
      CastCase("int", "1.9", "\"1\"^^int"),
      CastCase("unsignedInt", "-1", "error"),
      CastCase("nonNegativeInteger", "true", "\"1\"^^nonNegativeInteger"),
      CastCase("long", "\"9223372036854775808\"", "error"),
      CastCase("negativeInteger", "-1.5e0", "\"-1\"^^negativeInteger"),
      // Among dates and times
      CastCase("date", "\"2020-02-29T12:30:00+01:00\"^^dateTime", "\"2020-02-29+01:00\"^^date"),
      CastCase("time", "\"2020-02-29T12:30:00.5Z\"^^dateTime", "\"12:30:00.5Z\"^^time"),
      CastCase("dateTime", "\"2020-02-29Z\"^^date", "\"2020-02-29T00:00:00Z\"^^dateTime"),
      CastCase("gYear", "\"2020-02-29Z\"^^date", "\"2020Z\"^^gYear"),
      CastCase("gYearMonth", "\"-0044-03-15T00:00:00\"^^dateTime", "\"-0044-03\"^^gYearMonth"),
      CastCase("gMonth", "\"2020-02-29\"^^date", "\"--02\"^^gMonth"),
      CastCase("gMonthDay", "\"2020-02-29\"^^date", "\"--02-29\"^^gMonthDay"),
      CastCase("gDay", "\"2020-02-29\"^^date", "\"---29\"^^gDay"),
      CastCase("date", "\"12:00:00\"^^time", "error"),
      CastCase("time", "\"2020-02-29\"^^date", "error"),
      CastCase("date", "\"2020\"^^gYear", "error"),
      CastCase("gYear", "\"2020\"^^gYear", "\"2020\"^^gYear"),
      CastCase("dateTime", "2020", "error"),
      CastCase(
        "dateTimeStamp", "\"2020-01-01T00:00:00Z\"^^dateTime",
        "\"2020-01-01T00:00:00Z\"^^dateTimeStamp"),
      CastCase("dateTimeStamp", "\"2020-01-01T00:00:00\"^^dateTime", "error"),
      // Among durations
      CastCase("dayTimeDuration", "\"P1Y2DT3H\"^^duration", "\"P2DT3H\"^^dayTimeDuration"),
      CastCase("yearMonthDuration", "\"P1Y2DT3H\"^^duration", "\"P1Y\"^^yearMonthDuration"),
      CastCase("yearMonthDuration", "\"P1D\"^^dayTimeDuration", "\"P0M\"^^yearMonthDuration"),
      CastCase("duration", "\"P1D\"^^dayTimeDuration", "\"P1D\"^^duration"),
      CastCase("duration", "1", "error"),
      // From what has no value
      CastCase("integer", "<http://a>", "error"), CastCase("integer", "_:b", "error"),
      CastCase("integer", "\"1\"@en", "error"), CastCase("integer", "\"1\"^^<http://t>", "error"),
      CastCase("integer", "\"x\"^^decimal", "error"),
      CastCase("boolean", "\"x\"^^boolean", "error"),
      CastCase("nothing", "1", "error"),
    ])
  func table(_ test: CastCase) {
    #expect(cast(test.datatype, value(test.argument)) == test.expected)
    if let calculated = value(test.argument).xsdValue {
      #expect(cast(test.datatype, .value(calculated)) == test.expected)
    }
  }

  @Test("only IRIs of datatypes that are known name casts, which take one argument")
  func names() {
    #expect(Functions.isCast(XSD.integer))
    #expect(Functions.isCast(XSD.gDay))
    #expect(!Functions.isCast(XSD.anyURI))
    #expect(!Functions.isCast(IRI("http://example.org/integer")))
    let context = testContext()
    #expect(Functions.call(iri: XSD.integer, [], context: context) == nil)
    #expect(Functions.call(iri: XSD.integer, [value("1"), value("1")], context: context) == nil)
    #expect(Functions.call(iri: IRI("http://f"), [value("1")], context: context) == nil)
  }

  @Test("a double goes through a decimal and through a string and comes back")
  func roundTrips() throws {
    var random = testRandom()
    let special: [Double] = [
      0.1, 1 / 3, .leastNonzeroMagnitude, 2.2250738585072014e-308, .greatestFiniteMagnitude, 1e22,
      1e23, 0.3,
      123456.7,
      999_999.5, 1e-6, 9.999999e-7, 4_503_599_627_370_497.5, 9_007_199_254_740_992,
    ]
    let numbers = special + (0..<500).map { _ in Double(bitPattern: random.next()) }
    var wrong: [Double] = []
    for number in numbers where number.isFinite {
      for through in [XSD.decimal, XSD.string] {
        let context = testContext()
        let there = Functions.call(iri: through, [.value(.double(number))], context: context)
        let back = Functions.call(iri: XSD.double, [try #require(there)], context: context)
        if back != .value(.double(number)) { wrong.append(number) }
      }
    }
    #expect(wrong.isEmpty)
  }
}
