import Foundation
import Sluice
import Testing

@Suite("commands")
struct CommandTests {
  /// A store with the sample in it, closed.
  private func fixture() async throws -> StoreFixture {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    await store.close()
    return fixture
  }

  @Test("dump writes the store to standard output and its summary to standard error")
  func dumps() async throws {
    let fixture = try await fixture()
    let run = try CommandRun(["dump", fixture.storePath])
    #expect(run.code == 0)
    #expect(run.output.sortedLines == sampleQuads.sortedLines)
    #expect(run.messages.hasPrefix("dumped "))
    let quiet = try CommandRun(["dump", fixture.storePath, "--quiet"])
    #expect(quiet.messages.isEmpty && quiet.output == run.output)
  }

  @Test("dump to a file takes the syntax of its name and can show its summary as JSON")
  func dumpsToFile() async throws {
    let fixture = try await fixture()
    let path = fixture.folder + "/all.trig"
    let run = try CommandRun(["dump", fixture.storePath, "-o", path, "--json"])
    #expect(run.code == 0 && run.messages.isEmpty)
    #expect(run.output.hasPrefix("{\"quads\":\(sampleQuads.sortedLines.count),"))
    #expect(try fixture.read("all.trig").contains("<http://example.org/g1> {"))
  }

  @Test("match prints the quads of a pattern, their number, or JSON")
  func matches() async throws {
    let fixture = try await fixture()
    let subject = "http://example.org/s1"
    let expected = sampleQuads.sortedLines.filter { $0.hasPrefix("<\(subject)>") }
    let run = try CommandRun(["match", fixture.storePath, "-s", subject])
    #expect(run.code == 0 && run.output.sortedLines == expected)
    let count = try CommandRun(["match", fixture.storePath, "-s", "<\(subject)>", "--count"])
    #expect(count.output == "\(expected.count)\n")
    let limited = try CommandRun(["match", fixture.storePath, "--limit", "2"])
    #expect(limited.output.sortedLines.count == 2)
    let json = try CommandRun([
      "match", fixture.storePath, "-o", "\"chat\"@fr", "-g", "default", "--json",
    ])
    #expect(
      json.output.hasSuffix(
        "\"object\":{\"type\":\"literal\",\"value\":\"chat\",\"xml:lang\":\"fr\"}}\n"))
  }

  @Test("stats and status tell the number of quads")
  func counts() async throws {
    let fixture = try await fixture()
    let quads = sampleQuads.sortedLines.count
    let stats = try CommandRun(["stats", fixture.storePath, "--json"])
    let object = try JSONSerialization.jsonObject(with: Data(stats.output.utf8)) as? [String: Any]
    #expect(object?["quads"] as? Int == quads)
    #expect((object?["predicates"] as? [Any])?.count == 3)
    let status = try CommandRun(["status", fixture.storePath])
    #expect(status.code == 0 && status.output.contains("quads       \(quads)\n"))
  }

  @Test("convert reads standard input, check tells every error")
  func convertsAndChecks() throws {
    let run = try CommandRun(
      ["convert", "-", "--format", "nquads", "--to", "nquads", "--quiet"], input: sampleQuads)
    #expect(run.code == 0 && run.output == sampleQuads)
    let check = try CommandRun(
      ["check", "-", "--format", "nt"], input: "<x:a> <x:p> 1 .\n<x:a> <x:p> <x:b> .\nword\n")
    #expect(check.code == 1)
    #expect(check.output.sortedLines.count == 2 && check.output.contains("line 3"))
    #expect(try CommandRun(["check", "-", "--format", "nq"], input: sampleQuads).code == 0)
  }

  @Test("generate gives the same bytes for the same settings")
  func generates() throws {
    let arguments = ["generate", "lubm", "--triples", "2000", "--seed", "7", "--quiet"]
    let run = try CommandRun(arguments)
    #expect(run.code == 0 && run.output.sortedLines.count == 2_000)
    #expect(try CommandRun(arguments).output == run.output)
    let ontology = try CommandRun(["generate", "lubm", "--ontology", "--format", "ttl"])
    #expect(ontology.output.contains("owl:Ontology"))
  }

  @Test("exit codes tell usage, failure and a store in use apart")
  func exitCodes() async throws {
    let fixture = try await fixture()
    #expect(try CommandRun(["match"]).code == 2)
    #expect(try CommandRun(["dump", fixture.storePath, "--format", "pdf"]).code == 2)
    #expect(try CommandRun(["match", fixture.storePath, "-s", "\"literal\""]).code == 2)
    #expect(try CommandRun(["generate", "lubm", "--universities", "0"]).code == 2)
    let missing = try CommandRun(["stats", fixture.folder + "/nothing"])
    #expect(missing.code == 1 && missing.messages.hasPrefix("error: no store at "))
    #expect(try CommandRun(["dump", fixture.storePath, "--format", "nt"]).code == 1)
    let store = try await fixture.open()
    let locked = try CommandRun(["status", fixture.storePath, "--json"])
    #expect(locked.code == 5 && locked.output.contains("\"state\":\"locked\""))
    await store.close()
    #expect(try CommandRun(["--help"]).code == 0)
  }

  @Test("a reader that goes away ends a command quietly")
  func closedPipe() async throws {
    let fixture = try StoreFixture()
    let lines = (0..<20_000).map { "<x:s\($0)> <x:p> \"some value of a triple: \($0)\" ." }
    let store = try await fixture.open(loading: lines.joined(separator: "\n"))
    await store.close()
    let process = Process()
    process.executableURL = try CommandRun.executable()
    process.arguments = ["dump", fixture.storePath]
    let (output, messages) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = messages
    try output.fileHandleForReading.close()
    try process.run()
    try messages.fileHandleForWriting.close()
    let text = try messages.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(text.isEmpty)
  }

  @Test("an interrupted command exits with 130 and leaves nothing behind")
  func interrupted() throws {
    let fixture = try StoreFixture()
    let process = Process()
    process.executableURL = try CommandRun.executable()
    process.arguments = [
      "generate", "lubm", "--triples", "1000000000", "-o", fixture.folder + "/out.nt",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It listens once it writes.
    while try FileManager.default.contentsOfDirectory(atPath: fixture.folder).isEmpty {
      // Not a task's sleep: beside tests that hold all of the pool's threads it can last for minutes.
      usleep(5_000)
    }
    usleep(200_000)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130 && process.terminationReason == .exit)
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder).isEmpty)
  }

  @Test(
    "every command has help with an example",
    arguments: ["dump", "match", "stats", "status", "convert", "check", "completion"])
  func help(command: String) throws {
    let run = try CommandRun([command, "--help"])
    #expect(run.code == 0 && run.output.contains("Example: sluice \(command) "))
  }

  @Test("completion prints a script for each shell", arguments: ["bash", "zsh", "fish"])
  func completion(shell: String) throws {
    let run = try CommandRun(["completion", shell])
    #expect(run.code == 0 && run.output.contains("sluice"))
  }
}
