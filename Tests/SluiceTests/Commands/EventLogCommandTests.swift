import Foundation
import Sluice
import Testing

/// The log of `run` and `load`: on standard error, as the `log` section says.
@Suite("event log of commands")
struct EventLogCommandTests {
  /// A pipeline of two sources, the second with a bad line, and a log section.
  private func pipeline(_ fixture: StoreFixture, log: String) throws -> String {
    _ = try fixture.write("a.nt", "<x:a> <x:p> <x:b> .\n")
    _ = try fixture.write("b.nt", "<x:a> <x:p> <x:c> .\nbad\n")
    return try fixture.write(
      "museum.yaml",
      """
      version: 1
      name: nightly
      store: {path: store, preset: development}
      sources:
        good: {type: file, include: [a.nt]}
        mixed: {type: file, include: [b.nt], on_error: skip_statement}
      \(log)
      """)
  }

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("run tells each job's begin and end with the pipeline's name, the summary stays text")
  func jsonLog() throws {
    let fixture = try StoreFixture()
    let file = try pipeline(fixture, log: "log: {format: json}")
    let run = try CommandRun(["run", file])
    #expect(run.code == 0 && run.output.contains("loaded    1 file, 1 statement into"))
    let events = try objects(run.messages)
    #expect(
      events.compactMap { $0["message"] as? String } == [
        "job begins", "job ends", "job begins", "statements rejected", "job ends",
      ])
    #expect(events.allSatisfy { $0["pipeline"] as? String == "nightly" && $0["time"] != nil })
    let begin = try #require(events.first)
    #expect(begin["job"] as? String == "good" && begin["files"] as? Int == 1)
    #expect(begin["bytes"] as? Int == 20 && begin["level"] as? String == "info")
    let end = try #require(events.last)
    #expect(end["quads"] as? Int == 1 && end["tx"] as? Int == 2 && end["runs"] as? Int == 1)
    #expect(end["spilled"] as? Bool == false && end["seconds"] is Double)
    #expect(events[3]["level"] as? String == "notice" && events[3]["statements"] as? Int == 1)
  }

  @Test("log.level filters, and at debug the stages and each skipped file are told")
  func level() throws {
    let fixture = try StoreFixture()
    let quiet = try CommandRun(["run", try pipeline(fixture, log: "log: {level: error}")])
    #expect(quiet.code == 0 && quiet.messages.isEmpty)
    let file = try pipeline(fixture, log: "log: {level: debug}")
    let run = try CommandRun(["run", file])
    #expect(run.messages.contains(" debug file skipped: \(fixture.folder)/a.nt: loaded before"))
    #expect(run.messages.contains(" info  files skipped  files=1 job=good pipeline=nightly\n"))
    let again = try CommandRun(["run", file, "--again"])
    #expect(again.messages.contains(#/ debug stages  .*commit=0/#))
  }

  @Test("--quiet leaves warnings, --json makes both outputs JSON")
  func flags() throws {
    let fixture = try StoreFixture()
    let file = try pipeline(fixture, log: "")
    let quiet = try CommandRun(["run", file, "--quiet"])
    #expect(quiet.output.isEmpty && quiet.messages.isEmpty)
    let bad = try fixture.write("c.nt", "bad\n")
    let load = ["load", fixture.storePath, bad, "--on-error", "skip_file", "--quiet"]
    let warned = try CommandRun(load)
    #expect(warned.output.isEmpty && warned.messages.contains(" warning file left out  "))
    #expect(warned.messages.split(separator: "\n").count == 1)
    let json = try CommandRun(["run", file, "--again", "--json"])
    #expect(try objects(json.output).count == 2)
    #expect(try objects(json.messages).count == 5)
  }

  @Test("load logs as a pipeline without a log section does, and errors end it as ever")
  func load() throws {
    let fixture = try StoreFixture()
    let file = try fixture.write("a.nt", "<x:a> <x:p> <x:b> .\n")
    let run = try CommandRun(["load", fixture.storePath, file])
    #expect(run.messages.contains(" info  job begins  bytes=20 files=1 job=load\n"))
    #expect(run.messages.contains(" info  job ends  files=1 job=load quads=1 "))
    #expect(try CommandRun(["load", fixture.storePath, file, "--quiet"]).messages.isEmpty)
    let bad = try fixture.write("b.nt", "bad\n")
    let failed = try CommandRun(["load", fixture.storePath, bad])
    #expect(failed.code == 1 && failed.messages.contains("\nerror: cannot read "))
    let skipped = try CommandRun(["load", fixture.storePath, bad, "--on-error", "skip_file"])
    #expect(skipped.code == 0)
    #expect(skipped.messages.contains(" warning file left out  error=\"cannot read "))
  }

  @Test("a secret in a path is not in the log")
  func secrets() throws {
    let fixture = try StoreFixture()
    _ = try fixture.write("secret", "hunter2")
    let file = try fixture.write(
      "p.yaml",
      """
      version: 1
      store: {path: store}
      sources:
        a: {type: file, include: ["${file:secret}/*.nt"], on_error: skip_file}
      log: {level: debug}
      """)
    try FileManager.default.createDirectory(
      atPath: fixture.folder + "/hunter2", withIntermediateDirectories: false)
    _ = try fixture.write("hunter2/a.nt", "bad\n")
    let run = try CommandRun(["run", file])
    #expect(run.messages.contains("/***/a.nt") && !run.messages.contains("hunter2"))
  }
}
