// LUBM data from a seed.
//
// What: instance data for the univ-bench ontology as the Lehigh University Benchmark describes it
// (Guo, Pan, Heflin, 2005): same IRIs, same literals, same distributions as the original
// generator's; not the same random choices. Differences: a statement is never written twice unless
// asked for (the original repeats the class of a university at each degree), documents don't import
// the ontology, and every university has an answer to query 2 (see LUBMWriter+Students.swift).
// Invariants: the bytes depend on the settings alone; a university's statements depend on the seed
// and its index alone.
// Cost: several million statements a second on one core; memory does not grow with the output.

import RDFSyntax

/// Writes LUBM data: universities with departments, teachers, students, courses and publications.
///
/// A university has some 130,000 statements. The same settings give the same bytes on every
/// platform. Universities are independent of each other: those from 5 to 9 are the same whether
/// they are written by themselves or as part of those from 0 to 9.
///
/// In N-Quads and TriG, what is said about a university, its departments and their people is in a
/// graph that bears the university's IRI. Universities that are only named, as givers of degrees,
/// have just a class; it is said at the end, once, in the default graph.
public struct LUBMGenerator: Sendable {
  /// The largest index of a university, plus one.
  public static let maximumUniversities = 1_000_000

  /// Indices of the universities to write.
  public let universities: Range<Int>
  /// What all random choices follow from.
  public let seed: UInt64
  /// The part of the statements written that repeat an earlier one, from 0 to 0.5.
  public let duplicateRatio: Double
  /// Whether each person has an age.
  ///
  /// The ontology has `ub:age`, the benchmark's data does not; without it the data has no numbers.
  public let ages: Bool
  /// After how many statements to stop, repeated ones included; nil to write all universities.
  public let triples: Int?

  /// How many universities have at least `count` statements, whatever the seed.
  ///
  /// The smallest department the profile allows has 3,662 statements, and a university has 15 of
  /// them at least. Universities past the cut cost nothing.
  ///
  /// - Parameter count: A number of statements, as for the initializer's `triples`.
  /// - Returns: A number for the initializer's `universities`, at most `maximumUniversities`.
  public static func universities(forTriples count: Int) -> Int {
    min(max(1, count / (15 * 3_662) + 1), maximumUniversities)
  }

  /// What was written.
  public struct Summary: Sendable, Hashable {
    /// Statements in the output.
    public let statements: Int
    /// How many of them repeat an earlier one.
    public let repeated: Int
    /// Universities begun.
    public let universities: Int
    /// Bytes in the output.
    public let bytes: Int

    /// Statements without the repeated ones: what a store holds afterwards.
    public var distinctStatements: Int { statements - repeated }
  }

  /// Checks the settings.
  ///
  /// - Parameters:
  ///   - universities: How many universities to write, at least 1.
  ///   - seed: What all random choices follow from.
  ///   - startIndex: The index of the first university. Queries name University0.
  ///   - duplicateRatio: The part of the statements that repeat an earlier one, near or far, from 0
  ///     to 0.5. Which statements are there at all does not depend on it, unless `triples` cuts.
  ///   - ages: Whether each person has an age, an `xsd:integer`. All other statements are the same
  ///     with and without.
  ///   - triples: Stop after exactly that many statements, repeated ones included, unless the
  ///     universities end before.
  /// - Throws: `GeneratorError.invalidSetting`.
  public init(
    universities: Int, seed: UInt64, startIndex: Int = 0, duplicateRatio: Double = 0,
    ages: Bool = false, triples: Int? = nil
  ) throws(GeneratorError) {
    let limit = Self.maximumUniversities
    guard universities >= 1, universities <= limit else {
      throw .invalidSetting(name: "universities", reason: "must be from 1 to \(limit)")
    }
    guard startIndex >= 0, startIndex <= limit - universities else {
      throw .invalidSetting(
        name: "start index", reason: "must be at least 0 and leave all indices below \(limit)")
    }
    // Written so that NaN is refused too.
    guard duplicateRatio >= 0, duplicateRatio <= 0.5 else {
      throw .invalidSetting(name: "duplicate ratio", reason: "must be from 0 to 0.5")
    }
    if let triples, triples < 0 {
      throw .invalidSetting(name: "triples", reason: "must be at least 0")
    }
    self.universities = startIndex..<startIndex + universities
    self.seed = seed
    self.duplicateRatio = duplicateRatio
    self.ages = ages
    self.triples = triples
  }

  /// Writes a document to `sink`, in pieces of about 256 KiB.
  ///
  /// - Parameters:
  ///   - format: The syntax of the document.
  ///   - sink: What takes the bytes; it is called on the caller's thread.
  /// - Returns: What was written.
  /// - Throws: What the sink throws; the document is cut short then.
  @discardableResult
  public func write(format: RDFFormat, to sink: any GeneratorSink) throws(GeneratorError) -> Summary
  {
    switch format {
    case .ntriples: try write(LUBMNTriplesEmitter.self, to: sink)
    case .nquads: try write(LUBMNQuadsEmitter.self, to: sink)
    case .turtle: try write(LUBMTurtleEmitter.self, to: sink)
    case .trig: try write(LUBMTriGEmitter.self, to: sink)
    }
  }

  private func write<Emitter: LUBMEmitter & ~Copyable>(
    _ emitter: Emitter.Type, to sink: any GeneratorSink
  ) throws(GeneratorError) -> Summary {
    let repeater =
      duplicateRatio > 0 ? LUBMRepeater(ratio: duplicateRatio, seed: seed) : nil
    var writer = LUBMWriter(
      stream: LUBMStatementStream<Emitter>(
        sink: sink, limit: triples ?? .max, repeater: repeater), ages: ages)
    var begun = 0
    do {
      for index in universities {
        begun += 1
        try writer.writeUniversity(UInt32(index), seed: seed)
      }
      try writer.writeOtherUniversities(except: universities)
    } catch {
      switch error {
      case .enough: break
      case .failed(let failure): throw failure
      }
    }
    try writer.stream.finish()
    return Summary(
      statements: writer.stream.statementCount, repeated: writer.stream.repeatCount,
      universities: begun, bytes: writer.stream.byteCount)
  }
}
