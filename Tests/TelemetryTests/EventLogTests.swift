import Logging
import Synchronization
import Testing

@testable import Telemetry

/// Lines that a log wrote.
private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func append(_ line: String) { lines.withLock { $0.append(line) } }
}

@Suite("event log")
struct EventLogTests {
  private func logger(
    _ format: EventLogHandler.Format, _ lines: Lines, level: Logger.Level = .info,
    redact: @escaping @Sendable (String) -> String = { $0 }
  ) -> Logger {
    Logger(label: "test") { _ in
      EventLogHandler(format: format, level: level, redact: redact) { lines.append($0) }
    }
  }

  /// A line without its time, which is checked for its form.
  private func withoutTime(_ line: String, from start: Int) throws -> String {
    let characters = Array(line)
    let time = String(characters[start..<start + 24])
    #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil, "\(time)")
    return String(characters[..<start] + characters[(start + 24)...])
  }

  @Test("a text event is time, level, message and the fields by name")
  func text() throws {
    let lines = Lines()
    var log = logger(.text, lines)
    log[metadataKey: "job"] = "dump"
    log.info("job begins", metadata: ["files": .stringConvertible(3), "note": "two words"])
    log.warning("a\nb", metadata: ["empty": "", "list": .array(["x", "y"])])
    #expect(
      try lines.all.map { try withoutTime($0, from: 0) } == [
        " info  job begins  files=3 job=dump note=\"two words\"",
        " warning a; b  empty=\"\" job=dump list=[\"x\",\"y\"]",
      ])
  }

  @Test("a JSON event is an object with time, level, message and the fields, numbers as numbers")
  func json() throws {
    let lines = Lines()
    let log = logger(.json, lines)
    log.error(
      "broken \"quote\"\n",
      metadata: [
        "bytes": .stringConvertible(12), "spilled": .stringConvertible(true),
        "seconds": .stringConvertible(0.5), "file": "a\tb", "level": "mine",
      ])
    let line = try #require(lines.all.first)
    #expect(
      try withoutTime(line, from: 9)
        == #"{"time":"","level":"error","message":"broken \"quote\"\n","bytes":12,"#
        + #""file":"a\tb","level_":"mine","seconds":0.500000,"spilled":true}"#)
  }

  @Test("events below the level are left out")
  func level() {
    let lines = Lines()
    let log = logger(.text, lines, level: .warning)
    log.info("no")
    log.debug("no")
    log.warning("yes")
    log.critical("yes")
    #expect(lines.all.count == 2 && lines.all.allSatisfy { $0.hasSuffix("yes") })
  }

  @Test("secrets are taken out of messages and values")
  func redacts() throws {
    for format in [EventLogHandler.Format.text, .json] {
      let lines = Lines()
      let log = logger(format, lines) { $0.replacing("hunter2", with: "***") }
      log.info("at hunter2", metadata: ["path": "/x/hunter2", "list": .array(["hunter2"])])
      let line = try #require(lines.all.first)
      #expect(!line.contains("hunter2") && line.contains("at ***") && line.contains("/x/***"))
    }
  }
}
