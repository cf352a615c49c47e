// SPARQL 1.1 Query Results JSON Format.
//
//     { "head": { "vars": [...] }, "results": { "bindings": [ { "x": TERM } ] } }
//     { "head": {}, "boolean": true }
//
// Members that the standard does not name are skipped, except in a term, where one could change what the
// term is. The order of members is free, as JSON has it.

import RDF
import RDFSyntax

/// Reads SPARQL 1.1 Query Results JSON.
///
/// Strict but for two things that servers in use write: the type `typed-literal` of an older draft, and
/// `rdf:langString` beside a language. Terms of RDF 1.2 are refused. Memory: the document and its rows.
public struct SPARQLJSONReader: Sendable {
  private let file: String
  private let limits: ResultsLimits

  /// Makes a reader; `file` names the document in errors.
  public init(file: String = "results", limits: ResultsLimits = ResultsLimits()) {
    self.file = file
    self.limits = limits
  }

  /// Reads a whole document.
  public func read(_ bytes: [UInt8]) throws(SyntaxError) -> ResultsDocument {
    var scanner = JSONScanner(try ByteCursor(bytes, file: file, limits: limits))
    var document = Document()
    try scanner.object { (scanner, name, place) throws(SyntaxError) in
      switch name {
      case "head": try document.readHead(&scanner, at: place)
      case "results": try document.readResults(&scanner, at: place)
      case "boolean":
        try document.checkAnswerIsFirst(scanner, at: place)
        document.boolean = try scanner.boolean()
      default: try scanner.skipValue()
      }
    }
    try scanner.end()
    return try document.finished(scanner)
  }
}

/// What was read of a document so far.
private struct Document {
  var boolean: Bool?
  private var head: ResultRows?
  private var hasVariables = false
  private var rows: ResultRows?
  private var rowsCameFirst = false

  mutating func readHead(_ scanner: inout JSONScanner, at place: Int) throws(SyntaxError) {
    if head != nil { throw scanner.cursor.error("there are two heads", at: place) }
    var head = ResultRows()
    var hasVariables = false
    try scanner.object { (scanner, name, place) throws(SyntaxError) in
      guard name == "vars" else { return try scanner.skipValue() }
      if hasVariables { throw scanner.cursor.error("there are two lists \"vars\"", at: place) }
      hasVariables = true
      try scanner.array { (scanner) throws(SyntaxError) in
        let place = scanner.cursor.place
        let variable = try scanner.string("a variable")
        try head.declare(variable, at: place, in: scanner.cursor)
      }
    }
    self.head = head
    self.hasVariables = hasVariables
  }

  func checkAnswerIsFirst(_ scanner: JSONScanner, at place: Int) throws(SyntaxError) {
    guard boolean == nil, rows == nil else {
      throw scanner.cursor.error("there are two results", at: place)
    }
  }

  mutating func readResults(_ scanner: inout JSONScanner, at place: Int) throws(SyntaxError) {
    try checkAnswerIsFirst(scanner, at: place)
    rowsCameFirst = head == nil
    var rows = head ?? ResultRows()
    let mayDeclare = rowsCameFirst
    var hasBindings = false
    try scanner.object { (scanner, name, place) throws(SyntaxError) in
      guard name == "bindings" else { return try scanner.skipValue() }
      if hasBindings { throw scanner.cursor.error("there are two lists \"bindings\"", at: place) }
      hasBindings = true
      try scanner.array { (scanner) throws(SyntaxError) in
        try Self.readRow(&scanner, into: &rows, mayDeclare: mayDeclare)
      }
    }
    guard hasBindings else {
      throw scanner.cursor.error("the results have no list \"bindings\"", at: place)
    }
    self.rows = rows
  }

  private static func readRow(
    _ scanner: inout JSONScanner, into rows: inout ResultRows, mayDeclare: Bool
  ) throws(SyntaxError) {
    var row: [Term?] = []
    row.reserveCapacity(rows.columnCount)
    try scanner.object { (scanner, variable, place) throws(SyntaxError) in
      if mayDeclare, rows.column(of: variable) == nil {
        try rows.declare(variable, at: place, in: scanner.cursor)
      }
      guard let column = rows.column(of: variable) else {
        throw scanner.cursor.error(
          "the head does not declare the variable \"\(variable)\"", at: place)
      }
      let term = try JSONTerm.read(&scanner)
      try rows.set(
        term, of: variable, column: column, in: &row, at: place, cursor: scanner.cursor)
    }
    try rows.append(row, in: scanner.cursor)
  }

  func finished(_ scanner: JSONScanner) throws(SyntaxError) -> ResultsDocument {
    guard let head else { throw scanner.cursor.error("the document has no head") }
    if let boolean { return .boolean(boolean) }
    guard let rows else {
      throw scanner.cursor.error("the document has neither results nor a boolean")
    }
    guard hasVariables else { throw scanner.cursor.error("the head has no list \"vars\"") }
    return rowsCameFirst ? try rows.finished(head: head, in: scanner.cursor) : rows.finished()
  }
}

/// A term as an object of JSON.
private struct JSONTerm {
  private var type: String?
  private var value: String?
  private var language: String?
  private var datatype: String?

  static func read(_ scanner: inout JSONScanner) throws(SyntaxError) -> Term {
    scanner.skipSpace()
    let start = scanner.cursor.place
    var fields = JSONTerm()
    try scanner.object { (scanner, name, place) throws(SyntaxError) in
      switch name {
      case "type": try Self.set(&fields.type, name, place, &scanner)
      case "value": try fields.readValue(at: place, &scanner)
      case "xml:lang": try Self.set(&fields.language, name, place, &scanner)
      case "datatype": try Self.set(&fields.datatype, name, place, &scanner)
      default:
        throw scanner.cursor.error(
          "a term cannot have the member \"\(name)\"", at: place,
          hint: name == "its:dir" ? "RDF 1.2 is not supported" : nil)
      }
    }
    return try fields.term(in: scanner.cursor, at: start)
  }

  private mutating func readValue(
    at place: Int, _ scanner: inout JSONScanner
  ) throws(SyntaxError) {
    scanner.skipSpace()
    guard scanner.cursor.next != UInt8(ascii: "{") else {
      throw scanner.cursor.error(
        "a value is a string", hint: "this looks like a triple term; RDF 1.2 is not supported")
    }
    try Self.set(&value, "value", place, &scanner)
  }

  private static func set(
    _ field: inout String?, _ name: String, _ place: Int, _ scanner: inout JSONScanner
  ) throws(SyntaxError) {
    if field != nil {
      throw scanner.cursor.error("the member \"\(name)\" stands twice in a term", at: place)
    }
    field = try scanner.string("a string")
  }

  private func term(in cursor: ByteCursor, at start: Int) throws(SyntaxError) -> Term {
    guard let type else { throw cursor.error("the term has no \"type\"", at: start) }
    guard let value else { throw cursor.error("the term has no \"value\"", at: start) }
    if type == "literal" || type == "typed-literal" {
      return try cursor.literal(value, language: language, datatype: datatype, at: start)
    }
    guard language == nil, datatype == nil else {
      throw cursor.error("only a literal has a language or a datatype", at: start)
    }
    switch type {
    case "uri": return .iri(try cursor.iri(value, at: start))
    case "bnode": return try cursor.blankNode(value, at: start)
    default: throw cursor.error("\"\(type)\" is no type of a term", at: start)
    }
  }
}
