import Foundation
import Testing

@testable import RDF

@Suite("Order for sorting")
struct SortOrderTests {
  private func value(_ datatype: XSDDatatype, _ form: String) throws -> XSDValue {
    try #require(XSDValue(form, datatype: datatype))
  }

  @Test(
    "settles what comparison leaves open",
    arguments: [
      ComparisonCase(.double, "NaN", .less, .double, "-INF"),
      ComparisonCase(.double, "NaN", .equal, .float, "NaN"),
      ComparisonCase(.integer, "9007199254740993", .greater, .double, "9007199254740992"),
      ComparisonCase(.decimal, "0.1", .less, .double, "0.1"),
      ComparisonCase(.double, "0.1", .less, .float, "0.1"),
      ComparisonCase(.double, "-0", .equal, .integer, "0"),
      ComparisonCase(.double, "1e300", .less, .double, "INF"),
      ComparisonCase(.double, "1e30", .greater, .integer, "1000000000000000000000000000000"),
      ComparisonCase(.double, "5e-324", .greater, .decimal, "0"),
      ComparisonCase(.dateTime, "2020-01-01T00:00:00", .equal, .dateTime, "2020-01-01T00:00:00Z"),
      ComparisonCase(.date, "2020-01-01", .less, .date, "2020-01-01-01:00"),
      ComparisonCase(.time, "10:00:00+01:00", .less, .time, "10:00:00"),
      ComparisonCase(.duration, "P1M", .less, .duration, "P30D"),
      ComparisonCase(.duration, "P4800M", .equal, .duration, "P146097D"),
      ComparisonCase(.integer, "1", nil, .string, "1"),
      ComparisonCase(.gYear, "2020", nil, .gMonth, "--01"),
      ComparisonCase(.date, "2020-01-01", nil, .dateTime, "2020-01-01T00:00:00"),
    ])
  func settled(_ test: ComparisonCase) throws {
    let left = try value(test.left.0, test.left.1)
    let right = try value(test.right.0, test.right.1)
    #expect(left.sortOrder(right) == test.order)
    #expect(right.sortOrder(left) == test.order?.reversed)
    #expect((left.kind == right.kind) == (test.order != nil))
  }

  @Test("every finite double is a decimal, exactly")
  func doubles() throws {
    let cases: [(Double, String)] = [
      (0, "0"), (-0.0, "0"), (0.5, "0.5"), (-19.25, "-19.25"), (1e22, "10000000000000000000000"),
      (0.1, "0.1000000000000000055511151231257827021181583404541015625"),
      (1e23, "99999999999999991611392"),
      (Double(sign: .minus, exponent: 70, significand: 1), "-1180591620717411303424"),
    ]
    for (double, decimal) in cases {
      #expect(XSDDecimal(exactly: double)?.canonicalForm == decimal)
    }
    #expect(XSDDecimal(exactly: .nan) == nil)
    #expect(XSDDecimal(exactly: .infinity) == nil)
    var random = SeededGenerator(
      seed: SeededGenerator.seed(for: #function, replaying: ProcessInfo.processInfo.environment))
    var wrong: [Double] = []
    for _ in 0..<1_000 {
      let double = Double(bitPattern: random.next())
      guard double.isFinite else { continue }
      let exact = try #require(XSDDecimal(exactly: double))
      if XSDValue.decimal(exact).asDouble != double { wrong.append(double) }
      // Twice the double is twice the decimal: nothing was rounded on the way.
      if (double * 2).isFinite, XSDDecimal(exactly: double * 2) != exact + exact {
        wrong.append(double)
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test("a Gregorian value keeps its part of a date")
  func gregorian() throws {
    let date = try #require(XSDDate("2020-02-29+01:00"))
    let forms = [XSDGregorian.Kind.year, .yearMonth, .month, .monthDay, .day].map {
      XSDGregorian(date, kind: $0).canonicalForm
    }
    #expect(forms == ["2020+01:00", "2020-02+01:00", "--02+01:00", "--02-29+01:00", "---29+01:00"])
  }

  @Test("language tags compare in lower case")
  func tags() {
    #expect(LanguageTag.areEqual("en-GB", "EN-gb"))
    #expect(!LanguageTag.areEqual("en", "en-GB"))
    #expect(LanguageTag.compare("DE", "en") < 0)
    #expect(LanguageTag.compare("en-GB", "en") > 0)
  }

  @Test("every datatype is told by its IRI, and nothing else is")
  func datatypes() {
    for datatype in XSDDatatype.allCases { #expect(XSDDatatype(datatype.iri) == datatype) }
    for name in [
      "", "strin", "strings", "Integer", "anyURI", "normalizedString", "nonNegativeIntege_",
    ] {
      #expect(XSDDatatype(IRI(XSD.namespace + name)) == nil)
    }
    #expect(XSDDatatype(IRI("http://www.w3.org/2001/XMLSchema-string")) == nil)
    #expect(XSDDatatype(IRI("string")) == nil)
  }
}
