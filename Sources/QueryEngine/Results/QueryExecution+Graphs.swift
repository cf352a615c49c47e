// Results that are graphs: CONSTRUCT and DESCRIBE.

import RDF
import RDFSyntax
import SPARQL
import Storage

/// A triple of a result in ids.
struct IDTriple: Hashable {
  var subject: UInt64
  var predicate: UInt64
  var object: UInt64
}

extension QueryExecution {
  /// Triples that are remembered to be written once; of larger results a triple may be written again, which
  /// leaves the graph the same.
  private static let rememberedTriples = 1_000_000

  /// Gives each triple of a CONSTRUCT or DESCRIBE query to `take`.
  func triples(
    _ take: (IDTriple) throws(QueryOutputError) -> Void
  ) throws(QueryOutputError) {
    var seen: Set<IDTriple> = []
    func takeOnce(_ triple: IDTriple) throws(QueryOutputError) {
      if seen.count < Self.rememberedTriples {
        guard seen.insert(triple).inserted else { return }
      } else if seen.contains(triple) {
        return
      }
      try take(triple)
    }
    switch query.form {
    case .construct(let template): try construct(template, takeOnce)
    case .describe(let terms): try describe(terms, takeOnce)
    case .select, .ask: preconditionFailure("only CONSTRUCT and DESCRIBE have triples")
    }
  }

  /// Writes the triples of a CONSTRUCT or DESCRIBE query and returns how many.
  package func writeTriples(to writer: any QuadWriter) throws(QueryOutputError) -> Int {
    let row = ResultRow(width: 3, view: context.view, local: context.local)
    let cells = RowTable(width: 3, capacity: 1)
    let columns = cells.columns.map { UnsafePointer($0) }
    var count = 0
    try triples { (triple) throws(QueryOutputError) in
      cells.columns[0][0] = triple.subject
      cells.columns[1][0] = triple.predicate
      cells.columns[2][0] = triple.object
      try querying { () throws(QueryError) in try row.decode(columns, row: 0) }
      guard let subject = row.cells[0], let predicate = row.cells[1], let object = row.cells[2]
      else { return }
      do throws(WriteError) {
        try writer.write(subject: subject, predicate: predicate, object: object, graph: nil)
      } catch { throw .output(error) }
      count += 1
    }
    do throws(WriteError) { try writer.finish() } catch { throw .output(error) }
    return count
  }

  /// The triples of a CONSTRUCT or DESCRIBE query as values.
  package func allTriples() throws(QueryOutputError) -> [Quad] {
    var quads: [Quad] = []
    try triples { (triple) throws(QueryOutputError) in
      try querying { () throws(QueryError) in
        quads.append(
          Quad(
            subject: try context.term(of: triple.subject),
            predicate: try context.term(of: triple.predicate),
            object: try context.term(of: triple.object)))
      }
    }
    return quads
  }

  // MARK: CONSTRUCT

  private func construct(
    _ template: [TriplePattern], _ take: (IDTriple) throws(QueryOutputError) -> Void
  ) throws(QueryOutputError) {
    let compiled = try querying { () throws(QueryError) in
      try QuadTemplates(template.map { QuadTemplate($0) }, context) { variable in
        self.column(of: variable)
      }
    }
    while try querying({ () throws(QueryError) in try nextBatch() }) {
      for row in 0..<rowCount {
        let quads = compiled.quads { self.id(row: row, column: $0) }
        for quad in quads {
          try take(IDTriple(subject: quad.a, predicate: quad.b, object: quad.c))
        }
      }
    }
  }

  // MARK: DESCRIBE

  /// Gives the concise bounded description of each resource: its triples in the default graph, and those of
  /// the blank nodes that they lead to.
  private func describe(
    _ terms: [PatternTerm], _ take: (IDTriple) throws(QueryOutputError) -> Void
  ) throws(QueryOutputError) {
    var resources: [UInt64] = []
    var seen: Set<UInt64> = []
    for case .term(let term) in terms {
      let id = try querying { () throws(QueryError) in try context.stored(term) }
      if let id, seen.insert(id.rawValue).inserted { resources.append(id.rawValue) }
    }
    let columns = terms.compactMap(\.variable).compactMap { column(of: $0) }
    if !columns.isEmpty {
      while try querying({ () throws(QueryError) in try nextBatch() }) {
        for row in 0..<rowCount {
          for column in columns {
            let id = id(row: row, column: column)
            if id != 0, seen.insert(id).inserted { resources.append(id) }
          }
        }
      }
    }
    var next = 0
    while next < resources.count {
      let found = try querying { () throws(QueryError) in try triples(of: resources[next]) }
      next += 1
      for triple in found {
        try take(triple)
        let object = TermID(rawValue: triple.object)
        if object.kind == .blankNode, seen.insert(triple.object).inserted {
          resources.append(triple.object)
        }
      }
    }
  }

  private func triples(of subject: UInt64) throws(QueryError) -> [IDTriple] {
    let id = TermID(rawValue: subject)
    if id.isLocal { return [] }
    let predicate = planner.variables.fresh("p")
    let object = planner.variables.fresh("o")
    let spec = ScanSpec(
      places: [.constant(id), .variable(predicate), .variable(object), nil],
      graphs: planner.dataset.defaultGraph, order: .spog)
    let scan = ScanOperator(
      spec, view: context.view, slots: [predicate, object], control: control)
    var triples: [IDTriple] = []
    while try scan.next() {
      for row in 0..<scan.rows {
        triples.append(
          IDTriple(subject: subject, predicate: scan.batch[0][row], object: scan.batch[1][row]))
      }
    }
    return triples
  }
}
