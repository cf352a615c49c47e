import RDFSyntax

/// The statements of a manifest, by subject and property, as terms in text.
package struct ManifestGraph {
  private var properties: [TestTerm: [TestTerm: [TestTerm]]] = [:]

  /// Reads the manifest at `path` in the suites' folder with our own Turtle reader.
  package init(path: String) throws {
    let statements = try readStatements(
      MemorySource(try Suites.bytes(path)), .turtle, base: Suites.iri(ofPath: path), file: path)
    for statement in statements {
      properties[statement.terms[0], default: [:]][statement.terms[1], default: []]
        .append(statement.terms[2])
    }
  }

  /// What `subject` has as `property`, in the order of the text.
  package func values(_ subject: TestTerm, _ property: String) -> [TestTerm] {
    properties[subject]?["<\(property)>"] ?? []
  }

  /// The first value of `property`, or nil.
  package func value(_ subject: TestTerm, _ property: String) -> TestTerm? {
    values(subject, property).first
  }

  /// Whether anything is said about `subject`.
  package func describes(_ subject: TestTerm) -> Bool { properties[subject] != nil }

  /// Every value of `property`, of whatever subject.
  package func values(ofAny property: String) -> [TestTerm] {
    properties.values.flatMap { $0["<\(property)>"] ?? [] }
  }

  /// The members of the list that starts at `head`; a term that is no list is its own only member.
  package func members(_ head: TestTerm) throws -> [TestTerm] {
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    var members: [TestTerm] = []
    var cell = head
    while cell != "<\(rdf)nil>" {
      guard let first = value(cell, rdf + "first") else {
        if members.isEmpty { return [head] }
        throw SuiteError(description: "the list at \(head) breaks off at \(cell)")
      }
      members.append(first)
      guard let rest = value(cell, rdf + "rest"), members.count < 100_000 else {
        throw SuiteError(description: "the list at \(head) has no end")
      }
      cell = rest
    }
    return members
  }
}
