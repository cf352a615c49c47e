/// Writes Turtle: prefixes, subjects grouped, lists of predicates and objects.
struct LUBMTurtleEmitter: LUBMEmitter, ~Copyable {
  private var terms = LUBMTurtleTerms()

  init() {}

  mutating func begin(_ buffer: inout GeneratorBuffer) {
    terms.appendOntologyPrefix(to: &buffer)
  }

  mutating func enter(_ department: LUBMDepartmentID, _ buffer: inout GeneratorBuffer) {
    terms.enter(department, &buffer)
  }

  mutating func write(_ statement: LUBMStatement, _ buffer: inout GeneratorBuffer) {
    terms.append(statement, to: &buffer)
  }

  mutating func finish(_ buffer: inout GeneratorBuffer) {
    terms.closeSubject(&buffer)
  }
}
