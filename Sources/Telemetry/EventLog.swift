import Glibc
import Logging

// Events of a run, one line each, on standard error:
//
//     2026-03-01T04:05:06.789Z info  job begins  bytes=1048576 files=3 job=dump
//     {"time":"2026-03-01T04:05:06.789Z","level":"info","message":"job begins","bytes":1048576, ...}
//
// Never on standard output, which is for data. A line goes out in one write, so that lines of several
// threads do not mix. An event costs some microseconds: there is one a job or a file, never one a quad.

/// Writes events as lines of text or of JSON.
package struct EventLogHandler: LogHandler {
  /// How an event is written.
  package enum Format: Sendable {
    /// A line for people: time, level, message, then `name=value` for each field.
    case text
    /// A JSON object: `time`, `level`, `message`, then the fields.
    case json
  }

  /// The least severe events that are written.
  package var logLevel: Logger.Level
  /// Fields of every event.
  package var metadata: Logger.Metadata = [:]
  private let format: Format
  private let redact: @Sendable (String) -> String
  private let write: @Sendable (String) -> Void

  /// Makes a handler.
  ///
  /// - Parameters:
  ///   - format: How an event is written.
  ///   - level: The least severe events that are written.
  ///   - redact: Takes secrets out of a message or a value.
  ///   - write: Takes each line, without its end; standard error by default.
  package init(
    format: Format, level: Logger.Level, redact: @escaping @Sendable (String) -> String = { $0 },
    write: @escaping @Sendable (String) -> Void = EventLogHandler.writeToStandardError
  ) {
    self.format = format
    logLevel = level
    self.redact = redact
    self.write = write
  }

  /// A field of every event.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes an event.
  package func log(event: LogEvent) {
    let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }
      .sorted { $0.key < $1.key }
    let time = Self.time()
    let message = redact("\(event.message)")
    switch format {
    case .text: write(text(time, event.level, message, fields))
    case .json:
      let head: [(String, JSONValue)] = [
        ("time", .string(time)), ("level", .string(event.level.rawValue)),
        ("message", .string(message)),
      ]
      // A field under a name that is taken would make the object ambiguous.
      let rest = fields.map { field in
        let isTaken = head.contains { $0.0 == field.key }
        return (isTaken ? field.key + "_" : field.key, json(field.value))
      }
      write(JSONValue.object(head + rest).text)
    }
  }
}

// MARK: - Fields

extension EventLogHandler {
  private func text(
    _ time: String, _ level: Logger.Level, _ message: String,
    _ fields: [(key: String, value: Logger.Metadata.Value)]
  ) -> String {
    let name = level.rawValue + String(repeating: " ", count: max(0, 5 - level.rawValue.count))
    var line = "\(time) \(name) \(Self.onOneLine(message))"
    for (index, field) in fields.enumerated() {
      line += (index == 0 ? "  " : " ") + "\(field.key)=\(quoted(field.value))"
    }
    return line
  }

  /// A value as text: in quotes where it would not read as one word.
  private func quoted(_ value: Logger.Metadata.Value) -> String {
    guard case .string(let text) = json(value) else { return json(value).text }
    let isWord =
      !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\"" && $0 != "=" }
    return isWord ? text : JSONValue.string(text).text
  }

  private func json(_ value: Logger.Metadata.Value) -> JSONValue {
    switch value {
    case .string(let text): .string(redact(text))
    case .stringConvertible(let value):
      switch value {
      case let value as Int: .integer(value)
      case let value as Double: .number(value)
      case let value as Bool: .bool(value)
      default: .string(redact("\(value)"))
      }
    case .array(let values): .array(values.map(json))
    case .dictionary(let values):
      .object(values.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
    }
  }

  /// An event is one line, whatever an error message holds.
  private static func onOneLine(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: true).joined(separator: "; ")
  }
}

// MARK: - The system

extension EventLogHandler {
  /// The time as UTC, with milliseconds.
  private static func time() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var parts = tm()
    gmtime_r(&now.tv_sec, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S", &parts)
    let seconds = String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let milliseconds = String(now.tv_nsec / 1_000_000)
    return seconds + "." + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
      + "Z"
  }

  /// Writes a line to standard error in one piece; that nobody reads it is no reason to fail.
  package static let writeToStandardError: @Sendable (String) -> Void = { line in
    var line = line + "\n"
    line.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(2, rest.baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }
}
