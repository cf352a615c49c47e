// A whole query or update request, as the parser leaves it.

import RDF

/// What a text declares before the query: `BASE` and `PREFIX`.
public struct Prologue: Hashable, Sendable {
  /// The base IRI that is in force at the end, or nil.
  public var base: IRI?
  /// Prefixes without their colon, in order of declaration; a later one of the same name replaces.
  public var prefixes: [QueryPrefix]

  /// Makes a prologue.
  public init(base: IRI? = nil, prefixes: [QueryPrefix] = []) {
    self.base = base
    self.prefixes = prefixes
  }
}

/// `PREFIX name: <namespace>`.
public struct QueryPrefix: Hashable, Sendable {
  /// The name, without its colon.
  public var name: String
  /// The namespace.
  public var namespace: IRI

  /// Makes a declaration.
  public init(name: String, namespace: IRI) {
    self.name = name
    self.namespace = namespace
  }
}

/// `FROM` and `FROM NAMED`, or `USING` and `USING NAMED` (section 13.2).
public struct DatasetClause: Hashable, Sendable {
  /// Graphs that are merged into the default graph.
  public var defaultGraphs: [IRI]
  /// The named graphs.
  public var namedGraphs: [IRI]

  /// Makes a clause.
  public init(defaultGraphs: [IRI] = [], namedGraphs: [IRI] = []) {
    self.defaultGraphs = defaultGraphs
    self.namedGraphs = namedGraphs
  }
}

/// A query.
public struct Query: Hashable, Sendable {
  /// What is made of the solutions.
  public enum Form: Hashable, Sendable {
    /// Rows of these variables; the pattern is projected to them already.
    case select([Variable])
    /// Whether there is a solution.
    case ask
    /// A graph: the template for each solution, with new blank nodes each time.
    case construct([TriplePattern])
    /// What is known of these.
    case describe([PatternTerm])
  }

  /// The form.
  public var form: Form
  /// The dataset, or nil where the query leaves it to the store.
  public var dataset: DatasetClause?
  /// The pattern with all modifiers.
  public var pattern: Algebra
  /// What the text declares.
  public var prologue: Prologue

  /// Makes a query.
  public init(form: Form, dataset: DatasetClause?, pattern: Algebra, prologue: Prologue) {
    self.form = form
    self.dataset = dataset
    self.pattern = pattern
    self.prologue = prologue
  }
}
