import Foundation
import QueryEngine
import RDF
import SPARQL
import Sluice
import TestSupport
import Testing

/// ORDER BY against the order of SolutionOrder, on terms of every kind.
@Suite("the order of rows")
struct OrderingTests {
  private static let seed: UInt64 = {
    let given = ProcessInfo.processInfo.environment["SLUICE_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64(Date().timeIntervalSince1970 / 86_400)
    print("ordering: SLUICE_SEED=\(seed)")
    return seed
  }()

  /// Texts that share beginnings, are beginnings of one another, or differ by zero bytes alone.
  private static func text(_ random: inout SeededRandom) -> String {
    let beginning = String(repeating: "http://www.a", count: random.below(4))
    let middle = random.pick(["", "b", "bb", "\u{0}", "\u{0}\u{0}", "é", "\u{10FFFF}", "ab c"])
    return beginning + middle + (random.chance(50) ? String(random.below(30)) : "")
  }

  private static func object(_ random: inout SeededRandom) -> Term {
    func typed(_ text: String, _ type: String) -> Term {
      .literal(Literal(text, datatype: IRI("http://www.w3.org/2001/XMLSchema#" + type)))
    }
    let zone = random.pick(["", "Z", "+01:00", "-14:00", "+14:00"])
    switch random.below(15) {
    case 0, 1:
      return .iri(IRI("http://www.example.org/\(random.below(3))/" + String(random.below(500))))
    case 2: return .iri(IRI("x:" + String(repeating: "y", count: random.below(25))))
    case 3: return typed(String(random.below(20) - 10), "integer")
    case 4: return typed("\(random.below(4)).\(random.below(3))", "decimal")
    case 5: return typed("\(random.below(5) - 2)e\(random.below(3))", "double")
    case 6:
      return typed(random.pick(["NaN", "INF", "-INF", "0", "-0", "9007199254740993"]), "double")
    case 7: return typed("9007199254740993", "integer")
    case 8:
      return typed("200\(random.below(3))-01-0\(1 + random.below(3))T00:00:00" + zone, "dateTime")
    case 9: return typed("200\(random.below(3))-01-0\(1 + random.below(3))" + zone, "date")
    case 10:
      return typed(random.pick(["12004-01-01T00:00:00Z", "-0004-01-01T00:00:00Z"]), "dateTime")
    case 11: return typed(random.pick(["true", "false", "1", "0", "maybe"]), "boolean")
    case 12:
      return typed(random.pick(["P1Y", "P12M", "PT1H", "x"]), random.pick(["duration", "time"]))
    case 13:
      return .literal(
        Literal(text(&random), language: random.pick(["en", "EN", "de", "en-GB"])))
    default: return .literal(Literal(text(&random)))
    }
  }

  private static func store(_ random: inout SeededRandom) throws -> (StoreFixture, Store) {
    let fixture = try StoreFixture()
    let store = try Store.open(at: fixture.storePath, options: StoreFixture.options)
    var quads: [Quad] = []
    for number in 0..<2_000 {
      let subject = Term.iri(IRI("s:\(number)"))
      quads.append(Quad(subject: subject, predicate: .iri(IRI("p:a")), object: object(&random)))
      if random.chance(80) {
        quads.append(Quad(subject: subject, predicate: .iri(IRI("p:b")), object: object(&random)))
      }
    }
    try store.commitBlocking(inserts: quads, durability: .async)
    return (fixture, store)
  }

  private static func compare(_ a: Term?, _ b: Term?) -> SortingOrder {
    SolutionOrder.compareValues(a.map { .term($0) }, b.map { .term($0) })
  }

  private static func key(_ row: [Term?]) -> String {
    row.map { $0.map { "\($0)" } ?? "-" }.joined(separator: "\t")
  }

  @Test(
    "is that of the terms, in memory, spilled and divided",
    arguments: [QueryStrain(), .spill, .divide, [.spill, .divide]])
  func order(strain: QueryStrain) throws {
    var random = SeededRandom(seed: Self.seed)
    let (fixture, store) = try Self.store(&random)
    let pattern = "SELECT ?a ?b ?s WHERE { ?s <p:a> ?a OPTIONAL { ?s <p:b> ?b } }"
    let unsorted = try store.execution(of: pattern, []).allRows()
    #expect(unsorted.count == 2_000)
    for (conditions, directions) in [
      ("?a", [false]), ("DESC(?b)", [true]), ("?a DESC(?b)", [false, true]),
      ("DESC(?b) ?a", [true, false]),
    ] {
      let sorted = try store.execution(of: pattern + " ORDER BY " + conditions, strain).allRows()
      #expect(sorted.map(Self.key).sorted() == unsorted.map(Self.key).sorted())
      let columns = conditions.hasPrefix("?a") ? [0, 1] : [1, 0]
      for (row, next) in zip(sorted, sorted.dropFirst()) {
        for (column, isDescending) in zip(columns, directions) {
          let order = Self.compare(row[column], next[column])
          if order == .even { continue }
          #expect(
            order == (isDescending ? .descending : .ascending),
            "seed \(Self.seed): \(Self.key(row)) before \(Self.key(next)) by \(conditions)")
          break
        }
      }
      for limit in [0, 1, 7, 300, 5_000] {
        let first = try store.execution(
          of: pattern + " ORDER BY " + conditions + " LIMIT \(limit)", strain
        ).allRows()
        #expect(
          first.map(Self.key) == sorted.prefix(limit).map(Self.key),
          "the first \(limit) by \(conditions), seed \(Self.seed)")
      }
    }
    withExtendedLifetime(fixture) {}
  }
}
