import RDFSyntax
import TestSupport

@testable import Benchmarks

/// What a generator writes, in memory.
func output(_ generator: BSBMGenerator, _ format: RDFFormat = .ntriples) throws -> MemorySink {
  let sink = MemorySink()
  try generator.write(format: format, to: sink)
  return sink
}

// A set of triples small enough for tests, with the look-ups that the queries' shapes need.

/// Triples by subject and by object; terms as text, predicates by their last name, `a` for a type.
struct BSBMTripleSet: Sendable {
  private(set) var count = 0
  private var forward: [String: [String: [String]]] = [:]
  private var backward: [String: [String: [String]]] = [:]

  /// 100 products of one seed, made once for all tests that read them.
  static let hundred: Result<BSBMTripleSet, any Error> = Result {
    try BSBMTripleSet(of: BSBMGenerator(products: 100, seed: 3))
  }

  /// The data of 100 products that the original generator made.
  static let reference: Result<BSBMTripleSet, any Error> = Result {
    BSBMTripleSet(
      try readStatements(String(try Suites.unpackedText("bsbm/bsbm-pc100.nt.gz")), .ntriples))
  }

  init(of generator: BSBMGenerator) throws {
    self.init(try readStatements(MemorySource(try output(generator).bytes), .ntriples))
  }

  init(_ statements: [TestStatement]) {
    for statement in statements {
      let predicate = Self.shortName(statement.terms[1])
      count += 1
      forward[statement.terms[0], default: [:]][predicate, default: []].append(statement.terms[2])
      backward[predicate, default: [:]][statement.terms[2], default: []].append(
        statement.terms[0])
    }
  }

  /// `<http://purl.org/dc/elements/1.1/date>` becomes `date`.
  static func shortName(_ iri: String) -> String {
    if iri == "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" { return "a" }
    let parts = iri.dropFirst().dropLast().utf8.split {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "#")
    }
    return String(parts.last.map { Substring($0) } ?? "")
  }

  /// All subjects.
  var subjects: some Sequence<String> { forward.keys }

  /// The properties of a subject.
  func properties(_ subject: String) -> [String: [String]] { forward[subject] ?? [:] }

  func objects(_ subject: String, _ predicate: String) -> [String] {
    forward[subject]?[predicate] ?? []
  }

  func subjects(_ predicate: String, _ object: String) -> [String] {
    backward[predicate]?[object] ?? []
  }

  func has(_ subject: String, _ predicate: String, _ object: String) -> Bool {
    objects(subject, predicate).contains(object)
  }

  /// The only object of a property, which a subject must have once.
  func object(_ subject: String, _ predicate: String) -> String {
    let objects = objects(subject, predicate)
    precondition(objects.count == 1, "\(subject) has \(objects.count) \(predicate)")
    return objects[0]
  }

  /// The value of a property that is an integer, or nil where there is none.
  func integer(_ subject: String, _ predicate: String) -> Int? {
    objects(subject, predicate).first.flatMap { Int(Self.form($0)) }
  }

  /// All objects of a predicate.
  func objects(ofAll predicate: String) -> [String] {
    (backward[predicate] ?? [:]).flatMap { Array(repeating: $0.key, count: $0.value.count) }
  }

  /// The members of one of the benchmark's own classes, or of `Person` and `Review`.
  func members(of type: String) -> [String] {
    (backward["a"] ?? [:]).first { Self.shortName($0.key) == type }?.value ?? []
  }

  /// How many triples each predicate has.
  var predicateCounts: [String: Int] {
    backward.mapValues { $0.values.reduce(0) { $0 + $1.count } }
  }

  /// What is between the quotes of a literal.
  static func form(_ literal: String) -> Substring {
    literal.dropFirst().prefix { $0 != "\"" }
  }

  /// What follows the quotes of a literal; `iri` for an IRI; nothing for a string.
  static func kind(_ term: String) -> String {
    guard term.hasPrefix("\"") else { return "iri" }
    let rest = String(term.dropFirst().drop { $0 != "\"" }.dropFirst())
    return rest == "^^<http://www.w3.org/2001/XMLSchema#string>" ? "" : rest
  }
}

extension BSBMResource {
  /// The resource as the triple sets have it.
  var term: String { "<\(iri)>" }
}
