/// Counts how the tests of a suite went, and prints the closing line.
package struct SuiteTally {
  package private(set) var passed = 0
  package private(set) var failed = 0
  package private(set) var skipped = 0
  /// What failed, each with its reason.
  package private(set) var failures: [String] = []

  package init() {}

  package mutating func pass() { passed += 1 }

  package mutating func skip() { skipped += 1 }

  package mutating func fail(_ name: String, _ reason: String) {
    failed += 1
    failures.append("\(name): \(reason)")
  }

  /// Prints `suite: 94 passed, 0 failed, 0 skipped`.
  package func report(_ suite: String) {
    print("\(suite): \(passed) passed, \(failed) failed, \(skipped) skipped")
  }
}

extension SuiteTally {
  /// Adds what another suite's tests came to.
  package mutating func add(_ other: SuiteTally) {
    passed += other.passed
    failed += other.failed
    skipped += other.skipped
    failures += other.failures
  }
}
