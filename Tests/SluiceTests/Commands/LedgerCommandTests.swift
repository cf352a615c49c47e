import Foundation
import Sluice
import Testing

@Suite("ledger commands")
struct LedgerCommandTests {
  /// A store with `good.nt` loaded and `bad.ttl` and `worse.nt` left out, into a graph.
  private func fixture() throws -> StoreFixture {
    let fixture = try StoreFixture()
    let files = [
      try fixture.write("good.nt", "<x:a> <x:p> <x:b> .\n"),
      try fixture.write("bad.ttl", "<a> <p> .\n"), try fixture.write("worse.nt", "bad\n"),
    ]
    let run = try CommandRun(
      ["load", fixture.storePath] + files + [
        "--on-error", "skip_file", "--base", "http://example.org/", "--graph", "x:g",
      ])
    #expect(run.code == 0 && run.output.contains("\nleft out  "))
    return fixture
  }

  private func ledger(
    _ command: String, _ fixture: StoreFixture, _ arguments: String...
  ) throws -> CommandRun {
    try CommandRun(["ledger", command, fixture.storePath] + arguments)
  }

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("list has a line or an object a file, of one state where one is asked for")
  func lists() throws {
    let fixture = try fixture()
    let all = try ledger("list", fixture, "--quiet")
    #expect(all.code == 0 && all.output.split(separator: "\n").count == 3)
    let failed = try objects(try ledger("list", fixture, "--state", "failed", "--json").output)
    #expect(
      failed.map { $0["path"] as? String }
        == ["bad.ttl", "worse.nt"].map {
          fixture.folder + "/" + $0
        })
    #expect(failed.allSatisfy { $0["attempts"] as? Int == 1 && $0["tx"] as? Int == 1 })
    #expect(try ledger("list", fixture, "--state", "lost").code == 2)
  }

  @Test("show tells all of a file, and that there is none")
  func shows() throws {
    let fixture = try fixture()
    let text = try ledger("show", fixture, fixture.folder + "/good.nt")
    #expect(text.code == 0 && text.output.contains("state: done\n"))
    #expect(text.output.contains("graph: <x:g>\n"))
    let json = try ledger("show", fixture, fixture.folder + "/bad.ttl", "--json")
    #expect(try objects(json.output).first?["base"] as? String == "http://example.org/")
    let missing = try ledger("show", fixture, fixture.folder + "/none")
    #expect(missing.code == 1 && missing.messages.contains("error: the ledger has no "))
    #expect(try ledger("show", fixture, fixture.folder + "/none", "--quiet").messages.isEmpty)
  }

  @Test("a forgotten file is loaded again; its quads stay meanwhile")
  func forgets() throws {
    let fixture = try fixture()
    let file = fixture.folder + "/good.nt"
    let forgot = try ledger("forget", fixture, file, "--json")
    #expect(forgot.code == 0 && forgot.output == "{\"path\":\"\(file)\",\"rows\":1}\n")
    #expect(try ledger("forget", fixture, file, "--quiet").code == 1)
    #expect(try CommandRun(["match", fixture.storePath, "--count"]).output == "1\n")
    let load = try CommandRun(["load", fixture.storePath, file, "--graph", "x:g"])
    #expect(load.output.contains("loaded    1 file") && load.output.contains("new       0 quads"))
  }

  @Test("retry loads mended files with the base and graph that they had, as one commit")
  func retries() throws {
    let fixture = try fixture()
    _ = try fixture.write("bad.ttl", "<a> <p> <b> .\n")
    _ = try fixture.write("worse.nt", "<x:c> <x:p> <x:d> .\n")
    let run = try ledger("retry", fixture, "--all", "--json")
    #expect(run.code == 0, "\(run.messages)")
    let summary = try #require(try objects(run.output).first)
    #expect(summary["files_loaded"] as? Int == 2 && summary["tx"] as? Int == 2)
    let match = try CommandRun(["match", fixture.storePath, "-g", "x:g"])
    #expect(
      match.output.sortedLines == [
        "<http://example.org/a> <http://example.org/p> <http://example.org/b> <x:g> .",
        "<x:a> <x:p> <x:b> <x:g> .", "<x:c> <x:p> <x:d> <x:g> .",
      ])
    let rows = try objects(try ledger("list", fixture, "--json").output)
    #expect(rows.allSatisfy { $0["state"] as? String == "done" })
    #expect(rows.map { $0["attempts"] as? Int }.sorted { $0 ?? 0 < $1 ?? 0 } == [1, 2, 2])
    let again = try ledger("retry", fixture, "--all")
    #expect(again.code == 0 && again.output.contains("loaded    nothing new"))
  }

  @Test("retry of a file that is still bad leaves the store, or counts the attempt")
  func retriesInVain() throws {
    let fixture = try fixture()
    let file = fixture.folder + "/worse.nt"
    #expect(try ledger("retry", fixture, file).code == 1)
    func attempts() throws -> Int? {
      try objects(try ledger("show", fixture, file, "--json").output).first?["attempts"] as? Int
    }
    #expect(try attempts() == 1)
    let skipped = try ledger("retry", fixture, file, "--on-error", "skip_file", "--quiet")
    #expect(skipped.code == 0 && skipped.output.isEmpty)
    #expect(try attempts() == 2)
  }

  @Test("retry refuses what has not failed, and wants files or --all")
  func refuses() throws {
    let fixture = try fixture()
    let done = try ledger("retry", fixture, fixture.folder + "/good.nt")
    #expect(done.code == 1 && done.messages.contains("has not failed"))
    let unknown = try ledger("retry", fixture, fixture.folder + "/none")
    #expect(unknown.code == 1 && unknown.messages.contains("the ledger has no "))
    #expect(try ledger("retry", fixture).code == 2)
    #expect(try ledger("retry", fixture, "--all", fixture.folder + "/worse.nt").code == 2)
  }
}
