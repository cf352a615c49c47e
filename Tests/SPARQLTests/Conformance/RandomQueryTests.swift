import Foundation
import RDF
import SPARQL
import TestSupport
import Testing

@Suite("random queries")
struct RandomQueryTests {
  private static let base = IRI("http://example.org/base")
  private static let stepLimit = 2_000_000

  /// A new seed each day, unless SLUICE_SEED replays one.
  private static let seed: UInt64 = {
    let given = ProcessInfo.processInfo.environment["SLUICE_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64(Date().timeIntervalSince1970 / 86_400)
    print("random queries: SLUICE_SEED=\(seed)")
    return seed
  }()

  @Test("a seed makes the same queries and data again")
  func replay() {
    var one = RandomQuery(seed: 7)
    var other = RandomQuery(seed: 7)
    for _ in 0..<50 {
      let (left, right) = (one.next(), other.next())
      #expect(left.text == right.text)
      #expect(left.data == right.data)
    }
  }

  @Test("are read, and have one result by the rule that comes with them")
  func queries() throws {
    var random = RandomQuery(seed: Self.seed)
    let system = ReferenceSystem(stepLimit: Self.stepLimit)
    var tooLarge = 0
    var rows = 0
    for number in 0..<400 {
      let one = random.next()
      do {
        let expected = try system.query(
          one.referenceText, base: Self.base, on: SystemData(dataset: one.data))
        // With other labels sets iterate otherwise, and blank nodes sort otherwise.
        let actual = try system.query(
          one.text, base: Self.base, on: SystemData(dataset: relabelled(one.data)))
        let difference = one.difference(expected: expected, actual: actual)
        #expect(difference == nil, "seed \(Self.seed), query \(number):\n\(one.text)")
        if case .rows(_, let found) = expected, !found.isEmpty { rows += 1 }
      } catch is ReferenceError {
        tooLarge += 1
      } catch {
        Issue.record("seed \(Self.seed), query \(number): \(error)\n\(one.text)")
      }
    }
    print("random queries: \(rows) of 400 with rows, \(tooLarge) given up")
    #expect(tooLarge < 40)
    #expect(rows > 100)
  }

  @Test("updates are read, and leave one dataset")
  func updates() throws {
    var random = RandomQuery(seed: Self.seed)
    let system = ReferenceSystem(stepLimit: Self.stepLimit)
    var changed = 0
    for number in 0..<200 {
      let one = random.nextUpdate()
      do {
        let data = SystemData(dataset: one.data)
        let expected = try system.update(one.text, base: Self.base, on: data)
        let actual = try system.update(one.text, base: Self.base, on: data)
        let difference = RandomCase.difference(expected: expected, actual: actual)
        #expect(difference == nil, "seed \(Self.seed), update \(number):\n\(one.text)")
        if expected != one.data { changed += 1 }
      } catch is ReferenceError {
        // Too many steps, or a graph that an earlier operation has dropped.
        continue
      } catch {
        Issue.record("seed \(Self.seed), update \(number): \(error)\n\(one.text)")
      }
    }
    #expect(changed > 50)
  }

  /// The data with blank nodes whose labels sort the other way round.
  private func relabelled(_ data: ReferenceDataset) -> ReferenceDataset {
    func other(_ term: Term) -> Term {
      guard case .blankNode(let node) = term, let letter = node.label.unicodeScalars.first else {
        return term
      }
      return .blankNode(BlankNode("r\(1_000 - letter.value)"))
    }
    return ReferenceDataset(
      quads: data.quads.map { quad in
        Quad(
          subject: other(quad.subject), predicate: quad.predicate, object: other(quad.object),
          graph: quad.graph)
      })
  }
}
