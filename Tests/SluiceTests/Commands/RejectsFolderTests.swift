import Foundation
import Sluice
import Testing

/// A rejects folder among the inputs: what an earlier load has put aside is not input.
@Suite("rejects folder of commands")
struct RejectsFolderTests {
  private static let lines = "<x:a> <x:p> <x:b> .\n<x:a> <x:p> \"x\"@1 .\n"

  /// A folder `dumps` with a file that has a bad line.
  private func fixture() throws -> StoreFixture {
    let fixture = try StoreFixture()
    try FileManager.default.createDirectory(
      atPath: fixture.folder + "/dumps", withIntermediateDirectories: true)
    _ = try fixture.write("dumps/a.nt", Self.lines)
    return fixture
  }

  private func rejects(_ fixture: StoreFixture) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: fixture.folder + "/dumps/rejects").sorted()
  }

  @Test("a second load of the folder leaves the rejects out; a file there that is named is loaded")
  func loads() throws {
    let fixture = try fixture()
    let dumps = fixture.folder + "/dumps"
    let load = ["load", fixture.storePath, "--on-error", "skip_statement"]
    let options = ["--rejects", dumps + "/../dumps/rejects"]
    #expect(try CommandRun(load + [dumps] + options).code == 0)
    let kept = try rejects(fixture)
    #expect(kept.count == 2)
    let second = try CommandRun(load + [dumps, "--again"] + options)
    #expect(second.code == 0 && second.output.contains("loaded    1 file, 1 statement into"))
    #expect(second.messages.contains("left out  1 file inside the rejects folder"))
    #expect(try rejects(fixture) == kept)
    let pattern = try CommandRun(load + [dumps + "/**", "--again", "--quiet"] + options)
    #expect(pattern.code == 0 && pattern.messages.isEmpty)
    #expect(try rejects(fixture) == kept)

    let raw = try #require(kept.first { $0.hasSuffix(".nt") })
    let named = try CommandRun(load + [dumps + "/rejects/" + raw] + options)
    #expect(named.code == 0 && named.output.contains("rejected  1 statement"))
    let nothing = try CommandRun(load + [dumps + "/rejects"] + options)
    #expect(nothing.code == 2 && nothing.messages.contains("outside the rejects folder"))
  }

  @Test("a pipeline leaves out the rejects of all its sources")
  func runs() throws {
    let fixture = try fixture()
    let pipeline = try fixture.write(
      "museum.yaml",
      """
      version: 1
      store: {path: store}
      sources:
        kept:
          type: file
          include: ["dumps/**"]
          on_error: skip_statement
          rejects: dumps/rejects/
        other:
          type: file
          include: ["dumps/**/*.nt"]
          exclude: ["dumps/a.nt"]
      """)
    #expect(try CommandRun(["plan", pipeline]).code == 0)
    #expect(throws: (any Error).self) { try rejects(fixture) }
    #expect(try CommandRun(["run", pipeline]).code == 0)
    #expect(try rejects(fixture).count == 2)
    let plan = try CommandRun(["plan", pipeline, "--again", "--json"])
    #expect(plan.code == 0 && plan.output.contains("/dumps/a.nt"))
    #expect(!plan.output.contains("/dumps/rejects/"))
    #expect(try CommandRun(["run", pipeline, "--again"]).code == 0)
    #expect(try rejects(fixture).count == 2)
  }
}
