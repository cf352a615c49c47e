import Foundation
import Sluice
import Testing

/// Flags that choose files, graphs and limits.
@Suite("flags of load, check and convert")
struct LoadFlagsTests {
  @Test("--exclude leaves files out, --prefix shortens the graph")
  func excludes() throws {
    let fixture = try StoreFixture()
    for folder in ["dumps", "dumps/old"] {
      try FileManager.default.createDirectory(
        atPath: fixture.folder + "/" + folder, withIntermediateDirectories: false)
    }
    _ = try fixture.write("dumps/a.nt", "<x:a> <x:p> <x:b> .\n")
    _ = try fixture.write("dumps/b.nt", "<x:b> <x:p> <x:b> .\n")
    _ = try fixture.write("dumps/old/c.nt", "<x:c> <x:p> <x:b> .\n")
    let run = try CommandRun([
      "load", fixture.storePath, fixture.folder + "/dumps", "--exclude", "**/old/**", "--exclude",
      "**/b.nt", "--prefix", "ex=http://example.org/", "--graph", "ex:g", "--quiet",
    ])
    #expect(run.code == 0, "\(run.messages)")
    let match = try CommandRun(["match", fixture.storePath])
    #expect(match.output == "<x:a> <x:p> <x:b> <http://example.org/g> .\n")
  }

  @Test("check and convert take the limits of documents")
  func limits() throws {
    let line = "<x:a> <x:p> \"a literal\" .\n"
    for command in [["check", "-"], ["convert", "-", "--to", "nq"]] {
      let whole = try CommandRun(
        command + ["--format", "nt", "--statement-bytes", "64"], input: line)
      #expect(whole.code == 0, "\(whole.messages)")
      let cut = try CommandRun(
        command + ["--format", "nt", "--statement-bytes", "12"], input: line)
      #expect(cut.code == 1 && (cut.output + cut.messages).contains("limit of 12"))
    }
  }

  @Test("memory below the least is a mistake of usage, or of the configuration")
  func memory() throws {
    let fixture = try StoreFixture()
    let file = try fixture.write("a.nt", "<x:a> <x:p> <x:b> .\n")
    let load = try CommandRun(["load", fixture.storePath, file, "--memory", "31MiB"])
    #expect(load.code == 2 && load.messages.contains("31MiB is below the least memory, 32MiB"))
    let pipeline = try fixture.write(
      "p.yaml",
      "version: 1\nstore: {path: store, memory: 31MiB}\n"
        + "sources: {a: {type: file, include: [a.nt]}}\n")
    let run = try CommandRun(["run", pipeline])
    #expect(run.code == 3 && run.messages.contains("below the least value 32MiB"))
  }
}
