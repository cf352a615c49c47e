/// Writes N-Quads: a quad a line, each in the graph that its subject's university names.
struct LUBMNQuadsEmitter: LUBMEmitter, ~Copyable {
  private var terms = LUBMLineTerms()

  init() {}

  mutating func begin(_ buffer: inout LUBMByteBuffer) {}

  mutating func enter(_ department: LUBMDepartmentID, _ buffer: inout LUBMByteBuffer) {
    terms.enter(department)
  }

  mutating func write(_ statement: LUBMStatement, _ buffer: inout LUBMByteBuffer) {
    terms.append(statement, to: &buffer)
    terms.appendGraph(of: statement, to: &buffer)
    buffer.append(" .\n")
  }

  mutating func finish(_ buffer: inout LUBMByteBuffer) {}
}
