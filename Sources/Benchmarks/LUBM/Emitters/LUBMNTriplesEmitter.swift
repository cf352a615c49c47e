/// Writes N-Triples: a triple a line, no comments, no blank lines.
struct LUBMNTriplesEmitter: LUBMEmitter, ~Copyable {
  private var terms = LUBMLineTerms()

  init() {}

  mutating func begin(_ buffer: inout GeneratorBuffer) {}

  mutating func enter(_ department: LUBMDepartmentID, _ buffer: inout GeneratorBuffer) {
    terms.enter(department)
  }

  mutating func write(_ statement: LUBMStatement, _ buffer: inout GeneratorBuffer) {
    terms.append(statement, to: &buffer)
    buffer.append(" .\n")
  }

  mutating func finish(_ buffer: inout GeneratorBuffer) {}
}
