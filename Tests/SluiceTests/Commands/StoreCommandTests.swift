import Foundation
import Sluice
import Testing

/// `verify`, `compact` and `bench`.
@Suite("store commands")
struct StoreCommandTests {
  private func fixture() async throws -> StoreFixture {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let more = try fixture.write("more.nt", "<x:a> <x:p> <x:b> .\n")
    try await store.load([LoadInput(path: more)])
    await store.close()
    return fixture
  }

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("verify tells each check and the sum, --quiet nothing of a sound store")
  func verifies() async throws {
    let fixture = try await fixture()
    let quads = sampleQuads.sortedLines.count + 1
    let text = try CommandRun(["verify", fixture.storePath])
    #expect(text.code == 0 && text.output.contains("commit 2: \(quads) quads "))
    #expect(text.output.hasSuffix("\nsound\n") && text.messages.contains(": ok ("))
    let json = try CommandRun(["verify", fixture.storePath, "--json"])
    let report = try #require(try objects(json.output).first)
    #expect(report["sound"] as? Bool == true && report["quads"] as? Int == quads)
    let quiet = try CommandRun(["verify", fixture.storePath, "--quiet"])
    #expect(quiet.code == 0 && (quiet.output + quiet.messages).isEmpty)
    #expect(try CommandRun(["verify", fixture.storePath, "--threads", "0"]).code == 2)
  }

  @Test("verify of a damaged store prints the problem and ends with 1")
  func verifiesDamage() async throws {
    let fixture = try await fixture()
    let files = try FileManager.default.contentsOfDirectory(atPath: fixture.storePath)
    // In the middle of the largest file of the store.
    let tables = files.filter { $0.hasSuffix(".sst") }.map { fixture.storePath + "/" + $0 }
    func size(_ path: String) -> Int { FileManager.default.contents(atPath: path)?.count ?? 0 }
    let path = try #require(tables.max { size($0) < size($1) })
    var bytes = try #require(FileManager.default.contents(atPath: path))
    bytes[bytes.count / 3] ^= 0x55
    try bytes.write(to: URL(fileURLWithPath: path))
    for flags in [[], ["--json"], ["--quiet"]] {
      let run = try CommandRun(["verify", fixture.storePath] + flags)
      #expect(run.code == 1 && !(run.output + run.messages).isEmpty)
    }
  }

  @Test("compact merges segments and keeps the quads")
  func compacts() async throws {
    let fixture = try await fixture()
    let dump = try CommandRun(["dump", fixture.storePath, "--quiet"]).output
    let json = try CommandRun(["compact", fixture.storePath, "--json"])
    let object = try #require(try objects(json.output).first)
    #expect(object["segments_before"] as? Int == 2 && object["segments"] as? Int == 1)
    let text = try CommandRun(["compact", fixture.storePath])
    #expect(text.code == 0 && text.output.hasPrefix("segments 1 to 1, "))
    let quiet = try CommandRun(["compact", fixture.storePath, "--quiet"])
    #expect(quiet.code == 0 && (quiet.output + quiet.messages).isEmpty)
    let after = try CommandRun(["dump", fixture.storePath, "--quiet"]).output
    #expect(after.sortedLines == dump.sortedLines)
    #expect(try CommandRun(["verify", fixture.storePath, "--quiet"]).code == 0)
  }

  @Test("bench measures a small store and changes nothing unless --commits is given")
  func benches() async throws {
    let fixture = try await fixture()
    let json = try CommandRun(["bench", fixture.storePath, "--json", "--quiet"])
    #expect(json.code == 0, "\(json.messages)")
    let figures = try objects(json.output)
    #expect(!figures.isEmpty && figures.allSatisfy { $0["name"] != nil && $0["unit"] != nil })
    let status = try CommandRun(["status", fixture.storePath, "--json"])
    #expect(try objects(status.output).first?["tx"] as? Int == 2)
    #expect(try CommandRun(["bench", fixture.storePath, "--commits", "0"]).code == 2)
  }
}
