import RDF
import RDFSyntax
import SPARQL

/// The expected result of a query.
struct ConformanceResult {
  private enum Expected {
    case result(TestResult)
    case graph([Quad])
  }

  private let expected: Expected
  /// The format of the file, unless it is RDF.
  private let format: ResultsFormat?

  /// Reads a result; its rows are in order where the query sorts, unless the file says nothing of it.
  init(file: TestFile, isOrdered: Bool) throws {
    format = ResultsFormat(fileName: file.path)
    if let format {
      let document = try ResultsDocument(
        reading: try Suites.bytes(file.path), as: format, file: file.path)
      expected = .result(
        document.boolean.map { .boolean($0) }
          ?? .table(
            TestTable(variables: document.variables, rows: document.rows, isOrdered: isOrdered)))
      return
    }
    let quads = try ConformanceData.quads(file)
    switch try ResultSetVocabulary.result(of: quads) {
    case .table(var table)?:
      // Its rows are in the order of rs:index, or in none.
      table.isOrdered = table.isOrdered && isOrdered
      expected = .result(.table(table))
    case let other?: expected = .result(other)
    case nil: expected = .graph(quads)
    }
  }

  /// What is different in `actual`, or nil.
  func difference(
    from actual: ReferenceResult, isLax: Bool, byValue: Bool
  ) throws -> String? {
    switch (expected, actual) {
    case (.graph(let quads), .graph(let triples)):
      return Self.difference(
        expected: ReferenceDataset(quads: quads),
        actual: ReferenceDataset(defaultGraph: Set(triples)))
    case (.result(let expected), .boolean(let answer)):
      return ResultComparison.difference(
        expected: expected, actual: try writtenAndRead(.boolean(answer)))
    case (.result(let expected), .rows(let variables, let rows)):
      let actual = try writtenAndRead(.rows(variables: variables.map(\.name), rows))
      return ResultComparison.difference(
        expected: byValue ? expected.canonical : expected,
        actual: byValue ? actual.canonical : actual,
        mode: format == .csv ? .csv : isLax ? .laxCardinality : .exact)
    case (.graph, _), (.result, .graph): return "a graph against another kind of result"
    }
  }

  /// The result as it comes back from a document in the format of the file, or as it is.
  private func writtenAndRead(_ document: ResultsDocument) throws -> TestResult {
    var document = document
    if let format {
      let sink = MemorySink()
      try document.write(to: format.makeWriter(to: sink))
      document = try ResultsDocument(reading: sink.bytes, as: format)
    }
    return document.boolean.map { .boolean($0) }
      ?? .table(TestTable(variables: document.variables, rows: document.rows))
  }

  /// What is different in `actual` but for the names of blank nodes and graphs that are empty, or nil.
  static func difference(
    expected: ReferenceDataset, actual: ReferenceDataset
  ) -> String? {
    func rows(_ dataset: ReferenceDataset) -> [[Term?]] {
      dataset.quads.map { [$0.subject, $0.predicate, $0.object, $0.graph] }
    }
    if ResultComparison.areIsomorphic(rows(expected), rows(actual)) { return nil }
    return "expected \(expected.quads), got \(actual.quads)"
  }
}

extension TestResult {
  /// The result with numbers in canonical form and language tags in small letters.
  fileprivate var canonical: TestResult {
    guard case .table(var table) = self else { return self }
    table.rows = table.rows.map { row in
      row.map { cell in
        guard case .literal(let literal) = cell else { return cell }
        if let tag = literal.language {
          return .literal(Literal(literal.lexicalForm, language: tag.lowercased()))
        }
        guard let value = literal.value, value.isNumeric else { return cell }
        return .literal(Literal(value.canonicalForm, datatype: literal.datatype))
      }
    }
    return .table(table)
  }
}
