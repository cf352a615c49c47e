import RDF
import TestSupport
import Testing

@testable import SPARQL

/// Functions against the data and the results of the W3C's tests, by hand instead of by query.
@Suite("functions by the W3C's tests", .enabled(if: Suites.isPresent))
struct SuiteFunctionTests {
  /// One column that a function makes of another.
  struct Column: Sendable, CustomTestStringConvertible {
    let folder: String
    let result: String
    let data: String?
    let input: String
    let output: String
    let call: @Sendable (ExpressionValue) -> ExpressionValue?

    var testDescription: String { "\(folder)/\(result)" }

    /// Of the object that belongs to `?s` in the data.
    init(
      _ result: String, _ output: String, data: String = "data.ttl", _ function: BuiltIn,
      _ more: String...
    ) {
      folder = "sparql11/functions"
      self.result = result
      self.data = data
      input = "s"
      self.output = output
      call = { Self.call(function, $0, more) }
    }

    /// Of a column of the result file.
    init(cast: String, _ output: String) {
      folder = "sparql11/cast"
      result = "cast-\(cast).srx"
      data = nil
      input = "v"
      self.output = output
      call = {
        Functions.call(iri: IRI(XSD.namespace + output), [$0], context: testContext())
      }
    }

    static func call(
      _ function: BuiltIn, _ first: ExpressionValue, _ more: [String]
    ) -> ExpressionValue? {
      Functions.call(function, [first] + more.map(value), context: testContext())
    }
  }

  @Test(
    "a column made of another",
    arguments: [
      Column("ceil01.srx", "ceil", .ceil), Column("floor01.srx", "floor", .floor),
      Column("round01.srx", "round", .round), Column("encode01.srx", "encoded", .encodeForURI),
      Column("encode01-non-bmp.srx", "encoded", data: "data5.ttl", .encodeForURI),
      Column("lcase01.srx", "lstr", .lCase), Column("ucase01.srx", "ustr", .uCase),
      Column("lcase01-non-bmp.srx", "lstr", data: "data5.ttl", .lCase),
      Column("ucase01-non-bmp.srx", "ustr", data: "data5.ttl", .uCase),
      Column("substring01.srx", "substr", .substr, "1", "1"),
      Column("substring01-non-bmp.srx", "substr", data: "data5.ttl", .substr, "1", "1"),
      Column("substring02.srx", "substr", .substr, "2"),
      Column("substring02-non-bmp.srx", "substr", data: "data5.ttl", .substr, "2"),
      Column("year-01.srx", "x", .year), Column("month-01.srx", "x", .month),
      Column("day-01.srx", "x", .day), Column("hours-01.srx", "x", .hours),
      Column("minutes-01.srx", "x", .minutes), Column("seconds-01.srx", "x", .seconds),
      Column("timezone-01.srx", "x", .timezone), Column("tz-01.srx", "x", .tz),
      Column("replace01.srx", "new", data: "data3.ttl", .replace, "\"[^a-z0-9]\"", "\"-\""),
      Column("strbefore01a.srx", "prefix", data: "data2.ttl", .strBefore, "\"s\""),
      Column("strafter01a.srx", "suffix", data: "data2.ttl", .strAfter, "\"e\""),
      Column(
        "strdt03-rdf11.srx", "str1", .strDT, "<http://www.w3.org/2001/XMLSchema#string>"),
      Column("strlang03-rdf11.srx", "str1", .strLang, "\"en-US\""),
      Column("strbefore02.srx", "bb", data: "data4.ttl", .strBefore, "\"b\""),
      Column("strbefore02.srx", "bbcy", data: "data4.ttl", .strBefore, "\"b\"@cy"),
      Column("strbefore02.srx", "b", data: "data4.ttl", .strBefore, "\"\""),
      Column("strbefore02.srx", "ben", data: "data4.ttl", .strBefore, "\"\"@en"),
      Column("strbefore02.srx", "bxyzx", data: "data4.ttl", .strBefore, "\"xyz\""),
      Column("strafter02.srx", "aab", data: "data4.ttl", .strAfter, "\"ab\""),
      Column("strafter02.srx", "abcy", data: "data4.ttl", .strAfter, "\"b\"@cy"),
      Column("strafter02.srx", "a", data: "data4.ttl", .strAfter, "\"\""),
      Column("strafter02.srx", "aen", data: "data4.ttl", .strAfter, "\"\"@en"),
      Column("strafter02.srx", "axyzx", data: "data4.ttl", .strAfter, "\"xyz\""),
      Column(cast: "bool", "boolean"), Column(cast: "decimal", "decimal"),
      Column(cast: "double", "double"), Column(cast: "float", "float"),
      Column(cast: "int", "integer"), Column(cast: "string", "string"),
    ])
  func columns(_ column: Column) throws {
    let table = try ResultTable(suiteFile: "\(column.folder)/\(column.result)")
    let data = try column.data.map { try SuiteData(suiteFile: "\(column.folder)/\($0)") }
    #expect(!table.rows.isEmpty)
    for row in table.rows {
      let named = try #require(row[column.input])
      let argument = data == nil ? named : data?.objects().first { $0.subject == named }?.object
      let result = column.call(.term(try #require(argument)))
      #expect(
        ResultTable.isSame(result?.term, row[column.output]), "\(named): \(notation(result))")
    }
  }

  @Test(
    "each pair of the data whose comparison holds, and no other",
    arguments: [
      ("open-eq-07", "p", "p", "x1", "x2", Comparison.equal),
      ("open-eq-08", "p", "p", "x1", "x2", .notEqual), ("open-eq-09", "p", "q", "x", "y", .equal),
      ("open-eq-10", "p", "q", "x", "y", .notEqual),
    ])
  func pairs(
    _ name: String, _ left: String, _ right: String, _ first: String, _ second: String,
    _ comparison: Comparison
  ) throws {
    let data = try SuiteData(suiteFile: "sparql10/open-world/data-2.ttl")
    let table = try ResultTable(suiteFile: "sparql10/open-world/\(name)-result.srx")
    let expected = Set(table.rows.map { [$0[first], $0[second]] })
    var found: Set<[Term?]> = []
    for one in data.objects(left) {
      for other in data.objects(right)
      where Operators.compare(comparison, .term(one.object), .term(other.object)) == true {
        found.insert([one.subject, other.subject])
      }
    }
    #expect(found == expected)
  }

  @Test(
    "each value that stands so to a constant, and no other",
    arguments: [
      ("data-3.ttl", "r", "date-1", Comparison.equal, "\"2006-08-23\"^^date"),
      ("data-3.ttl", "r", "date-2", .notEqual, "\"2006-08-23\"^^date"),
      ("data-3.ttl", "r", "date-3", .greater, "\"2006-08-22\"^^date"),
      ("data-1.ttl", "p", "open-eq-03", .equal, "1"),
      ("data-1.ttl", "p", "open-eq-04", .notEqual, "1"),
      ("data-1.ttl", "p", "open-eq-05", .equal, "\"a\"^^<http://example/t#type1>"),
      ("data-1.ttl", "p", "open-eq-06", .notEqual, "\"a\"^^<http://example/t#type1>"),
    ])
  func constants(
    _ data: String, _ predicate: String, _ name: String, _ comparison: Comparison,
    _ constant: String
  ) throws {
    let data = try SuiteData(suiteFile: "sparql10/open-world/" + data)
    let table = try ResultTable(suiteFile: "sparql10/open-world/\(name)-result.srx")
    let found = data.objects(predicate).filter {
      Operators.compare(comparison, .term($0.object), value(constant)) == true
    }
    #expect(Set(found.map(\.subject)) == Set(table.rows.compactMap { $0["x"] }))
  }

  @Test(
    "dateTimes with and without zones",
    arguments: [
      ("lt", Comparison.less), ("le", .lessOrEqual), ("gt", .greater), ("ge", .greaterOrEqual),
    ])
  func dateTimes(_ name: String, _ comparison: Comparison) throws {
    let data = try SuiteData(suiteFile: "sparql10/expr-ops/data-dateTime.ttl")
    let table = try ResultTable(suiteFile: "sparql10/expr-ops/result-dateTime-\(name)-2.srx")
    let found = data.objects("p1").filter { one in
      data.objects("p2").contains { other in
        one.subject == other.subject
          && Operators.compare(comparison, .term(one.object), .term(other.object)) == true
      }
    }
    #expect(Set(found.map(\.subject)) == Set(table.rows.compactMap { $0["s"] }))
  }

  @Test(
    "arithmetic of each pair of number types",
    arguments: [
      ("add", Arithmetic.add), ("subtract", .subtract), ("multiply", .multiply),
      ("divide", .divide),
    ])
  func arithmetic(_ name: String, _ operation: Arithmetic) throws {
    let table = try ResultTable(suiteFile: "sparql10/expr-ops/result-\(name)-numbers-cast.srx")
    #expect(table.rows.count == 16)
    for row in table.rows {
      let left = try #require(row["left"])
      let right = try #require(row["right"])
      let result = Operators.arithmetic(operation, .term(left), .term(right))
      #expect(ResultTable.isSame(result?.term, row["result"]), "\(left) \(right)")
    }
  }

  @Test("types derived from xsd:integer are promoted as the tests have it")
  func promotion() throws {
    let data = try SuiteData(suiteFile: "sparql10/type-promotion/tP.ttl")
    let integers = data.objects("value").compactMap { entry -> (String, Term)? in
      guard case .literal(let literal) = entry.object, let datatype = XSDDatatype(literal.datatype),
        datatype.isNumeric
      else { return nil }
      return (datatype.rawValue, entry.object)
    }
    #expect(integers.count > 10)
    for (left, one) in integers {
      for (right, other) in integers {
        let sum = Operators.arithmetic(.add, .term(one), .term(other))
        let widest =
          ["double", "float", "decimal"].first { $0 == left || $0 == right } ?? "integer"
        #expect(sum?.xsdValue?.datatype.rawValue == widest, "\(left) + \(right)")
      }
    }
  }
}
