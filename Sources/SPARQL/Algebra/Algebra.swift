// The algebra of SPARQL 1.1 (section 18.2): what a query means, before anyone chooses how to find it.
//
//     text ─► parser ─► Query { form, dataset, pattern: Algebra } ─► planner (QueryEngine)
//
// The parser writes it as the specification's translation does, filters at their group's end and modifiers
// in their order. Blank nodes of patterns are variables here, whose names start with a dot: no query can
// write, project or join one by accident. Aggregates stand in `group` alone; expressions above name their
// results by generated variables.

import RDF

/// A variable of a query.
public struct Variable: Hashable, Sendable {
  // Names are told apart code point by code point, as terms are: the grammar has combining accents.
  private let text: ExactString

  /// The name without `?`; names that the parser has made start with a dot.
  public var name: String { text.string }

  /// Makes a variable named `name`.
  public init(_ name: String) { text = ExactString(name) }

  /// Whether the parser made it: for a blank node, an aggregate, an unnamed key or a path's inside.
  public var isGenerated: Bool { name.utf8.first == UInt8(ascii: ".") }
}

/// What stands in a place of a pattern: a variable, or a term that must be there.
public enum PatternTerm: Hashable, Sendable {
  /// Any term; the same one wherever the variable stands.
  case variable(Variable)
  /// This term.
  case term(Term)
}

/// A triple pattern (section 18.1.5).
public struct TriplePattern: Hashable, Sendable {
  /// What stands first.
  public var subject: PatternTerm
  /// What stands second.
  public var predicate: PatternTerm
  /// What stands third.
  public var object: PatternTerm

  /// Makes a pattern.
  public init(_ subject: PatternTerm, _ predicate: PatternTerm, _ object: PatternTerm) {
    self.subject = subject
    self.predicate = predicate
    self.object = object
  }
}

/// A property path (section 9.1) that is no plain IRI.
public indirect enum PropertyPath: Hashable, Sendable {
  /// One triple with this predicate.
  case link(IRI)
  /// `^path`.
  case inverse(PropertyPath)
  /// `a / b`.
  case sequence(PropertyPath, PropertyPath)
  /// `a | b`.
  case alternative(PropertyPath, PropertyPath)
  /// `path*`.
  case zeroOrMore(PropertyPath)
  /// `path+`.
  case oneOrMore(PropertyPath)
  /// `path?`.
  case zeroOrOne(PropertyPath)
  /// `!(a | ^b)`: any predicate but these, forwards or backwards.
  ///
  /// A direction that the query does not name (an empty list) is not walked, unless both are empty.
  case negatedSet(forward: [IRI], inverse: [IRI])
}

/// A graph pattern with its solution modifiers.
public indirect enum Algebra: Hashable, Sendable {
  /// Triple patterns that all hold; none is the pattern with one empty solution.
  case basic([TriplePattern])
  /// A path between two ends.
  case path(PatternTerm, PropertyPath, PatternTerm)
  /// Both.
  case join(Algebra, Algebra)
  /// The first, and the second where it is compatible and the condition holds.
  case leftJoin(Algebra, Algebra, QueryExpression?)
  /// What the condition is true of.
  case filter(QueryExpression, Algebra)
  /// Either.
  case union(Algebra, Algebra)
  /// The pattern in a named graph.
  case graph(PatternTerm, Algebra)
  /// The pattern with one more variable; unbound where the expression is an error.
  case extend(Algebra, Variable, QueryExpression)
  /// The first without what a solution of the second is compatible with and shares a variable with.
  case minus(Algebra, Algebra)
  /// Given solutions.
  case values(ValuesTable)
  /// The pattern at an endpoint.
  case service(ServiceCall)
  /// Groups, each with its keys and aggregates.
  case group(Algebra, keys: [GroupKey], aggregates: [NamedAggregate])
  /// Sorted solutions.
  case orderBy(Algebra, [OrderCondition])
  /// These variables alone.
  case project(Algebra, [Variable])
  /// Each solution once.
  case distinct(Algebra)
  /// Each solution at least once and at most as often as it is there.
  case reduced(Algebra)
  /// A stretch of the solutions.
  case slice(Algebra, offset: Int, limit: Int?)

  /// The pattern with one empty solution.
  public static let unit = Algebra.basic([])
}

/// The table of `VALUES`; nil is UNDEF.
public struct ValuesTable: Hashable, Sendable {
  /// The columns.
  public var variables: [Variable]
  /// The rows, each as long as `variables`.
  public var rows: [[Term?]]

  /// Makes a table.
  public init(variables: [Variable], rows: [[Term?]]) {
    self.variables = variables
    self.rows = rows
  }
}

/// A call of `SERVICE`.
public struct ServiceCall: Hashable, Sendable {
  /// The endpoint.
  public var endpoint: PatternTerm
  /// Whether a failure counts as one empty solution.
  public var isSilent: Bool
  /// The pattern, for its variables.
  public var pattern: Algebra
  /// The group graph pattern as written, with its braces, for the endpoint.
  public var text: String
  /// The prologue that `text` was read under.
  public var prologue: Prologue

  /// Makes a call.
  public init(
    endpoint: PatternTerm, isSilent: Bool, pattern: Algebra, text: String, prologue: Prologue
  ) {
    self.endpoint = endpoint
    self.isSilent = isSilent
    self.pattern = pattern
    self.text = text
    self.prologue = prologue
  }
}

/// A key of `GROUP BY`; one without a name has a generated variable, or is a variable itself.
public struct GroupKey: Hashable, Sendable {
  /// What solutions are grouped by; an error is a group of its own, with the key unbound.
  public var expression: QueryExpression
  /// The variable that holds it above the group.
  public var variable: Variable

  /// Makes a key.
  public init(_ expression: QueryExpression, as variable: Variable) {
    self.expression = expression
    self.variable = variable
  }
}

/// An aggregate and the generated variable that holds its result.
public struct NamedAggregate: Hashable, Sendable {
  /// The variable.
  public var variable: Variable
  /// The aggregate.
  public var aggregate: Aggregate

  /// Makes an aggregate with a name.
  public init(_ variable: Variable, _ aggregate: Aggregate) {
    self.variable = variable
    self.aggregate = aggregate
  }
}

/// An aggregate (section 18.5.1).
public struct Aggregate: Hashable, Sendable {
  /// What is made of a group's values.
  public enum Function: Hashable, Sendable {
    case count, sum, minimum, maximum, average, sample
    case groupConcat(separator: String)
  }

  /// The function.
  public var function: Function
  /// What it is made of; nil in `COUNT(*)`, which counts solutions.
  public var argument: QueryExpression?
  /// Whether each value (in `COUNT(DISTINCT *)` each solution) counts once.
  public var isDistinct: Bool

  /// Makes an aggregate.
  public init(_ function: Function, of argument: QueryExpression?, isDistinct: Bool = false) {
    self.function = function
    self.argument = argument
    self.isDistinct = isDistinct
  }
}

/// A condition of `ORDER BY`.
public struct OrderCondition: Hashable, Sendable {
  /// What is compared.
  public var expression: QueryExpression
  /// Whether the greatest comes first.
  public var isDescending: Bool

  /// Makes a condition.
  public init(_ expression: QueryExpression, isDescending: Bool = false) {
    self.expression = expression
    self.isDescending = isDescending
  }
}
