// A set of triples small enough for tests, with the look-ups that the queries' shapes need.

@testable import Benchmarks

/// Triples by predicate, terms as text.
struct LUBMTripleSet {
  private(set) var count = 0
  /// By predicate the objects of each subject.
  private var forward: [String: [Substring: [Substring]]] = [:]
  /// By predicate the subjects of each object.
  private var backward: [String: [Substring: [Substring]]] = [:]

  /// University0 and University1 of one seed, made once for all tests that read them.
  static let twoUniversities: Result<LUBMTripleSet, any Error> = Result {
    LUBMTripleSet(lines: try output(LUBMGenerator(universities: 2, seed: 11)).lines)
  }

  /// Reads N-Triples that have one space between terms and no escapes.
  init(lines: some Sequence<Substring>) {
    for line in lines {
      let parts = line.terms
      precondition(parts.count == 3, "not a triple: \(line)")
      let object = parts[2]
      let predicate = Name.short(parts[1])
      let end = predicate == "a" ? Name.short(object)[...] : object
      count += 1
      forward[predicate, default: [:]][parts[0], default: []].append(end)
      backward[predicate, default: [:]][end, default: []].append(parts[0])
    }
  }

  func objects(_ subject: Substring, _ predicate: String) -> [Substring] {
    forward[predicate]?[subject] ?? []
  }

  func subjects(_ predicate: String, _ object: Substring) -> [Substring] {
    backward[predicate]?[object] ?? []
  }

  func has(_ subject: Substring, _ predicate: String, _ object: Substring) -> Bool {
    objects(subject, predicate).contains(object)
  }

  /// How many triples each predicate has.
  var predicateCounts: [String: Int] {
    forward.mapValues { $0.values.reduce(0) { $0 + $1.count } }
  }

  /// How many members each class has, asserted.
  var classCounts: [String: Int] {
    Dictionary(
      uniqueKeysWithValues: (backward["a"] ?? [:]).map { (String($0.key), $0.value.count) })
  }

  /// All pairs of a predicate.
  func pairs(_ predicate: String) -> [(subject: Substring, object: Substring)] {
    (forward[predicate] ?? [:]).flatMap { entry in entry.value.map { (entry.key, $0) } }
  }

  /// For one predicate, how often a subject of a class has it, as a set of the counts that occur.
  func multiplicities(_ predicate: String, of type: Substring) -> Set<Int> {
    Set(subjects("a", type).map { objects($0, predicate).count })
  }
}
