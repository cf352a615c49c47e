// A group graph pattern on its way into algebra (sections 18.2.2.5 to 18.2.2.8).
//
// Elements come in the order of the text, and each changes the pattern so far, G:
//
//     triples     collected; joined as one basic pattern when another element (not a filter) comes
//     OPTIONAL    LeftJoin(G, its pattern without its filter, its filter)
//     MINUS       Minus(G, its pattern)
//     BIND        Extend(G, variable, expression)
//     other       Join(G, its pattern)
//     FILTER      kept for the end: it sees the whole group
//
// A join with the pattern of one empty solution is the other side (section 18.2.2.8).

/// A group that has been read.
struct ParsedGroup {
  /// The pattern without the group's own filters.
  var pattern: Measured<Algebra>
  /// The group's filters, all of which must hold.
  var filter: Measured<QueryExpression>?
  /// The variables that are in scope after it, in order of appearance, without generated ones.
  var variables: VariableList

  /// The whole pattern, with the filters.
  var algebra: Measured<Algebra> {
    guard let filter else { return pattern }
    return Measured(
      .filter(filter.tree, pattern.tree), height: max(filter.height, pattern.height) + 1)
  }
}

struct GroupBuilder {
  private var pattern = Measured(Algebra.unit)
  private var triples: [TriplePattern] = []
  private var filters: [Measured<QueryExpression>] = []
  /// The variables in scope so far.
  private(set) var variables = VariableList()

  /// The height of the pattern so far; whoever adds elements checks it.
  var height: Int { pattern.height }

  /// Adds a triple to the basic pattern that is open.
  mutating func add(_ triple: TriplePattern) {
    triples.append(triple)
    see(triple.subject)
    see(triple.predicate)
    see(triple.object)
  }

  /// Notes a variable that the text names.
  mutating func see(_ term: PatternTerm) {
    if case .variable(let variable) = term, !variable.isGenerated { variables.insert(variable) }
  }

  mutating func see(_ other: VariableList) { variables.insert(contentsOf: other) }

  mutating func add(filter: Measured<QueryExpression>) { filters.append(filter) }

  /// Joins a pattern to what is there.
  mutating func join(_ other: Measured<Algebra>) {
    closeTriples()
    pattern = Self.joined(pattern, other)
  }

  /// Wraps what is there, as `OPTIONAL`, `MINUS` and `BIND` do.
  ///
  /// - Parameters:
  ///   - height: The height of what comes beside the pattern.
  ///   - wrap: Makes the new pattern.
  mutating func wrap(besideHeight height: Int, _ wrap: (Algebra) -> Algebra) {
    closeTriples()
    pattern = Measured(wrap(pattern.tree), height: max(pattern.height, height) + 1)
  }

  /// The group, once its end is read.
  mutating func finish() -> ParsedGroup {
    closeTriples()
    return ParsedGroup(
      pattern: pattern, filter: Measured.balanced(filters, QueryExpression.and),
      variables: variables)
  }

  private mutating func closeTriples() {
    guard !triples.isEmpty else { return }
    let basic = Measured(Algebra.basic(triples))
    triples = []
    pattern = Self.joined(pattern, basic)
  }

  private static func joined(
    _ left: Measured<Algebra>, _ right: Measured<Algebra>
  ) -> Measured<Algebra> {
    if left.tree.isUnit { return right }
    if right.tree.isUnit { return left }
    return Measured(
      .join(left.tree, right.tree), height: max(left.height, right.height) + 1)
  }
}

extension Algebra {
  /// Whether this is the pattern with one empty solution.
  var isUnit: Bool {
    if case .basic(let triples) = self { return triples.isEmpty }
    return false
  }
}
