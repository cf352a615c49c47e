/// Writes TriG: as Turtle, in a block for the graph that the subject's university names.
///
/// Prefixes cannot be declared inside a block, so each department has a block of its own; a
/// repeated statement of another university closes the block and has one to itself.
struct LUBMTriGEmitter: LUBMEmitter, ~Copyable {
  private var terms = LUBMTurtleTerms()
  /// The university whose block is open; none while at the document's level, the default graph.
  private var openGraph: UInt32?

  init() {}

  mutating func begin(_ buffer: inout GeneratorBuffer) {
    terms.appendOntologyPrefix(to: &buffer)
  }

  mutating func enter(_ department: LUBMDepartmentID, _ buffer: inout GeneratorBuffer) {
    moveToGraph(nil, &buffer)
    terms.enter(department, &buffer)
  }

  mutating func write(_ statement: LUBMStatement, _ buffer: inout GeneratorBuffer) {
    let university = statement.subject.department.university
    moveToGraph(statement.isInDefaultGraph ? nil : university, &buffer)
    terms.append(statement, to: &buffer)
  }

  mutating func finish(_ buffer: inout GeneratorBuffer) {
    terms.closeSubject(&buffer)
    moveToGraph(nil, &buffer)
  }

  private mutating func moveToGraph(_ graph: UInt32?, _ buffer: inout GeneratorBuffer) {
    guard graph != openGraph else { return }
    terms.closeSubject(&buffer)
    if openGraph != nil { buffer.append("}\n\n") }
    if let graph {
      terms.appendGraphName(graph, to: &buffer)
      buffer.append(" {\n")
    }
    openGraph = graph
  }
}
