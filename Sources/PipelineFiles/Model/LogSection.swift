// The `log` section.

/// How progress and events are logged, on stderr.
public struct LogSection: Hashable, Sendable {
  /// The least severe events that are logged; the names are those of swift-log.
  public enum Level: String, CaseIterable, Sendable {
    /// Everything, step by step.
    case trace
    /// What helps to find a fault.
    case debug
    /// What happens in the normal course.
    case info
    /// What is worth a look.
    case notice
    /// What may become a fault.
    case warning
    /// What went wrong.
    case error
    /// What stops the process.
    case critical
  }

  /// How an event is written.
  public enum Format: String, CaseIterable, Sendable {
    /// A line for people.
    case text
    /// A JSON object a line.
    case json
  }

  /// The least severe events that are logged.
  public var level: Level = .info
  /// How an event is written.
  public var format: Format = .text

  /// Makes the default section.
  public init() {}
}

extension LogSection.Level: PipelineWord {
  var summary: String {
    switch self {
    case .trace: "everything"
    case .debug: "what helps to find a fault"
    case .info: "the normal course"
    case .notice: "what is worth a look"
    case .warning: "what may become a fault"
    case .error: "what went wrong"
    case .critical: "what stops the process"
    }
  }
}

extension LogSection.Format: PipelineWord {
  var summary: String {
    switch self {
    case .text: "a line for people"
    case .json: "a JSON object a line"
    }
  }
}

extension LogSection {
  static let table = SectionTable<LogSection>(
    name: "log",
    summary: "How progress and events are logged, on stderr.",
    defaults: LogSection(),
    fields: [
      Field("level", \.level, .word, "Least severe events to log: \(Level.explained)."),
      Field("format", \.format, .word, "How an event is written: \(Format.explained)."),
    ]
  )
}
