// Update requests (rules UpdateUnit to GraphRefAll).

import RDF

extension Parser {
  private static let operations: [Keyword] = [
    .insert, .delete, .load, .clear, .drop, .create, .add, .move, .copy, .with,
  ]
  private static let forms: [Keyword] = [.select, .construct, .ask, .describe]

  /// Reads a whole text as an update request.
  func updateUnit() throws(SyntaxFailure) -> UpdateRequest {
    var operations: [UpdateOperation] = []
    repeat {
      try prologue()
      if isAt(.end) { break }
      blankNodes.startOperation()
      operations.append(try operation())
    } while accept(.semicolon)
    guard isAt(.end) else { throw unexpected("\";\" or the end of the request") }
    return UpdateRequest(operations: operations, prologue: namespaces.prologue)
  }

  private func operation() throws(SyntaxFailure) -> UpdateOperation {
    let keyword = token.keyword
    switch keyword {
    case .insert: return try insert()
    case .delete: return try delete()
    case .with: return try modification()
    case .load: return try load()
    case .clear, .drop:
      advance()
      let isSilent = accept(.silent)
      let target = try graphTarget()
      return keyword == .clear
        ? .clear(target, isSilent: isSilent) : .drop(target, isSilent: isSilent)
    case .create:
      advance()
      let isSilent = accept(.silent)
      try expect(.graph)
      return .create(try iri("the IRI of a graph"), isSilent: isSilent)
    case .add, .move, .copy: return try transfer()
    case .some(let keyword) where Self.forms.contains(keyword):
      throw failure("this is a query, and an update is expected here", at: token.start)
    default:
      throw unexpected(
        "an update: INSERT, DELETE, WITH, LOAD, CLEAR, DROP, CREATE, ADD, MOVE or COPY",
        among: Self.operations + [.prefix, .base])
    }
  }

  // MARK: - Graphs

  private func load() throws(SyntaxFailure) -> UpdateOperation {
    advance()
    let isSilent = accept(.silent)
    let source = try iri("the IRI of a document")
    guard accept(.into) else { return .load(source, into: .defaultGraph, isSilent: isSilent) }
    try expect(.graph)
    return .load(
      source, into: .named(try iri("the IRI of a graph")), isSilent: isSilent)
  }

  private func graphTarget() throws(SyntaxFailure) -> GraphSet {
    if accept(.graph) { return .graph(.named(try iri("the IRI of a graph"))) }
    if accept(.default) { return .graph(.defaultGraph) }
    if accept(.named) { return .allNamed }
    if accept(.all) { return .all }
    throw unexpected(
      "GRAPH and an IRI, DEFAULT, NAMED or ALL", among: [.graph, .default, .named, .all, .silent])
  }

  /// Reads `ADD`, `MOVE` or `COPY` of one graph to another.
  private func transfer() throws(SyntaxFailure) -> UpdateOperation {
    let keyword = token.keyword
    advance()
    let isSilent = accept(.silent)
    let source = try graphOrDefault()
    try expect(.to)
    let target = try graphOrDefault()
    switch keyword {
    case .add: return .add(source, to: target, isSilent: isSilent)
    case .move: return .move(source, to: target, isSilent: isSilent)
    default: return .copy(source, to: target, isSilent: isSilent)
    }
  }

  private func graphOrDefault() throws(SyntaxFailure) -> GraphName {
    if accept(.default) { return .defaultGraph }
    _ = accept(.graph)
    guard isAtIRI else {
      throw unexpected("the IRI of a graph or DEFAULT", among: [.default, .graph])
    }
    return .named(try iri("the IRI of a graph"))
  }

  // MARK: - Data and patterns

  private func insert() throws(SyntaxFailure) -> UpdateOperation {
    let start = token
    advance()
    if accept(.data) {
      let quads = try quads(.insertData).quads
      blankNodes.endData()
      return .insertData(quads)
    }
    return try modification(from: start, with: nil)
  }

  private func delete() throws(SyntaxFailure) -> UpdateOperation {
    let start = token
    advance()
    if accept(.data) { return .deleteData(try quads(.deleteData).quads) }
    if accept(.where) {
      let quads = try quads(.deleteWhere)
      let pattern = try pattern(of: quads)
      return .modify(
        Modification(
          with: nil, deletes: quads.quads, inserts: [], using: nil, pattern: pattern))
    }
    return try modification(from: start, with: nil)
  }

  /// Reads `WITH` and what follows it.
  private func modification() throws(SyntaxFailure) -> UpdateOperation {
    advance()
    let graph = try iri("the IRI of a graph")
    let start = token
    guard accept(.delete) || accept(.insert) else {
      throw unexpected("DELETE or INSERT", among: [.delete, .insert])
    }
    return try modification(from: start, with: graph)
  }

  /// Reads a modification whose first keyword, `INSERT` or `DELETE`, was read.
  private func modification(
    from keyword: Token, with graph: IRI?
  ) throws(SyntaxFailure) -> UpdateOperation {
    guard isAt(.leftBrace) else {
      let others = graph != nil ? "" : keyword.keyword == .delete ? ", DATA or WHERE" : " or DATA"
      throw unexpected("a template in braces\(others)", among: [.data, .where])
    }
    var deletes: [QuadTemplate] = []
    var inserts: [QuadTemplate] = []
    if keyword.keyword == .delete {
      deletes = try quads(.deleteTemplate).quads
      if accept(.insert) { inserts = try quads(.template).quads }
    } else {
      inserts = try quads(.template).quads
    }
    let using = try datasetClauses(.using)
    guard accept(.where) else {
      throw unexpected(
        keyword.keyword == .delete && inserts.isEmpty
          ? "INSERT, USING or WHERE" : "USING or WHERE",
        among: [.insert, .using, .where])
    }
    let pattern = try groupGraphPattern().algebra
    try check(height: pattern.height)
    return .modify(
      Modification(
        with: graph, deletes: deletes, inserts: inserts, using: using, pattern: pattern.tree))
  }
}
