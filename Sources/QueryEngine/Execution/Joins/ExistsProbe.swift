// EXISTS inside an expression, or where it is no semi-join: the pattern with the row's values in place of its
// variables (section 18.6, substitute), planned and run until a first row.
//
// Rows with the same values ask once.

import RDF
import SPARQL
import Storage

/// Answers EXISTS for rows; one thread.
final class ExistsProbe {
  private let planner: Planner
  private let pattern: Algebra
  private let scope: GraphScope
  /// The pattern's variables that the rows have, and their columns.
  private let sources: [(variable: Variable, column: Int)]
  private var answers: [[UInt64]: Bool] = [:]

  /// Answers that are kept at most.
  private static let keptAnswers = 1_000_000

  init(_ pattern: Algebra, _ scope: GraphScope, _ planner: Planner, columns: [Variable: Int]) {
    self.planner = planner
    self.pattern = pattern
    self.scope = scope
    sources = pattern.mentionedVariables.compactMap { variable in
      columns[variable].map { (variable, $0) }
    }.sorted { $0.column < $1.column }
  }

  func holds(_ columns: [UnsafePointer<UInt64>], _ row: Int) throws(QueryError) -> Bool {
    let key = sources.map { columns[$0.column][row] }
    if let known = answers[key] { return known }
    let answer = try ask(key)
    if answers.count < Self.keptAnswers { answers[key] = answer }
    return answer
  }

  private func ask(_ key: [UInt64]) throws(QueryError) -> Bool {
    var values: [Variable: Term] = [:]
    for (source, id) in zip(sources, key) where id != 0 {
      values[source.variable] = try planner.context.term(of: id)
    }
    // What substitution leaves alone (a variable that BIND sets) must still agree with the row.
    let given = ValuesTable(
      variables: Array(values.keys), rows: [values.keys.map { values[$0] }])
    let plan = try planner.plan(.join(.values(given), pattern.substituting(values)), scope)
    let builder = OperatorBuilder(planner)
    return try builder.build(plan, needed: []).next()
  }
}
