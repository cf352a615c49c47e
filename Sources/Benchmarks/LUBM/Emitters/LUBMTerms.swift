// How terms are spelled, the same in all formats.
//
// The IRI of the department that is being written is kept as bytes, because most terms start with
// it; a resource of another department (a repeated statement) is spelled from its numbers.

/// Spells resources and literals, with the current department's IRI at hand.
struct LUBMTerms: ~Copyable {
  private(set) var current: LUBMDepartmentID?
  // `http://www.Department3.University7.edu`: at most 49 bytes.
  private var currentIRI = GeneratorBuffer(capacity: 64)

  /// Makes `department` the current one.
  mutating func enter(_ department: LUBMDepartmentID) {
    currentIRI.removeAll()
    currentIRI.append("http://www.")
    Self.appendHost(of: department, to: &currentIRI)
    current = department
  }

  /// Appends the IRI of a resource, without angle brackets.
  func appendIRI(_ resource: LUBMResource, to buffer: inout GeneratorBuffer) {
    if resource.kind == .university {
      appendUniversityIRI(resource.department.university, to: &buffer)
      return
    }
    appendDepartmentIRI(resource.department, to: &buffer)
    if resource.kind != .department {
      buffer.append(byte: UInt8(ascii: "/"))
      appendLocalName(resource, to: &buffer)
    }
  }

  /// Appends what follows the department's slash: `FullProfessor2/Publication5`.
  func appendLocalName(_ resource: LUBMResource, to buffer: inout GeneratorBuffer) {
    buffer.append(resource.kind.name)
    buffer.append(decimal: UInt32(resource.index))
    if resource.publicationOrdinal > 0 {
      buffer.append("/Publication")
      buffer.append(decimal: UInt32(resource.publicationOrdinal - 1))
    }
  }

  /// Appends a university's IRI, which also names its graph.
  func appendUniversityIRI(_ university: UInt32, to buffer: inout GeneratorBuffer) {
    buffer.append("http://www.University")
    buffer.append(decimal: university)
    buffer.append(".edu")
  }

  /// Appends the literal that names a resource: `"Publication5"`.
  func appendName(_ resource: LUBMResource, to buffer: inout GeneratorBuffer) {
    buffer.append(byte: UInt8(ascii: "\""))
    if resource.publicationOrdinal > 0 {
      buffer.append("Publication")
      buffer.append(decimal: UInt32(resource.publicationOrdinal - 1))
    } else {
      buffer.append(resource.kind.name)
      buffer.append(decimal: Self.number(of: resource))
    }
    buffer.append(byte: UInt8(ascii: "\""))
  }

  /// Appends the e-mail address of a person as a literal.
  func appendEmailAddress(_ person: LUBMResource, to buffer: inout GeneratorBuffer) {
    buffer.append(byte: UInt8(ascii: "\""))
    appendLocalName(person, to: &buffer)
    buffer.append(byte: UInt8(ascii: "@"))
    Self.appendHost(of: person.department, to: &buffer)
    buffer.append(byte: UInt8(ascii: "\""))
  }

  /// Appends a research interest as a literal.
  func appendResearchInterest(_ number: Int, to buffer: inout GeneratorBuffer) {
    buffer.append("\"Research")
    buffer.append(decimal: UInt32(number))
    buffer.append(byte: UInt8(ascii: "\""))
  }

  private func appendDepartmentIRI(
    _ department: LUBMDepartmentID, to buffer: inout GeneratorBuffer
  ) {
    if department == current {
      buffer.append(contentsOf: currentIRI)
    } else {
      buffer.append("http://www.")
      Self.appendHost(of: department, to: &buffer)
    }
  }

  private static func appendHost(
    of department: LUBMDepartmentID, to buffer: inout GeneratorBuffer
  ) {
    buffer.append("Department")
    buffer.append(decimal: UInt32(department.number))
    buffer.append(".University")
    buffer.append(decimal: department.university)
    buffer.append(".edu")
  }

  private static func number(of resource: LUBMResource) -> UInt32 {
    switch resource.kind {
    case .university: resource.department.university
    case .department: UInt32(resource.department.number)
    default: UInt32(resource.index)
    }
  }
}
