// Given solutions (rules InlineData and DataBlock).

import RDF

extension Parser {
  /// Reads what follows `VALUES`: variables, and rows of a value for each.
  func dataBlock() throws(SyntaxFailure) -> ValuesTable {
    var table = ValuesTable(variables: [], rows: [])
    guard isAt(.leftParenthesis) else {
      table.variables = [try variable("a variable or \"(\"")]
      try expect(.leftBrace, "\"{\"")
      while !accept(.rightBrace) {
        table.rows.append([try dataValue("\"}\" or a value")])
      }
      return table
    }
    table.variables = try dataVariables()
    try expect(.leftBrace, "\"{\"")
    while !accept(.rightBrace) { table.rows.append(try dataRow(table.variables.count)) }
    return table
  }

  private func dataVariables() throws(SyntaxFailure) -> [Variable] {
    var list = VariableList()
    advance()
    while !accept(.rightParenthesis) {
      let start = token.start
      let variable = try variable("a variable or \")\"")
      guard list.insert(variable) else {
        throw failure("?\(variable.name) is named twice in VALUES", at: start)
      }
    }
    return list.variables
  }

  private func dataRow(_ count: Int) throws(SyntaxFailure) -> [Term?] {
    let start = token.start
    try expect(.leftParenthesis, "a row in parentheses or \"}\"")
    var row: [Term?] = []
    row.reserveCapacity(count)
    while !accept(.rightParenthesis) { row.append(try dataValue("\")\" or a value")) }
    guard row.count == count else {
      let values = row.count == 1 ? "1 value" : "\(row.count) values"
      let variables = count == 1 ? "1 variable" : "\(count) variables"
      throw failure("the row has \(values) for \(variables)", at: start)
    }
    return row
  }

  /// Reads a term that is no blank node; nil is `UNDEF`.
  private func dataValue(_ name: String) throws(SyntaxFailure) -> Term? {
    if accept(.undef) { return nil }
    if isAtIRI { return .iri(try iri(name)) }
    guard isAtLiteral else {
      throw unexpected("\(name): an IRI, a literal or UNDEF", among: [.undef, .true, .false])
    }
    return .literal(try literal())
  }
}
