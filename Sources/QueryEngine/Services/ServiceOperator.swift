// SERVICE (SPARQL 1.1 Federated Query): the pattern's text goes to the endpoint as a SELECT query; what comes back is
// joined here. Where a variable names the endpoint, each one that the rows have is asked once.

import RDF
import SPARQL
import Storage

final class ServiceOperator: BatchOperator {
  private let input: BatchOperator?
  private let call: ServiceCall
  private let planner: Planner
  /// The variables that the answer is asked for.
  private let asked: [Variable]
  /// For each output the column of the input and of the answer.
  private let sources: [(left: Int?, answer: Int?)]
  /// Shared columns, which must be compatible.
  private let shared: [(left: Int, answer: Int)]
  private let endpointColumn: Int?
  private var answers: [UInt64: RowTable] = [:]
  private let output: RowTable
  private var isDone = false

  init(
    _ input: BatchOperator?, _ call: ServiceCall, _ planner: Planner, slots: [Slot]
  ) throws(QueryError) {
    self.input = input
    self.call = call
    self.planner = planner
    asked = call.pattern.variables.filter { !$0.isGenerated }
    let answered = asked.map { planner.variables.slot($0) }
    sources = slots.map { (input?.column(of: $0), answered.firstIndex(of: $0)) }
    shared = answered.enumerated().compactMap { column, slot in
      input?.column(of: slot).map { ($0, column) }
    }
    endpointColumn = call.endpoint.variable.flatMap { variable in
      input?.column(of: planner.variables.slot(variable))
    }
    output = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: slots, control: planner.context.control)
  }

  override func produce() throws(QueryError) -> Bool {
    output.removeAll()
    if let input {
      guard try input.next() else { return false }
      for row in 0..<input.rows { try pair(row, of: input) }
    } else {
      if isDone { return false }
      isDone = true
      guard case .term(let endpoint) = call.endpoint else {
        throw .unsupported("SERVICE names its endpoint by a variable that nothing binds")
      }
      let answer = try ask(endpoint)
      for match in 0..<answer.count { try append(nil, 0, answer, match) }
    }
    show(output)
    return true
  }

  /// Joins a row with the answer of the endpoint that it names.
  private func pair(_ row: Int, of input: BatchOperator) throws(QueryError) {
    guard let endpointColumn, input.batch[endpointColumn][row] != 0 else {
      if call.isSilent { return try append(input, row, nil, 0) }
      throw .unsupported("SERVICE names its endpoint by a variable that a row does not bind")
    }
    let id = input.batch[endpointColumn][row]
    if answers[id] == nil { answers[id] = try ask(try planner.context.term(of: id)) }
    guard let answer = answers[id] else { return }
    for match in 0..<answer.count {
      let agrees = shared.allSatisfy { left, column in
        let (a, b) = (input.batch[left][row], answer.columns[column][match])
        return a == 0 || b == 0 || a == b
      }
      if agrees { try append(input, row, answer, match) }
    }
  }

  private func append(
    _ input: BatchOperator?, _ row: Int, _ answer: RowTable?, _ match: Int
  ) throws(QueryError) {
    try output.reserve(1)
    for (index, source) in sources.enumerated() {
      var id: UInt64 = 0
      if let left = source.left, let input { id = input.batch[left][row] }
      if id == 0, let column = source.answer, let answer { id = answer.columns[column][match] }
      output.columns[index][output.count] = id
    }
    output.count += 1
  }

  /// The solutions of an endpoint; one without bindings where it fails and the call is silent.
  private func ask(_ endpoint: Term) throws(QueryError) -> RowTable {
    let control = planner.context.control
    let table = RowTable(width: asked.count, capacity: 64, control: control)
    let document: ResultsDocument
    do throws(ServiceError) { document = try answer(of: endpoint) } catch {
      // That the query is over is no failure of the endpoint, and nothing that SILENT passes over.
      try control.check()
      guard call.isSilent else { throw .service(error) }
      try table.reserve(1)
      for column in table.columns { column[0] = 0 }
      table.count = 1
      return table
    }
    try fill(table, from: document)
    return table
  }

  private func answer(of endpoint: Term) throws(ServiceError) -> ResultsDocument {
    guard let client = planner.context.services else { throw .notAllowed }
    guard case .iri(let iri) = endpoint else {
      throw ServiceError("SERVICE names an endpoint that is no IRI")
    }
    let document = try client.solutions(
      of: call.query, at: iri, limits: RequestLimits(planner.context.control))
    guard case .rows = document else {
      throw ServiceError("the endpoint <\(iri.string)> answers a SELECT query with a boolean")
    }
    return document
  }

  private func fill(_ table: RowTable, from document: ResultsDocument) throws(QueryError) {
    let columns = asked.map { variable in
      document.variables.firstIndex(of: variable.name)
    }
    // Blank nodes of an answer are no nodes of the store.
    var nodes: [BlankNode: UInt64] = [:]
    for row in document.rows {
      if table.count % BatchOperator.batchRows == 0 { try planner.context.control.check() }
      try table.reserve(1)
      for (index, column) in columns.enumerated() {
        let term = column.flatMap { row[$0] }
        table.columns[index][table.count] = try id(of: term, &nodes)
      }
      table.count += 1
    }
  }

  private func id(
    of term: Term?, _ nodes: inout [BlankNode: UInt64]
  ) throws(QueryError) -> UInt64 {
    guard let term else { return 0 }
    guard case .blankNode(let node) = term else {
      return try planner.context.id(of: term).rawValue
    }
    let id = nodes[node] ?? planner.context.local.makeBlankNode().rawValue
    nodes[node] = id
    return id
  }
}

extension ServiceCall {
  /// The query that an endpoint is asked.
  var query: String {
    var lines: [String] = []
    if let base = prologue.base { lines.append("BASE <\(base.string)>") }
    for prefix in prologue.prefixes {
      lines.append("PREFIX \(prefix.name): <\(prefix.namespace.string)>")
    }
    return lines.joined(separator: "\n") + "\nSELECT * WHERE " + text
  }
}
