// Random queries as text, for tests that hold two evaluators against each other.
//
// All follows from the seed. Results are deterministic, or `RandomCase.rule` says what freedom there is:
// no RAND, NOW or UUID; SAMPLE and GROUP_CONCAT only of one value; a subquery has LIMIT only under an
// order that tells all its rows apart; MIN and MAX are not of blank nodes.

import RDF
import SPARQL

/// What random queries may be made of; tests take parts away to look for the one that fails.
package struct RandomFeatures: OptionSet, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let optional = RandomFeatures(rawValue: 1 << 0)
  package static let union = RandomFeatures(rawValue: 1 << 1)
  package static let minus = RandomFeatures(rawValue: 1 << 2)
  package static let filter = RandomFeatures(rawValue: 1 << 3)
  package static let exists = RandomFeatures(rawValue: 1 << 4)
  package static let bind = RandomFeatures(rawValue: 1 << 5)
  package static let values = RandomFeatures(rawValue: 1 << 6)
  package static let subquery = RandomFeatures(rawValue: 1 << 7)
  package static let path = RandomFeatures(rawValue: 1 << 8)
  package static let graph = RandomFeatures(rawValue: 1 << 9)
  package static let aggregate = RandomFeatures(rawValue: 1 << 10)
  package static let dataset = RandomFeatures(rawValue: 1 << 11)
  package static let construct = RandomFeatures(rawValue: 1 << 12)
  package static let ask = RandomFeatures(rawValue: 1 << 13)
  package static let describe = RandomFeatures(rawValue: 1 << 14)
  package static let modifiers = RandomFeatures(rawValue: 1 << 15)
  /// MINUS and subqueries inside EXISTS, where engines differ in what they substitute.
  package static let contestedExists = RandomFeatures(rawValue: 1 << 16)

  package static let all = RandomFeatures(rawValue: (1 << 17) - 1)
  /// All that the specification settles.
  package static let settled = all.subtracting(.contestedExists)
}

/// How the results of two evaluators must agree.
package enum RandomRule: Hashable, Sendable {
  /// The same rows in any order, graph or boolean, up to the names of blank nodes.
  case same
  /// The same rows in the same order; they have no blank nodes.
  case sameSequence
  /// Any so many of the rows of the query `whole`, which is this one without LIMIT and OFFSET.
  case part(whole: String, offset: Int, limit: Int?)
  /// As `same`, but rows that are equal may be fewer, down to one (REDUCED).
  case sameDistinct
}

/// A query and the data to ask it of.
package struct RandomCase: Sendable {
  package var data: ReferenceDataset
  package var text: String
  package var rule: RandomRule
}

/// A stream of random queries.
package struct RandomQuery {
  var random: SeededRandom
  let features: RandomFeatures
  /// Variables that patterns draw from; BIND and AS add theirs.
  var variables: [String] = []
  /// What variables stand for in the solution that patterns are made to have.
  var witness: [String: Term] = [:]
  /// The dataset that the query sees, and the graph of it that patterns are matched with now.
  private var seen = ReferenceDataset() {
    didSet {
      triplesOfGraphs = Dictionary(
        uniqueKeysWithValues: ([nil] + seen.namedGraphs.keys.map { $0 }).map {
          ($0, seen[$0].inFixedOrder)
        })
    }
  }
  private var triplesOfGraphs: [Term?: [Triple]] = [:]
  var activeGraph: Term?
  /// Whether the query has FROM or FROM NAMED.
  private(set) var hasDataset = false
  var counter = 0
  var isInExists = false

  package init(seed: UInt64, features: RandomFeatures = .settled) {
    random = SeededRandom(seed: seed)
    self.features = features
  }

  static let prologue = """
    PREFIX : <\(RandomVocabulary.namespace)>
    PREFIX xsd: <\(XSD.namespace)>

    """

  package mutating func next() -> RandomCase {
    let data = start()
    var made = query()
    made.text = Self.prologue + made.text
    if case .part(let whole, let offset, let limit) = made.rule {
      made.rule = .part(whole: Self.prologue + whole, offset: offset, limit: limit)
    }
    return RandomCase(data: data, text: made.text, rule: made.rule)
  }

  /// Makes the data for the next text.
  mutating func start() -> ReferenceDataset {
    variables = ["a", "b", "c", "d", "e"]
    witness = [:]
    activeGraph = nil
    hasDataset = false
    counter = 0
    seen = random.dataset()
    return seen
  }

  /// The triples of the active graph, in the same order in every run.
  var activeTriples: [Triple] { triplesOfGraphs[activeGraph] ?? [] }

  private mutating func query() -> (text: String, rule: RandomRule) {
    switch random.below(100) {
    case 0..<8 where features.contains(.ask):
      return ("ASK \(datasetClause())\(group(depth: 3))\(trailingValues())", .same)
    case 8..<20 where features.contains(.construct):
      return (construct(), .same)
    case 20..<23 where features.contains(.describe):
      let named = random.chance(50) ? "?a" : ":a ?b"
      return ("DESCRIBE \(named) \(datasetClause())WHERE \(group(depth: 2))", .same)
    default:
      return topSelect()
    }
  }

  private mutating func construct() -> String {
    let template = (0...random.below(3)).map { _ in
      let subject = random.chance(20) ? "_:t\(random.below(2))" : end(constants: 20)
      let object = random.chance(20) ? "_:t\(random.below(2))" : end(constants: 30)
      return "\(subject) \(predicate(variables: 20)) \(object) ."
    }
    let clause = datasetClause()
    return "CONSTRUCT { \(template.joined(separator: " ")) } \(clause)WHERE \(group(depth: 3))"
      + trailingValues()
  }

  mutating func datasetClause() -> String {
    guard features.contains(.dataset), random.chance(15) else { return "" }
    var clause = DatasetClause()
    let texts = (0...random.below(2)).map { _ in
      let name = random.pick(RandomVocabulary.graphs)
      if random.chance(60) {
        clause.defaultGraphs.append(name)
        return "FROM \(text(.iri(name))) "
      }
      clause.namedGraphs.append(name)
      return "FROM NAMED \(text(.iri(name))) "
    }
    seen = seen.described(by: clause)
    hasDataset = true
    return texts.joined()
  }

  mutating func trailingValues() -> String {
    features.contains(.values) && random.chance(8) ? "\n" + values() : ""
  }

  /// A variable that is nowhere else.
  mutating func freshVariable() -> String {
    counter += 1
    return "v\(counter)"
  }
}
