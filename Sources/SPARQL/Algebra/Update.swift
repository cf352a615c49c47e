// SPARQL 1.1 Update: a request is a list of operations, each on what those before it left.

import RDF

/// A quad of a template or of data; a blank node is a term here, new for each solution.
public struct QuadTemplate: Hashable, Sendable {
  /// The triple.
  public var triple: TriplePattern
  /// The named graph, or nil for the default graph or the one of `WITH`.
  public var graph: PatternTerm?

  /// Makes a template.
  public init(_ triple: TriplePattern, graph: PatternTerm? = nil) {
    self.triple = triple
    self.graph = graph
  }
}

/// A graph that `ADD`, `MOVE`, `COPY` and `LOAD` name; nil IRIs stand for the default graph.
public enum GraphName: Hashable, Sendable {
  /// The default graph.
  case defaultGraph
  /// A named graph.
  case named(IRI)
}

/// What `CLEAR` and `DROP` reach.
public enum GraphSet: Hashable, Sendable {
  /// One graph.
  case graph(GraphName)
  /// All named graphs.
  case allNamed
  /// All graphs.
  case all
}

/// `DELETE { } INSERT { } WHERE { }`.
public struct Modification: Hashable, Sendable {
  /// The graph of `WITH`, which template quads without a graph and the pattern's default graph mean.
  public var with: IRI?
  /// What goes, for each solution; without blank nodes.
  public var deletes: [QuadTemplate]
  /// What comes, for each solution.
  public var inserts: [QuadTemplate]
  /// The pattern's dataset, or nil.
  public var using: DatasetClause?
  /// The pattern.
  public var pattern: Algebra

  /// Makes a modification.
  public init(
    with: IRI?, deletes: [QuadTemplate], inserts: [QuadTemplate], using: DatasetClause?,
    pattern: Algebra
  ) {
    self.with = with
    self.deletes = deletes
    self.inserts = inserts
    self.using = using
    self.pattern = pattern
  }
}

/// One operation of an update request.
public enum UpdateOperation: Hashable, Sendable {
  /// `INSERT DATA`.
  case insertData([QuadTemplate])
  /// `DELETE DATA`.
  case deleteData([QuadTemplate])
  /// `DELETE` and `INSERT` with `WHERE`, and `DELETE WHERE`.
  case modify(Modification)
  /// `LOAD`.
  case load(IRI, into: GraphName, isSilent: Bool)
  /// `CLEAR`.
  case clear(GraphSet, isSilent: Bool)
  /// `DROP`.
  case drop(GraphSet, isSilent: Bool)
  /// `CREATE`.
  case create(IRI, isSilent: Bool)
  /// `ADD`.
  case add(GraphName, to: GraphName, isSilent: Bool)
  /// `MOVE`.
  case move(GraphName, to: GraphName, isSilent: Bool)
  /// `COPY`.
  case copy(GraphName, to: GraphName, isSilent: Bool)
}

/// A whole update request.
public struct UpdateRequest: Hashable, Sendable {
  /// The operations, in order.
  public var operations: [UpdateOperation]
  /// What the text declares, as of its end.
  public var prologue: Prologue

  /// Makes a request.
  public init(operations: [UpdateOperation], prologue: Prologue) {
    self.operations = operations
    self.prologue = prologue
  }
}
