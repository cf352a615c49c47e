import Foundation
import Sluice
import Testing

/// One SIGINT ends a command that waits for a pipe which stays silent.
@Suite("interrupted reads of commands")
struct InterruptedReadTests {
  /// A command that was started with a pipe as its standard input, which stays open.
  private final class Running {
    let process = Process()
    let input = Pipe()

    init(_ arguments: [String]) throws {
      process.executableURL = try CommandRun.executable()
      process.arguments = arguments
      process.standardInput = input
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    /// Sends one signal and returns the seconds until the end.
    func interrupt(_ signal: Int32 = SIGINT) -> Double {
      // It listens already; with this it also waits for input.
      usleep(300_000)
      let start = ContinuousClock.now
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      return (ContinuousClock.now - start) / .seconds(1)
    }

    /// Waits until `condition` holds, as long as the command runs.
    func wait(until condition: () throws -> Bool) throws {
      // Not a task's sleep: beside tests that hold all of the pool's threads it can last for minutes.
      while process.isRunning, try !condition() { usleep(20_000) }
    }

    /// Whether the command has a file open; to ask the store itself would take its lock.
    func hasOpen(_ path: String) -> Bool {
      let folder = "/proc/\(process.processIdentifier)/fd/"
      // What was closed meanwhile has no name any more.
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.contains {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: folder + $0)) == path
      }
    }

    /// Whether the command has a handler of a signal; without one it dies by it.
    func handles(_ signal: Int32) throws -> Bool {
      let path = "/proc/\(process.processIdentifier)/status"
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      let caught = lines.first { $0.hasPrefix("SigCgt:\t") }?.dropFirst("SigCgt:\t".count)
      let mask = caught.flatMap { UInt64($0, radix: 16) } ?? 0
      return mask & 1 << UInt64(signal - 1) != 0
    }

    var isInterrupted: Bool {
      process.terminationStatus == 130 && process.terminationReason == .exit
    }
  }

  /// Some half a second is promised; a machine that runs all tests at once gets more.
  private static let mostSeconds = 5.0

  @Test("a load of a silent pipe ends at the first SIGINT, and the store is as before")
  func load() async throws {
    let fixture = try StoreFixture()
    await (try fixture.open(loading: sampleQuads)).close()
    for (format, text) in [("nt", ""), ("nt", "<x:a> <x:p> <x:b> .\n"), ("trig", "<x:a> <x:p> ")] {
      for policy in format == "nt" ? ["fail_job", "skip_statement"] : ["fail_job"] {
        let command = try Running([
          "load", fixture.storePath, "-", "--format", format, "--on-error", policy, "--quiet",
        ])
        try command.input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try command.wait { command.hasOpen(fixture.storePath + "/LOCK") }
        let seconds = command.interrupt()
        #expect(command.isInterrupted && seconds < Self.mostSeconds, "\(format) \(seconds) s")
      }
    }
    let dump = try CommandRun(["dump", fixture.storePath, "--quiet"])
    #expect(dump.output.sortedLines == sampleQuads.sortedLines)
  }

  @Test("a load of a named pipe that nobody writes ends at the first SIGINT")
  func namedPipe() async throws {
    let fixture = try StoreFixture()
    await (try fixture.open(loading: sampleQuads)).close()
    for name in ["pipe.nt", "pipe.ttl"] {
      let path = fixture.folder + "/" + name
      try #require(mkfifo(path, 0o600) == 0)
      let command = try Running(["load", fixture.storePath, path, "--quiet"])
      try command.wait { command.hasOpen(fixture.storePath + "/LOCK") }
      let seconds = command.interrupt()
      #expect(command.isInterrupted && seconds < Self.mostSeconds, "\(name) \(seconds) s")
    }
  }

  @Test("convert of a silent pipe ends at the first SIGINT, and no file is written")
  func convert() throws {
    let fixture = try StoreFixture()
    for format in ["nt", "ttl"] {
      let command = try Running([
        "convert", "-", "--format", format, "--to", "nq", "-o", fixture.folder + "/out.nq",
      ])
      try command.wait {
        try !FileManager.default.contentsOfDirectory(atPath: fixture.folder).isEmpty
      }
      let seconds = command.interrupt()
      #expect(command.isInterrupted && seconds < Self.mostSeconds, "\(format) \(seconds) s")
      #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder).isEmpty)
    }
  }

  @Test("a query of a pipeline ends at the first SIGINT, and its file is as before")
  func pipelineQuery() throws {
    let fixture = try StoreFixture()
    let lines = (0..<100).map { "<x:\($0)> <x:p> <x:o> .\n" }.joined()
    _ = try fixture.write("a.nt", lines)
    _ = try fixture.write("out.csv", "former")
    // More rows than a lifetime holds.
    let pattern = (0..<12).map { "?a\($0) ?b\($0) ?c\($0) ." }.joined(separator: " ")
    let file = try fixture.write(
      "p.yaml",
      """
      version: 1
      store: {path: store}
      sources: {a: {type: file, include: [a.nt]}}
      queries: {long: {sparql: "SELECT * WHERE { \(pattern) } ORDER BY ?a3 LIMIT 1", sinks: [out]}}
      sinks: {out: {type: file, path: out.csv, format: csv}}
      limits: {query_timeout: 0s}
      """)
    let command = try Running(["run", file, "--quiet"])
    try command.wait {
      try FileManager.default.contentsOfDirectory(atPath: fixture.folder)
        .contains { $0.hasPrefix(".out.csv.") }
    }
    let seconds = command.interrupt()
    #expect(command.isInterrupted && seconds < Self.mostSeconds, "\(seconds) s")
    #expect(try fixture.read("out.csv") == "former")
    #expect(try CommandRun(["match", fixture.storePath, "--count"]).output == "100\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder)
    #expect(names.sorted() == ["a.nt", "out.csv", "p.yaml", "store"])
  }

  @Test("a command that undoes nothing ends at once with 130", arguments: [SIGINT, SIGTERM])
  func check(signal: Int32) throws {
    for format in ["nt", "ttl"] {
      let command = try Running(["check", "-", "--format", format])
      try command.wait { try command.handles(signal) }
      let seconds = command.interrupt(signal)
      #expect(command.isInterrupted && seconds < Self.mostSeconds, "\(format) \(seconds) s")
    }
  }

  @Test("a pipe that is written slowly is read to its end")
  func slowWriter() async throws {
    let fixture = try StoreFixture()
    let command = try Running(["load", fixture.storePath, "-", "--format", "nt", "--quiet"])
    for index in 0..<4 {
      try command.input.fileHandleForWriting.write(
        contentsOf: Data("<x:a> <x:p> \"\(index)\" .\n".utf8))
      usleep(150_000)
    }
    try command.input.fileHandleForWriting.close()
    command.process.waitUntilExit()
    #expect(command.process.terminationStatus == 0)
    #expect(try CommandRun(["match", fixture.storePath, "--count"]).output == "4\n")
  }
}
