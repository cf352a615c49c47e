/// The three terms of a line, which N-Triples and N-Quads share.
///
/// The subject's text is kept: statements come grouped by subject.
struct LUBMLineTerms: ~Copyable {
  private var terms = LUBMTerms()
  private var subject: LUBMResource?
  // `<http://www.Department3.University7.edu/AssociateProfessor9/Publication17>` and no longer than
  // 49 bytes for the department, 40 for the rest.
  private var subjectText = GeneratorBuffer(capacity: 128)

  /// Makes `department` the one whose IRI is at hand.
  mutating func enter(_ department: LUBMDepartmentID) {
    terms.enter(department)
  }

  /// Appends subject, predicate and object.
  mutating func append(_ statement: LUBMStatement, to buffer: inout GeneratorBuffer) {
    if statement.subject != subject {
      subject = statement.subject
      subjectText.removeAll()
      subjectText.append(byte: UInt8(ascii: "<"))
      terms.appendIRI(statement.subject, to: &subjectText)
      subjectText.append(byte: UInt8(ascii: ">"))
    }
    buffer.append(contentsOf: subjectText)
    buffer.append(statement.predicate.lineText)
    appendObject(of: statement, to: &buffer)
  }

  /// Appends the name of the statement's graph, or nothing for the default graph.
  func appendGraph(of statement: LUBMStatement, to buffer: inout GeneratorBuffer) {
    guard !statement.isInDefaultGraph else { return }
    buffer.append(" <")
    terms.appendUniversityIRI(statement.subject.department.university, to: &buffer)
    buffer.append(byte: UInt8(ascii: ">"))
  }

  private func appendObject(of statement: LUBMStatement, to buffer: inout GeneratorBuffer) {
    switch statement.object {
    case .resource(let resource):
      buffer.append(byte: UInt8(ascii: "<"))
      terms.appendIRI(resource, to: &buffer)
      buffer.append(byte: UInt8(ascii: ">"))
    case .type(let type):
      buffer.append("<http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#")
      buffer.append(type.name)
      buffer.append(byte: UInt8(ascii: ">"))
    case .name: terms.appendName(statement.subject, to: &buffer)
    case .emailAddress: terms.appendEmailAddress(statement.subject, to: &buffer)
    case .telephone: buffer.append("\"xxx-xxx-xxxx\"")
    case .age(let years):
      buffer.append(byte: UInt8(ascii: "\""))
      buffer.append(decimal: UInt32(years))
      buffer.append("\"^^<http://www.w3.org/2001/XMLSchema#integer>")
    case .researchInterest(let number): terms.appendResearchInterest(number, to: &buffer)
    }
  }
}
