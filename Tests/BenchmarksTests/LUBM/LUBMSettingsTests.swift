import Foundation
import RDFSyntax
import Testing

@testable import Benchmarks

@Suite("LUBM settings")
struct LUBMSettingsTests {
  @Test("the same settings give the same bytes, another seed gives others")
  func deterministic() throws {
    let one = try output(LUBMGenerator(universities: 1, seed: 1, triples: 5_000)).bytes
    #expect(try output(LUBMGenerator(universities: 1, seed: 1, triples: 5_000)).bytes == one)
    #expect(try output(LUBMGenerator(universities: 1, seed: 2, triples: 5_000)).bytes != one)
  }

  @Test("a university is the same by itself as among others")
  func independentUniversities() throws {
    let all = try output(LUBMGenerator(universities: 2, seed: 4), .nquads).lines
    let alone = try output(LUBMGenerator(universities: 1, seed: 4, startIndex: 1), .nquads).lines
    let graph = "<http://www.University1.edu> ."
    #expect(all.filter { $0.hasSuffix(graph) } == alone.filter { $0.hasSuffix(graph) })
  }

  @Test("no statement comes twice unless asked for")
  func distinct() throws {
    let sink = MemorySink()
    let summary = try LUBMGenerator(universities: 1, seed: 8).write(format: .ntriples, to: sink)
    #expect(Set(sink.lines).count == summary.statements)
    #expect(sink.lines.count == summary.statements)
    #expect(summary.repeated == 0)
    #expect(summary.universities == 1)
    #expect(summary.bytes == sink.bytes.count)
  }

  @Test("repeats are as many as asked for, near and far, and add no statement")
  func repeats() throws {
    let sink = MemorySink()
    let generator = try LUBMGenerator(universities: 1, seed: 8, duplicateRatio: 0.03)
    let summary = try generator.write(format: .ntriples, to: sink)
    let plain = try output(LUBMGenerator(universities: 1, seed: 8))
    #expect(Set(sink.lines) == Set(plain.lines))
    #expect(summary.distinctStatements == plain.lines.count)
    let share = Double(summary.repeated) / Double(summary.statements)
    #expect(abs(share - 0.03) < 0.000_1, "\(share)")

    var lastPlace: [Substring: Int] = [:]
    var distances: [Int] = []
    for (place, line) in sink.lines.enumerated() {
      if let before = lastPlace.updateValue(place, forKey: line) {
        distances.append(place - before)
      }
    }
    #expect(distances.count == summary.repeated)
    let near = distances.count { $0 < 200 }
    let far = distances.count { $0 > 20_000 }
    #expect(Double(near) > 0.45 * Double(distances.count))
    #expect(Double(far) > 0.2 * Double(distances.count))
  }

  @Test("ages are one a person, in the ranges of their kind, and change nothing else")
  func ages() throws {
    let plain = try output(LUBMGenerator(universities: 1, seed: 8)).lines
    let lines = try output(LUBMGenerator(universities: 1, seed: 8, ages: true)).lines
    let age = "<http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#age>"
    #expect(lines.filter { !$0.contains(age) } == plain)
    let people = plain.filter { $0.contains("#telephone>") }.map { $0.terms[0] }
    let aged = lines.filter { $0.contains(age) }.map(\.terms)
    #expect(aged.map { $0[0] } == people)
    var seen: [String: ClosedRange<Int>] = [:]
    for terms in aged {
      let text = terms[2]
      #expect(text.hasSuffix("^^<http://www.w3.org/2001/XMLSchema#integer>"))
      let years = try #require(Int(text.split(separator: "\"")[0]))
      let kind =
        terms[0].contains("/Undergraduate")
        ? "undergraduate" : terms[0].contains("/Graduate") ? "graduate" : "teacher"
      let range = seen[kind] ?? years...years
      seen[kind] = min(range.lowerBound, years)...max(range.upperBound, years)
    }
    #expect(seen == ["undergraduate": 17...24, "graduate": 21...35, "teacher": 28...68])
  }

  @Test("output stops at exactly the statement asked for", arguments: [0, 1, 2, 12_345])
  func cut(count: Int) throws {
    let whole = try output(LUBMGenerator(universities: 1, seed: 6, duplicateRatio: 0.05)).lines
    for format in RDFFormat.allCases {
      let sink = MemorySink()
      let generator = try LUBMGenerator(
        universities: 1, seed: 6, duplicateRatio: 0.05, triples: count)
      let summary = try generator.write(format: format, to: sink)
      #expect(summary.statements == count)
      switch format {
      case .ntriples: #expect(sink.lines == Array(whole.prefix(count)))
      case .nquads: #expect(sink.lines.count == count)
      case .turtle, .trig: #expect(LUBMTurtleReader(sink.text).lines.count == count)
      }
    }
  }

  @Test("the number of universities for a number of triples is enough, whatever the seed")
  func enoughUniversities() throws {
    #expect(LUBMGenerator.universities(forTriples: 0) == 1)
    let count = 400_000
    for seed in 0..<3 as Range<UInt64> {
      let generator = try LUBMGenerator(
        universities: LUBMGenerator.universities(forTriples: count), seed: seed, triples: count)
      #expect(try generator.write(format: .turtle, to: CountingSink()).statements == count)
    }
  }

  @Test("settings out of range are refused by name")
  func refused() {
    let cases: [(Int, Int, Double, Int?, String)] = [
      (0, 0, 0, nil, "universities"), (1_000_001, 0, 0, nil, "universities"),
      (1, -1, 0, nil, "start index"), (1, 1_000_000, 0, nil, "start index"),
      (2, .max, 0, nil, "start index"), (1, 0, -0.1, nil, "duplicate ratio"),
      (1, 0, 0.51, nil, "duplicate ratio"), (1, 0, .nan, nil, "duplicate ratio"),
      (1, 0, 0, -1, "triples"),
    ]
    for (universities, start, ratio, triples, wanted) in cases {
      let error = #expect(throws: GeneratorError.self) {
        try LUBMGenerator(
          universities: universities, seed: 0, startIndex: start, duplicateRatio: ratio,
          triples: triples)
      }
      guard case .invalidSetting(let name, _)? = error else {
        Issue.record("\(String(describing: error)) for \(wanted)")
        continue
      }
      #expect(name == wanted)
    }
    #expect(throws: Never.self) {
      try LUBMGenerator(universities: 1, seed: 0, startIndex: 999_999, duplicateRatio: 0.5)
    }
  }
}
