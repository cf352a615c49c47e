import Foundation
import Sluice
import Testing

/// `lint`, `schema` and `init`, and the exit codes of wrong files and of too many rejects.
@Suite("pipeline file commands")
struct PipelineCommandTests {
  private static let good = """
    version: 1
    store: {path: store, preset: development}
    sources:
      a: {type: file, include: [a.nt], on_error: skip_statement, max_errors: 1}

    """

  private func fixture(_ text: String = good) throws -> (StoreFixture, String) {
    let fixture = try StoreFixture()
    _ = try fixture.write("a.nt", "<x:a> <x:p> <x:b> .\nbad\n")
    return (fixture, try fixture.write("p.yaml", text))
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("lint of a right file says so, with --quiet nothing")
  func lints() throws {
    let (fixture, file) = try fixture()
    defer { withExtendedLifetime(fixture) {} }
    let text = try CommandRun(["lint", file])
    #expect(text.code == 0 && text.output.isEmpty && text.messages == "\(file): no errors\n")
    for flag in ["--quiet", "--json"] {
      let run = try CommandRun(["lint", file, flag])
      #expect(run.code == 0 && run.output.isEmpty && run.messages.isEmpty)
    }
    let resolved = try CommandRun(["lint", file, "--resolved", "--json"])
    #expect(try object(resolved.output)["version"] as? Int == 1)
  }

  @Test("lint of a wrong file prints each error with its place and ends with 3")
  func lintsWrong() throws {
    let (fixture, file) = try fixture("version: 1\nstore: {path: s, pth: t, durability: async}\n")
    defer { withExtendedLifetime(fixture) {} }
    let text = try CommandRun(["lint", file])
    #expect(text.code == 3 && text.output.contains("p.yaml:2:18: error: unknown key `pth`"))
    #expect(text.output.contains("warning: `store.durability` has no effect"))
    let quiet = try CommandRun(["lint", file, "--quiet"])
    #expect(quiet.code == 3 && !quiet.output.contains("warning: "))
    let json = try CommandRun(["lint", file, "--json"])
    let first = try object(String(try #require(json.output.split(separator: "\n").first)))
    #expect(json.code == 3 && first["severity"] as? String == "warning")
    #expect(first["line"] as? Int == 1)
  }

  @Test("run and plan of a wrong file end with 3 and make no store")
  func runsWrong() throws {
    let (fixture, file) = try fixture("version: 1\nstore: {pth: store}\n")
    for command in ["run", "plan"] {
      for flags in [[], ["--json"], ["--quiet"]] {
        let run = try CommandRun([command, file] + flags)
        #expect(run.code == 3 && run.output.isEmpty && run.messages.contains("p.yaml:2:"))
      }
    }
    #expect(!FileManager.default.fileExists(atPath: fixture.storePath))
    #expect(try CommandRun(["run", file + ".none"]).code == 3)
  }

  @Test("more rejects than allowed end with 4 and commit nothing, as many as allowed are borne")
  func rejects() throws {
    let (fixture, file) = try fixture()
    let borne = try CommandRun(["run", file, "--quiet"])
    #expect(borne.code == 0 && borne.output.isEmpty)
    _ = try fixture.write("a.nt", "<x:a> <x:p> <x:c> .\nbad\nworse\n")
    for flags in [[], ["--json"], ["--quiet"]] {
      let run = try CommandRun(["run", file] + flags)
      #expect(run.code == 4 && run.messages.contains("error: rejects: 2, allowed: 1"))
    }
    let load = try CommandRun([
      "load", fixture.storePath, fixture.folder + "/a.nt", "--on-error", "skip_statement",
      "--max-errors", "1",
    ])
    #expect(load.code == 4)
    #expect(try CommandRun(["match", fixture.storePath, "--count"]).output == "1\n")
  }

  @Test("schema is JSON, or Markdown")
  func schema() throws {
    for flags in [[], ["--json"], ["--quiet"]] {
      let run = try CommandRun(["schema"] + flags)
      #expect(run.code == 0 && run.messages.isEmpty)
      #expect(try object(run.output)["$schema"] != nil)
    }
    let markdown = try CommandRun(["schema", "--markdown"])
    #expect(markdown.output.contains("\n## pipeline\n"))
  }

  @Test("init writes a file that lint takes, and replaces one only by force")
  func initialises() throws {
    let fixture = try StoreFixture()
    let file = fixture.folder + "/museum.yaml"
    let run = try CommandRun(["init", file])
    #expect(run.code == 0 && run.output.isEmpty && run.messages.hasPrefix("wrote \(file);"))
    #expect(try fixture.read("museum.yaml").contains("\nname: museum\n"))
    #expect(try CommandRun(["lint", file, "--quiet"]).code == 0)
    let second = try CommandRun(["init", file])
    #expect(second.code == 1 && second.messages.hasPrefix("error: "))
    let forced = try CommandRun(["init", file, "--force", "--name", "other", "--json"])
    #expect(forced.code == 0 && forced.output == "{\"file\":\"\(file)\"}\n")
    #expect(try fixture.read("museum.yaml").contains("\nname: other\n"))
    let quiet = try CommandRun(["init", file, "--force", "--quiet"])
    #expect(quiet.code == 0 && (quiet.output + quiet.messages).isEmpty)
  }
}
