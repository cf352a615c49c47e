// Turtle's subject groups, which TriG shares.
//
//   d:GraduateStudent44 a ub:GraduateStudent, ub:ResearchAssistant ;
//       ub:takesCourse d:GraduateCourse3, d:GraduateCourse17 .
//
// Prefixes: `ub:` is the ontology. `d:` is the department that is being written and is declared
// again at each one. A prefix a department would be as compact, but thousands of them make a
// benchmark of prefix tables, not of Turtle. Publications have a slash after the prefix and are
// written as IRIs.

/// Writes statements as Turtle, joining those that share a subject or a predicate.
struct LUBMTurtleTerms: ~Copyable {
  private var terms = LUBMTerms()
  private var subject: LUBMResource?
  private var predicate = LUBMPredicate.type

  /// Appends the declaration of the ontology's prefix.
  func appendOntologyPrefix(to buffer: inout GeneratorBuffer) {
    buffer.append("@prefix ub: <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#> .\n\n")
  }

  /// Declares `d:` anew; no subject is open then.
  mutating func enter(_ department: LUBMDepartmentID, _ buffer: inout GeneratorBuffer) {
    closeSubject(&buffer)
    terms.enter(department)
    buffer.append("@prefix d: <")
    terms.appendIRI(.department(department), to: &buffer)
    buffer.append("/> .\n\n")
  }

  /// Appends a statement to the open subject's group, or closes it and opens another.
  mutating func append(_ statement: LUBMStatement, to buffer: inout GeneratorBuffer) {
    if statement.subject != subject {
      closeSubject(&buffer)
      appendResource(statement.subject, to: &buffer)
      buffer.append(byte: UInt8(ascii: " "))
      buffer.append(statement.predicate.turtleText)
      subject = statement.subject
      predicate = statement.predicate
    } else if statement.predicate != predicate {
      buffer.append(" ;\n    ")
      buffer.append(statement.predicate.turtleText)
      predicate = statement.predicate
    } else {
      buffer.append(", ")
    }
    appendObject(of: statement, to: &buffer)
  }

  /// Ends the open subject's group, if there is one.
  mutating func closeSubject(_ buffer: inout GeneratorBuffer) {
    guard subject != nil else { return }
    buffer.append(" .\n\n")
    subject = nil
  }

  /// Appends a university's IRI, which names its graph, in angle brackets.
  func appendGraphName(_ university: UInt32, to buffer: inout GeneratorBuffer) {
    appendResource(.university(university), to: &buffer)
  }

  private func appendResource(_ resource: LUBMResource, to buffer: inout GeneratorBuffer) {
    let hasPrefix =
      resource.department == terms.current && resource.publicationOrdinal == 0
      && resource.kind != .university && resource.kind != .department
    if hasPrefix {
      buffer.append("d:")
      terms.appendLocalName(resource, to: &buffer)
    } else {
      buffer.append(byte: UInt8(ascii: "<"))
      terms.appendIRI(resource, to: &buffer)
      buffer.append(byte: UInt8(ascii: ">"))
    }
  }

  private func appendObject(of statement: LUBMStatement, to buffer: inout GeneratorBuffer) {
    switch statement.object {
    case .resource(let resource): appendResource(resource, to: &buffer)
    case .type(let type):
      buffer.append("ub:")
      buffer.append(type.name)
    case .name: terms.appendName(statement.subject, to: &buffer)
    case .emailAddress: terms.appendEmailAddress(statement.subject, to: &buffer)
    case .telephone: buffer.append("\"xxx-xxx-xxxx\"")
    case .age(let years): buffer.append(decimal: UInt32(years))
    case .researchInterest(let number): terms.appendResearchInterest(number, to: &buffer)
    }
  }
}
