// SPARQL Update on a transaction: each operation sees what those before it did, and all are one commit.
//
//     pattern ─► solutions in the transaction's view ─► quads that go, quads that come ─► transaction
//
// An operation evaluates its pattern to the end before it changes anything.

import RDF
import RDFSyntax
import SPARQL
import Storage

/// Runs update requests in one transaction; one thread.
package final class UpdateExecution {
  private let transaction: WriteTransaction
  private let options: QueryOptions
  private let control: QueryControl
  /// Quads that came and went so far.
  package private(set) var added = 0
  package private(set) var removed = 0

  package init(
    _ transaction: WriteTransaction, options: QueryOptions, control: QueryControl
  ) {
    self.transaction = transaction
    self.options = options
    self.control = control
  }

  /// Runs all operations of a request.
  package func run(_ request: UpdateRequest) throws(UpdateError) {
    for operation in request.operations { try run(operation, request.prologue) }
  }

  private func run(_ operation: UpdateOperation, _ prologue: Prologue) throws(UpdateError) {
    switch operation {
    case .insertData(let quads): try changeData(inserts: quads, deletes: [])
    case .deleteData(let quads): try changeData(inserts: [], deletes: quads)
    case .modify(let modification): try modify(modification, prologue)
    case .load(let source, let graph, let isSilent):
      try silently(isSilent) { () throws(UpdateError) in try load(source, into: graph) }
    case .clear(let target, _), .drop(let target, _): try clear(target)
    case .create(let graph, let isSilent):
      try silently(isSilent) { () throws(UpdateError) in try create(graph) }
    case .add(let source, let target, let isSilent):
      try silently(isSilent) { () throws(UpdateError) in
        try copy(source, to: target, clearsTarget: false, clearsSource: false)
      }
    case .move(let source, let target, let isSilent):
      try silently(isSilent) { () throws(UpdateError) in
        try copy(source, to: target, clearsTarget: true, clearsSource: true)
      }
    case .copy(let source, let target, let isSilent):
      try silently(isSilent) { () throws(UpdateError) in
        try copy(source, to: target, clearsTarget: true, clearsSource: false)
      }
    }
  }

  /// `SILENT`: what is wrong with the request is passed over, what is wrong with the store is not.
  private func silently(
    _ isSilent: Bool, _ body: () throws(UpdateError) -> Void
  ) throws(UpdateError) {
    do throws(UpdateError) {
      try body()
    } catch .graph(let message) {
      if !isSilent { throw .graph(message) }
    } catch .load(let message) {
      if !isSilent { throw .load(message) }
    } catch {
      throw error
    }
  }

  // MARK: data and patterns

  private func changeData(
    inserts: [QuadTemplate], deletes: [QuadTemplate]
  ) throws(UpdateError) {
    let context = makeContext(nil)
    let ids = StoredIDs(transaction, context.local)
    let coming = try evaluating { () throws(QueryError) in
      try QuadTemplates(inserts, context) { _ in nil }.quads { _ in 0 }
    }
    let going = try evaluating { () throws(QueryError) in
      try QuadTemplates(deletes, context) { _ in nil }.quads { _ in 0 }
    }
    try apply(inserts: coming, deletes: going, ids)
  }

  private func modify(
    _ modification: Modification, _ prologue: Prologue
  ) throws(UpdateError) {
    let used = Set((modification.deletes + modification.inserts).flatMap(\.variables))
      .sorted { $0.name < $1.name }
    let context = makeContext(prologue)
    let ids = StoredIDs(transaction, context.local)
    var (coming, going): ([IDQuad], [IDQuad]) = ([], [])
    try evaluating { () throws(QueryError) in
      let planner = Planner(
        context, dataset: try dataset(of: modification, context), variables: VariableTable())
      let slots = used.map { planner.variables.slot($0) }
      var pattern = modification.pattern.substituting(options.bindings)
      // A parameter that a template names has its value there too.
      for (variable, term) in options.bindings.sorted(by: { $0.key.name < $1.key.name })
      where used.contains(variable) {
        pattern = .join(pattern, .values(ValuesTable(variables: [variable], rows: [[term]])))
      }
      let plan = try planner.plan(planner.pushingFilters(pattern), planner.outermost)
      let root = ProjectOperator(
        try OperatorBuilder(planner).build(plan, needed: Set(slots)), slots: slots)
      var graph = TermID.defaultGraph
      if let with = modification.with { graph = try context.id(of: .iri(with)) }
      func column(_ variable: Variable) -> Int? { used.firstIndex(of: variable) }
      let deletes = try QuadTemplates(
        modification.deletes, context, defaultGraph: graph, column: column)
      let inserts = try QuadTemplates(
        modification.inserts, context, defaultGraph: graph, column: column)
      while try root.next() {
        for row in 0..<root.rows {
          going += deletes.quads { root.batch[$0][row] }
          coming += inserts.quads { root.batch[$0][row] }
        }
      }
    }
    try apply(inserts: coming, deletes: going, ids)
  }

  private func dataset(
    of modification: Modification, _ context: EvaluationContext
  ) throws(QueryError) -> QueryDataset {
    var dataset = try QueryDataset(
      modification.using, default: options.defaultGraph,
      includingDerived: options.includesDerived, context)
    if modification.using == nil, let with = modification.with {
      let id = try context.stored(.iri(with))
      dataset.defaultGraph = id.map { .one($0) } ?? .merged([])
    }
    return dataset
  }

  /// Applies quads of a template: deletes, then inserts.
  private func apply(
    inserts: [IDQuad], deletes: [IDQuad], _ ids: StoredIDs
  ) throws(UpdateError) {
    // A quad with a term that the store does not have is not there to be deleted.
    let going = deletes.filter { !StoredIDs.isNew($0) }
    try storing { () throws(StorageError) in
      var coming: [IDQuad] = []
      coming.reserveCapacity(inserts.count)
      for quad in inserts { coming.append(try ids.stored(quad)) }
      try change(inserts: coming, deletes: going)
    }
  }

  private func change(inserts: [IDQuad], deletes: [IDQuad]) throws(StorageError) {
    let change = try transaction.apply(inserts: inserts, deletes: deletes)
    added += change.added
    removed += change.removed
  }

  // MARK: whole graphs

  private func clear(_ target: GraphSet) throws(UpdateError) {
    switch target {
    case .graph(let name):
      if let id = try id(of: name) { try clear(id) }
    case .allNamed:
      for id in transaction.view.graphs where id.kind != .reserved { try clear(id) }
    case .all:
      for id in transaction.view.graphs where id != .derivedGraph { try clear(id) }
    }
  }

  private func clear(_ graph: TermID) throws(UpdateError) {
    let quads = try self.quads(of: graph)
    try storing { () throws(StorageError) in try change(inserts: [], deletes: quads) }
  }

  private func create(_ graph: IRI) throws(UpdateError) {
    let id = try storing { () throws(StorageError) in try transaction.view.id(of: .iri(graph)) }
    guard let id, transaction.view.quadCount(in: id) > 0 else { return }
    throw .graph("the graph <\(graph.string)> exists already")
  }

  private func copy(
    _ source: GraphName, to target: GraphName, clearsTarget: Bool, clearsSource: Bool
  ) throws(UpdateError) {
    if source == target { return }
    let from = try id(of: source)
    if case .named(let iri) = source, from.map({ transaction.view.quadCount(in: $0) }) ?? 0 == 0 {
      throw .graph("there is no graph <\(iri.string)>")
    }
    let moved = try from.map { id throws(UpdateError) in try quads(of: id) } ?? []
    let to = try storing { () throws(StorageError) in
      switch target {
      case .defaultGraph: TermID.defaultGraph
      case .named(let iri): try transaction.id(making: .iri(iri))
      }
    }
    if clearsTarget { try clear(to) }
    if clearsSource, let from { try clear(from) }
    let copies = moved.map { IDQuad($0.a, $0.b, $0.c, to.rawValue) }
    try storing { () throws(StorageError) in try change(inserts: copies, deletes: []) }
  }

  private func id(of graph: GraphName) throws(UpdateError) -> TermID? {
    switch graph {
    case .defaultGraph: .defaultGraph
    case .named(let iri):
      try storing { () throws(StorageError) in try transaction.view.id(of: .iri(iri)) }
    }
  }

  /// The quads of a graph, s p o g.
  private func quads(of graph: TermID) throws(UpdateError) -> [IDQuad] {
    let pattern = QuadPattern(graph: graph)
    var quads: [IDQuad] = []
    let scan = transaction.view.scan(pattern, order: .spog)
    while try storing({ () throws(StorageError) in try scan.next() }) {
      try evaluating { () throws(QueryError) in try control.check() }
      for row in scan.first..<scan.end { quads.append(scan.columns.quad(at: row)) }
    }
    return quads
  }

  /// The whole document is read before anything is changed, so that one that fails leaves nothing.
  private func load(_ source: IRI, into graph: GraphName) throws(UpdateError) {
    guard let documents = options.documents else { throw .documentsNotAllowed }
    let target: Term? = if case .named(let iri) = graph { .iri(iri) } else { nil }
    let quads = LoadedQuads(StoredIDs(transaction, LocalTerms()), control)
    do throws(UpdateError) {
      try documents.load(source, limits: RequestLimits(control)) { (quad) throws(UpdateError) in
        try quads.append(quad, graph: target ?? quad.graph)
      }
    } catch .load(let message) {
      // That the request is over is no failure of the document, and nothing that SILENT passes over.
      try evaluating { () throws(QueryError) in try control.check() }
      throw .load(message)
    }
    try storing { () throws(StorageError) in try change(inserts: quads.ids, deletes: []) }
  }

  // MARK: helpers

  private func makeContext(_ prologue: Prologue?) -> EvaluationContext {
    let settings = FunctionSettings(
      now: Clock.now, base: prologue?.base.flatMap { IRIBase($0.string) }, seed: options.seed)
    return EvaluationContext(
      view: transaction.view, local: LocalTerms(), control: control,
      functions: FunctionContext(settings), services: options.services)
  }

  private func evaluating<R>(_ body: () throws(QueryError) -> R) throws(UpdateError) -> R {
    do throws(QueryError) { return try body() } catch { throw .query(error) }
  }

  private func storing<R>(_ body: () throws(StorageError) -> R) throws(UpdateError) -> R {
    do throws(StorageError) { return try body() } catch { throw .query(.store(error)) }
  }
}

extension QuadTemplate {
  /// The variables of the template.
  var variables: [Variable] { triple.variables + [graph?.variable].compactMap(\.self) }
}
