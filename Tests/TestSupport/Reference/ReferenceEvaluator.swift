// An evaluator of SPARQL 1.1 written from the specification alone: slow, plain, and made to be read
// beside sections 18.3 to 18.6.
//
// A multiset of solutions is an array, a graph a set of triples, a join two nested loops. Nothing is
// reordered and nothing is kept for later. What it shares with the engine is the parser, the functions
// on values and the order of terms; what it does with patterns is its own, so that tests can hold the
// engine's answers against it.
//
// Where the specification leaves a choice:
// * A condition of OPTIONAL that is an error counts as false (the errata of section 18.5).
// * Without GROUP BY there is one group, even of no solutions (the suites' agg-empty-group tests).
// * A negated property set gives a solution for each triple, as the patterns that it stands for do.
// * EXISTS substitutes (section 18.6); see `Algebra.substituting`.
// * DESCRIBE gives each resource's triples of the default graph, and those of blank nodes they reach.

import RDF
import SPARQL

/// What a query returns.
package enum ReferenceResult: Sendable {
  /// A row has a cell for each variable; nil is unbound.
  case rows([Variable], [[Term?]])
  case boolean(Bool)
  /// Each triple once.
  case graph([Triple])
}

/// Why a query or an update failed.
package struct ReferenceError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// Evaluates queries and updates over one dataset.
package final class ReferenceEvaluator {
  package let dataset: ReferenceDataset
  /// What `SERVICE` reaches; any other endpoint fails.
  package let services: [IRI: ReferenceDataset]
  /// What `LOAD` reaches; any other document fails.
  package let documents: [IRI: Set<Triple>]
  /// How many pairs of solutions may be compared before the evaluation gives up with an error.
  package let stepLimit: Int
  /// The state of functions: the base of IRI(), the time of NOW().
  let context: FunctionContext
  private let base: IRI?
  private let scope = UInt64.random(in: .min ... .max)
  private var stepCount = 0
  private var freshCount = 0

  package init(
    _ dataset: ReferenceDataset, services: [IRI: ReferenceDataset] = [:],
    documents: [IRI: Set<Triple>] = [:], base: IRI? = nil, stepLimit: Int = .max
  ) {
    self.dataset = dataset
    self.services = services
    self.documents = documents
    self.base = base
    self.stepLimit = stepLimit
    context = FunctionContext(
      FunctionSettings(now: Self.now, base: base.flatMap { IRIBase($0.string) }))
  }

  /// An evaluator with the same surroundings over other data.
  func evaluator(of dataset: ReferenceDataset, base: IRI? = nil) -> ReferenceEvaluator {
    ReferenceEvaluator(
      dataset, services: services, documents: documents, base: base ?? self.base,
      stepLimit: stepLimit)
  }

  /// The time of NOW(): always the same, so that runs are.
  private static let now: XSDDateTime = {
    let zone = XSDTimeZone.utc
    guard let now = XSDDateTime(localSeconds: 1_700_000_000, timeZone: zone) else {
      preconditionFailure("the year 2023 is within the limits")
    }
    return now
  }()

  /// The result of `query`; FROM and FROM NAMED name graphs of the dataset.
  package func evaluate(_ query: Query) throws -> ReferenceResult {
    let described = query.dataset.map { dataset.described(by: $0) } ?? dataset
    return try evaluator(of: described, base: query.prologue.base).result(of: query)
  }

  private func result(of query: Query) throws -> ReferenceResult {
    let solutions = try evaluate(query.pattern, in: dataset.defaultGraph)
    switch query.form {
    case .select(let variables):
      return .rows(variables, solutions.map { solution in variables.map { solution[$0] } })
    case .ask: return .boolean(!solutions.isEmpty)
    case .construct(let template): return .graph(construct(template, solutions))
    case .describe(let places): return .graph(describe(places, solutions))
    }
  }

  /// Counts the steps of a nested loop; random queries can ask for more than anyone has time for.
  func spend(_ steps: Int) throws {
    stepCount += steps
    guard stepCount <= stepLimit else { throw ReferenceError("too many steps") }
  }

  /// A number that is used once.
  func fresh() -> Int {
    freshCount += 1
    return freshCount
  }

  /// A variable that is in no query: the parser's own start with one dot.
  func freshVariable() -> Variable { Variable("..\(fresh())") }

  /// A blank node that is in no data and that no other evaluator makes.
  func freshBlankNode() -> Term { .blankNode(BlankNode("fresh\(scope)x\(fresh())")) }
}
