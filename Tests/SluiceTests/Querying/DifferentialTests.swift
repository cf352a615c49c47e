import Foundation
import QueryEngine
import RDF
import TestSupport
import Testing

@Suite("random queries against the reference")
struct DifferentialTests {
  private static let base = IRI("http://example.org/base")
  private static let stepLimit = 2_000_000

  /// A new seed each day, unless SLUICE_SEED replays one; SLUICE_CASES says how many queries.
  private static let seed: UInt64 = {
    let given = ProcessInfo.processInfo.environment["SLUICE_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64(Date().timeIntervalSince1970 / 86_400)
    print("differential: SLUICE_SEED=\(seed)")
    return seed
  }()
  private static let cases =
    ProcessInfo.processInfo.environment["SLUICE_CASES"].flatMap { Int($0) } ?? 500

  @Test("give the same results", arguments: StoreSystem.Placing.allCases)
  func queries(placing: StoreSystem.Placing) throws {
    // Folds and loads take their time, so they get a part of the cases.
    let isQuick = placing == .committed
    let cases = isQuick ? Self.cases : max(Self.cases / 10, 1)
    var random = RandomQuery(seed: Self.seed)
    try compare(
      placing.rawValue, cases, &random, with: try StoreSystem(placing: placing))
  }

  @Test(
    "give the same results where all that can spills, or is divided among threads",
    arguments: [QueryStrain.spill, .divide, [.spill, .divide], .sample, .trie, [.trie, .divide]])
  func strained(strain: QueryStrain) throws {
    // As many again, and others.
    var random = RandomQuery(seed: Self.seed &+ 1)
    try compare(
      "strain \(strain.rawValue)", max(Self.cases / 2, 1), &random,
      with: try StoreSystem(placing: .folded, strain: strain))
  }

  private func compare(
    _ name: String, _ cases: Int, _ random: inout RandomQuery, with system: StoreSystem
  ) throws {
    let reference = ReferenceSystem(stepLimit: Self.stepLimit)
    var (passed, failed, skipped) = (0, 0, 0)
    for number in 0..<cases {
      let one = random.next()
      let data = SystemData(dataset: one.data)
      guard let expected = try? reference.query(one.referenceText, base: Self.base, on: data) else {
        // The reference gives up on what would take it too long.
        skipped += 1
        continue
      }
      do {
        let actual = try system.query(one.text, base: Self.base, on: data)
        if let difference = one.difference(expected: expected, actual: actual) {
          failed += 1
          Issue.record("seed \(Self.seed), query \(number):\n\(one.text)\n\(difference)")
        } else {
          passed += 1
        }
      } catch {
        failed += 1
        Issue.record("seed \(Self.seed), query \(number): \(error)\n\(one.text)")
      }
    }
    print(
      "differential, \(name): \(passed) passed, \(failed) failed, \(skipped) skipped")
  }

  @Test("updates leave the same data")
  func updates() throws {
    var random = RandomQuery(seed: Self.seed)
    let reference = ReferenceSystem(stepLimit: Self.stepLimit)
    let system = try StoreSystem()
    var (passed, failed, skipped) = (0, 0, 0)
    for number in 0..<max(Self.cases / 2, 1) {
      let one = random.nextUpdate()
      let data = SystemData(dataset: one.data)
      guard let expected = try? reference.update(one.text, base: Self.base, on: data) else {
        // The reference gives up on what would take it too long, or on a graph that is not there.
        skipped += 1
        continue
      }
      do {
        let actual = try system.update(one.text, base: Self.base, on: data)
        if let difference = RandomCase.difference(expected: expected, actual: actual) {
          failed += 1
          Issue.record("seed \(Self.seed), update \(number):\n\(one.text)\n\(difference)")
        } else {
          passed += 1
        }
      } catch {
        failed += 1
        Issue.record("seed \(Self.seed), update \(number): \(error)\n\(one.text)")
      }
    }
    print("differential, updates: \(passed) passed, \(failed) failed, \(skipped) skipped")
  }
}
