// Random damage to right files: whatever comes out, nothing may crash or hang, and every error has a
// place inside the file. SLUICE_SEED repeats a run, SLUICE_ROUNDS lengthens it.

import Foundation
import Testing

@testable import PipelineFiles

@Suite("Damaged pipeline files")
struct FuzzTests {
  private static let fragments = [
    "&a ", "*a", "<<: ", "? ", ": ", "- ", "[", "]", "{", "}", "\"", "'", "|\n", ">\n", "#", "\t",
    "!!str ", "${", "${A}", "${NONE}", "${A:-${B}}", "$$", "\u{0}", "\r\n", "\u{85}", "---\n",
    "...\n",
    "%YAML 1.2\n", "version: 1\n", "name: ", "\u{F0000}", "\u{FEFF}", "é", "👩‍🔬",
    "99999999999999999999",
    "&a [*a, *a]", "\\", "\"\\U000F0000\"", "'': 1\n'': 1\n", ",", "~", "null", "1h", "1GiB",
  ]

  @Test("random damage gives a pipeline or errors with places, never a crash")
  func mutations() {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["SLUICE_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
    let rounds = environment["SLUICE_ROUNDS"].flatMap(Int.init) ?? 2_000
    print("damaged pipeline files: SLUICE_SEED=\(seed)")
    var random = SeededGenerator(seed: seed)
    let originals = [
      GoodFileTests.full, PipelineTemplate.text(name: "x"), withTop("name: &a x\ndescription: *a"),
      withSource("exclude: [\"*.x\", '${A:-b}']"),
    ].map { Array($0.unicodeScalars) }
    var good = 0
    for round in 0..<rounds {
      var scalars = originals[Int.random(in: 0..<originals.count, using: &random)]
      for _ in 0..<Int.random(in: 1...6, using: &random) { Self.damage(&scalars, &random) }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      let lines = 1 + scalars.count { ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0) }
      do throws(PipelineFileError) {
        let pipeline = try parse(String(text), ["A": "alpha", "B": "x: [1]"])
        good += 1
        let again = try parse(pipeline.resolved.yaml(escapingDollars: true))
        #expect(again.resolved == pipeline.resolved, "seed \(seed), round \(round): \(text)")
      } catch {
        #expect(
          error.diagnostics.contains { $0.severity == .error }
            && error.diagnostics.allSatisfy {
              guard let position = $0.position else { return false }
              return (1...lines).contains(position.line) && position.column >= 1
                && position.column <= scalars.count + 1
            }, "seed \(seed), round \(round): \(error)\n\(text)")
      }
    }
    // Some damage hits comments only: both ways out are taken.
    #expect(good > 0 && good < rounds, "seed \(seed): \(good) of \(rounds) stayed right")
  }

  @Test("random bytes give errors, never a crash")
  func noise() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("random bytes as pipeline files: seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let path = try folder.write("p.yaml", Data(bytes))
      #expect(PipelineFile.lint(path: path, environment: [:]).hasErrors, "seed \(seed)")
    }
  }

  private static func damage(_ scalars: inout [Unicode.Scalar], _ random: inout SeededGenerator) {
    let place = Int.random(in: 0...scalars.count, using: &random)
    let end = min(scalars.count, place + Int.random(in: 0...12, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: scalars.removeSubrange(place..<end)
    case 1:
      scalars.insert(
        contentsOf: scalars[place..<end], at: Int.random(in: 0...scalars.count, using: &random))
    case 2:
      let fragment = fragments[Int.random(in: 0..<fragments.count, using: &random)]
      scalars.insert(contentsOf: fragment.unicodeScalars, at: place)
    case 3 where place < scalars.count:
      scalars[place] = Unicode.Scalar(UInt8.random(in: 0x20...0x7E, using: &random))
    default: scalars.removeSubrange(place...)
    }
  }
}
