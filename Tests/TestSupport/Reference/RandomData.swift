// Small random data for random queries: few terms, so that joins hit, and literals that are nearly equal.

import RDF
import SPARQL

/// What random data and random queries are made of.
enum RandomVocabulary {
  static let namespace = "http://example.org/"
  static let resources = ["a", "b", "c", "d"].map { IRI(namespace + $0) }
  static let predicates = ["p", "q", "r"].map { IRI(namespace + $0) }
  static let graphs = ["g1", "g2"].map { IRI(namespace + $0) }
  static let blankNodes = ["x", "y", "z"].map { Term.blankNode(BlankNode($0)) }

  /// Numbers have few binary places, so that sums do not depend on their order.
  static let numbers = [
    Literal("1", datatype: XSD.integer), Literal("01", datatype: XSD.integer),
    Literal("2", datatype: XSD.integer), Literal("-3", datatype: XSD.integer),
    Literal("0", datatype: XSD.integer), Literal("1.0", datatype: XSD.decimal),
    Literal("2.50", datatype: XSD.decimal), Literal("1.0e0", datatype: XSD.double),
    Literal("1E0", datatype: XSD.double), Literal("0.5", datatype: XSD.float),
    Literal("NaN", datatype: XSD.double), Literal("INF", datatype: XSD.double),
    Literal("2", datatype: XSD.byte), Literal("10", datatype: XSD.nonNegativeInteger),
  ]

  static let strings = [
    Literal("abc"), Literal("Abc"), Literal("b"), Literal(""), Literal("1"), Literal("a\"b\\c\nd"),
    Literal("caf\u{E9}"), Literal("cafe\u{301}"), Literal("abc", language: "en"),
    Literal("abc", language: "EN"), Literal("abc", language: "en-GB"),
    Literal("abc", language: "de"),
  ]

  static let others = [
    Literal(true), Literal(false), Literal("1", datatype: XSD.boolean),
    Literal("2020-02-29", datatype: XSD.date), Literal("2020-02-29Z", datatype: XSD.date),
    Literal("2020-02-29T23:30:00Z", datatype: XSD.dateTime),
    Literal("2020-03-01T00:30:00+01:00", datatype: XSD.dateTime),
    Literal("2020-02-29T23:30:00", datatype: XSD.dateTime),
    Literal("2019-12-31T00:00:00.250Z", datatype: XSD.dateTime),
    Literal("10:00:00", datatype: XSD.time), Literal("P1D", datatype: XSD.dayTimeDuration),
    Literal("PT24H", datatype: XSD.dayTimeDuration), Literal("2020", datatype: XSD.gYear),
    Literal("x", datatype: XSD.integer), Literal("maybe", datatype: XSD.boolean),
    Literal("abc", datatype: IRI(namespace + "custom")),
    Literal("abd", datatype: IRI(namespace + "custom")),
  ]
}

extension SeededRandom {
  mutating func literal() -> Literal {
    switch below(10) {
    case 0..<5: pick(RandomVocabulary.numbers)
    case 5..<8: pick(RandomVocabulary.strings)
    default: pick(RandomVocabulary.others)
    }
  }

  mutating func resource() -> Term {
    chance(80) ? .iri(pick(RandomVocabulary.resources)) : pick(RandomVocabulary.blankNodes)
  }

  mutating func triple() -> Triple {
    let predicate = Term.iri(pick(RandomVocabulary.predicates))
    switch below(20) {
    case 0: return Triple(.iri(pick(RandomVocabulary.graphs)), predicate, resource())
    case 1: return Triple(resource(), predicate, .iri(pick(RandomVocabulary.graphs)))
    case 2: return Triple(resource(), predicate, .iri(pick(RandomVocabulary.predicates)))
    case 3..<12: return Triple(resource(), predicate, .literal(literal()))
    default: return Triple(resource(), predicate, resource())
    }
  }

  /// A default graph and two named graphs that share triples with it; none is empty.
  mutating func dataset() -> ReferenceDataset {
    var data = ReferenceDataset()
    for _ in 0...(6 + below(14)) { data.defaultGraph.insert(triple()) }
    let shared = data.defaultGraph.inFixedOrder
    for name in RandomVocabulary.graphs {
      for _ in 0...(2 + below(8)) {
        data[.iri(name)].insert(chance(30) ? pick(shared) : triple())
      }
    }
    return data
  }
}

extension Set<Triple> {
  /// The triples sorted by their terms: a set's own order differs from run to run.
  var inFixedOrder: [Triple] {
    sorted { one, other in
      for place in [\Triple.subject, \.predicate, \.object] {
        let order = SolutionOrder.compare(.term(one[keyPath: place]), .term(other[keyPath: place]))
        if order != .even { return order == .ascending }
      }
      return false
    }
  }
}
