// Runs the evaluation tests of the W3C's SPARQL suites with any system.
//
//     QueryTest ─► files ─► SystemData ─► system ─► result ─┐
//                                  expected file ─► result ─┴─► the same up to blank nodes?

import RDF
import SPARQL

/// A test that a system is not held to.
package struct ConformanceException: Sendable {
  /// The end of the test's IRI: `construct/manifest#constructwhere04`.
  package var test: String
  /// Why not.
  package var reason: String

  package init(_ test: String, because reason: String) {
    self.test = test
    self.reason = reason
  }
}

/// Runs suites with one system.
package struct ConformanceRunner {
  private let system: any QuerySystem
  private let exceptions: [ConformanceException]

  package init(_ system: any QuerySystem, exceptions: [ConformanceException] = []) {
    self.system = system
    self.exceptions = exceptions
  }

  /// Runs the evaluation tests of the manifests in `folders`, and prints a line for each folder.
  ///
  /// An exception that passes is a failure: its reason holds no more.
  package func run(_ folders: [String]) throws -> SuiteTally {
    var total = SuiteTally()
    for folder in folders {
      var tally = SuiteTally()
      for test in try Suites.queryTests(folder + "/manifest.ttl") where test.isEvaluation {
        run(test, &tally)
      }
      tally.report(
        "\(folder.split(separator: "/").suffix(2).joined(separator: "/")), \(system.name)")
      total.add(tally)
    }
    return total
  }

  private func run(_ test: QueryTest, _ tally: inout SuiteTally) {
    let exception = exceptions.first { test.iri.hasSuffix($0.test) }
    switch (difference(test), exception) {
    case (nil, nil): tally.pass()
    case (nil, let exception?): tally.fail(test.iri, "passes, though \(exception.reason)")
    case (_?, _?): tally.skip()
    case (let difference?, nil): tally.fail(test.iri, difference)
    }
  }

  /// What is wrong with the system's result, or nil.
  private func difference(_ test: QueryTest) -> String? {
    do {
      let request = try test.required(test.request, "request")
      let text = try Suites.text(request.path)
      let base = IRI(request.iri)
      if test.isUpdate {
        let expected = try ConformanceData.dataset(
          try test.required(test.resultDataset, "result"))
        let actual = try system.update(text, base: base, on: try ConformanceData.data(of: test))
        return ConformanceResult.difference(expected: expected, actual: actual)
      }
      let query = try QueryParser(base: base).query(text)
      let expected = try ConformanceResult(
        file: try test.required(test.result, "result"), isOrdered: query.pattern.isOrdered)
      let actual = try system.query(
        text, base: base, on: try ConformanceData.data(of: test, query.dataset))
      return try expected.difference(
        from: actual, isLax: test.hasLaxCardinality,
        byValue: ConformanceSuites.comparedByValue.contains { test.iri.hasSuffix($0) })
    } catch { return "\(error)" }
  }
}

extension QueryTest {
  /// Whether the test compares results.
  package var isEvaluation: Bool {
    switch kind {
    case .queryEvaluation, .csvResultFormat, .updateEvaluation: true
    case .syntax, .other: false
    }
  }

  fileprivate func required<Value>(_ value: Value?, _ name: String) throws -> Value {
    guard let value else { throw SuiteError(description: "\(iri) has no \(name)") }
    return value
  }
}

extension Algebra {
  /// Whether the solutions of the whole query come in an order.
  fileprivate var isOrdered: Bool {
    switch self {
    case .orderBy: true
    case .project(let inner, _), .distinct(let inner), .reduced(let inner), .slice(let inner, _, _):
      inner.isOrdered
    default: false
    }
  }
}
