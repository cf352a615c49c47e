// Results in the vocabulary that the working group for SPARQL 1.0 made for its tests.
//
//     [] a rs:ResultSet ; rs:resultVariable "x" ;
//        rs:solution [ rs:index 1 ; rs:binding [ rs:variable "x" ; rs:value :a ] ] .
//     [] a rs:ResultSet ; rs:boolean true .

import RDF

package enum ResultSetVocabulary {
  private static let namespace = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"

  /// The result that a graph describes, or nil where it describes none and is a result itself.
  package static func result(of graph: [Quad]) throws(SuiteError) -> TestResult? {
    try Reader(graph).result()
  }

  private struct Reader {
    private var properties: [Term: [Term: [Term]]] = [:]
    private var root: Term?

    init(_ graph: [Quad]) {
      for quad in graph {
        properties[quad.subject, default: [:]][quad.predicate, default: []].append(quad.object)
        if quad.predicate == .iri(RDFVocabulary.type),
          quad.object == .iri(IRI(namespace + "ResultSet"))
        {
          root = quad.subject
        }
      }
    }

    func result() throws(SuiteError) -> TestResult? {
      guard let root else { return nil }
      if let answer = values(root, "boolean").first {
        return .boolean(try text(answer) == "true")
      }
      let variables = try values(root, "resultVariable").map(text)
      let solutions = try values(root, "solution").map { (solution) throws(SuiteError) in
        (index: try index(of: solution), row: try row(solution, variables))
      }
      let isOrdered = !solutions.isEmpty && solutions.allSatisfy { $0.index != nil }
      let sorted =
        isOrdered ? solutions.sorted { ($0.index ?? 0) < ($1.index ?? 0) } : solutions
      return .table(
        TestTable(variables: variables, rows: sorted.map(\.row), isOrdered: isOrdered))
    }

    private func row(_ solution: Term, _ variables: [String]) throws(SuiteError) -> [Term?] {
      var row = [Term?](repeating: nil, count: variables.count)
      for binding in values(solution, "binding") {
        let name = try text(try one(binding, "variable"))
        guard let column = variables.firstIndex(of: name) else {
          throw SuiteError(description: "a binding names \(name), which is no result variable")
        }
        row[column] = try one(binding, "value")
      }
      return row
    }

    private func index(of solution: Term) throws(SuiteError) -> Int? {
      guard let value = values(solution, "index").first else { return nil }
      guard let index = Int(try text(value)) else {
        throw SuiteError(description: "\(value) is no index")
      }
      return index
    }

    private func values(_ subject: Term, _ name: String) -> [Term] {
      properties[subject]?[.iri(IRI(namespace + name))] ?? []
    }

    private func one(_ subject: Term, _ name: String) throws(SuiteError) -> Term {
      let found = values(subject, name)
      guard let value = found.first, found.count == 1 else {
        throw SuiteError(description: "\(found.count) values of rs:\(name) instead of one")
      }
      return value
    }

    private func text(_ term: Term) throws(SuiteError) -> String {
      guard case .literal(let literal) = term else {
        throw SuiteError(description: "\(term) is no literal")
      }
      return literal.lexicalForm
    }
  }
}
