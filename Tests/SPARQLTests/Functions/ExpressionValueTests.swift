import RDF
import Testing

@testable import SPARQL

@Suite("values of expressions")
struct ExpressionValueTests {
  @Test(
    "effective boolean values",
    arguments: [
      ("true", "true"), ("false", "false"), ("\"1\"^^boolean", "true"),
      ("\"yes\"^^boolean", "false"),
      ("0", "false"), ("-0", "false"), ("7", "true"), ("0.00", "false"), ("0.01", "true"),
      ("0e0", "false"), ("\"-0\"^^double", "false"), ("\"NaN\"^^double", "false"),
      ("\"INF\"^^double", "true"), ("\"NaN\"^^float", "false"), ("\"0.5\"^^float", "true"),
      ("\"abc\"^^integer", "false"), ("\"300\"^^byte", "false"), ("\"3\"^^byte", "true"),
      ("\"x\"^^decimal", "false"), ("\"x\"^^double", "false"),
      ("\"\"", "false"), ("\"a\"", "true"), ("\"false\"", "true"), ("\"\"@en", "false"),
      ("\"a\"@en", "true"),
      ("<http://example.org/>", "error"), ("_:b", "error"),
      ("\"2020-01-01\"^^date", "error"), ("\"x\"^^date", "error"), ("\"PT0S\"^^duration", "error"),
      ("\"x\"^^<http://example.org/type>", "error"),
    ])
  func effectiveBooleanValue(_ written: String, _ expected: String) {
    #expect(notation(value(written).effectiveBooleanValue) == expected)
    // A calculated value has the same.
    if let calculated = value(written).xsdValue {
      #expect(notation(ExpressionValue.value(calculated).effectiveBooleanValue) == expected)
    }
  }

  @Test(
    "values are read on demand, where there is one",
    arguments: [
      ("01", "\"1\"^^integer"), ("\"+5\"^^byte", "\"5\"^^integer"), ("1.50", "\"1.5\"^^decimal"),
      ("2.0", "\"2\"^^decimal"), ("1e0", "\"1.0E0\"^^double"), ("\"1\"^^float", "\"1.0E0\"^^float"),
      ("\"1\"^^boolean", "true"), ("\"a\"", "\"a\""), ("\"a\"^^string", "\"a\""),
      ("\"a\"@en", "error"), ("\"x\"^^integer", "error"), ("\"x\"^^<http://example.org/>", "error"),
      ("<http://example.org/>", "error"), ("_:b", "error"),
      ("\"2020-01-01T24:00:00\"^^dateTime", "\"2020-01-02T00:00:00\"^^dateTime"),
      ("\"P1D\"^^dayTimeDuration", "\"P1D\"^^dayTimeDuration"),
      ("\"--02-29\"^^gMonthDay", "\"--02-29\"^^gMonthDay"),
    ])
  func xsdValue(_ written: String, _ expected: String) {
    #expect(notation(value(written).xsdValue.map { .value($0) }) == expected)
  }

  @Test("a term keeps its form, a calculated value has the canonical one")
  func terms() {
    #expect(value("01").term == term("01"))
    #expect(ExpressionValue.value(.integer(XSDInteger(1))).term == term("1"))
    #expect(ExpressionValue.string("a").term == term("\"a\""))
  }
}
