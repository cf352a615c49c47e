/// A place in a pipeline file.
public struct TextPosition: Hashable, Sendable {
  /// Line, from 1.
  public var line: Int
  /// Column in Unicode scalars, from 1.
  public var column: Int

  /// Makes a position of a line and a column, both counted from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension TextPosition: Comparable {
  /// Compares in reading order.
  public static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// One thing that is wrong, or looks wrong, in a pipeline file.
public struct PipelineDiagnostic: Error, Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, Hashable, Sendable {
    /// The pipeline cannot run.
    case error
    /// The pipeline can run, and probably does not do what was meant.
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// The pipeline file, as it was named by the caller, or the file of one of its queries.
  public var file: String
  /// The place, or nil where the whole file is meant.
  public var position: TextPosition?
  /// What is wrong; never shows a secret.
  public var message: String
  /// How to mend it, where that is known.
  public var hint: String?

  /// Most diagnostics that are collected; a file that is wrong in more ways is no pipeline file, and
  /// what they cost to find stays bounded.
  static let maximumCount = 200

  /// Makes a diagnostic.
  public init(
    _ severity: Severity, file: String, position: TextPosition?, message: String,
    hint: String? = nil
  ) {
    self.severity = severity
    self.file = file
    self.position = position
    self.message = message
    self.hint = hint
  }
}

extension PipelineDiagnostic: CustomStringConvertible {
  /// The line shown to users: `file:line:column: error: message (hint)`.
  public var description: String {
    let place = position.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(file)\(place): \(severity.rawValue): \(message)" + (hint.map { " (\($0))" } ?? "")
  }
}

/// Why a pipeline file gives no pipeline.
public enum PipelineFileError: Error, Hashable, Sendable {
  /// The system does not give the file, or takes no new one.
  case inaccessible(path: String, message: String)
  /// The file is larger than a pipeline file may be.
  case tooLarge(path: String, limit: ByteCount)
  /// The file is wrong. All that is wrong is listed, in reading order; warnings are among it.
  case invalid(path: String, diagnostics: [PipelineDiagnostic])

  /// The errors as a list, one at least.
  public var diagnostics: [PipelineDiagnostic] {
    switch self {
    case .inaccessible(let path, let message):
      [PipelineDiagnostic(.error, file: path, position: nil, message: message)]
    case .tooLarge(let path, let limit):
      [
        PipelineDiagnostic(
          .error, file: path, position: nil, message: "the file is over the limit of \(limit)",
          hint: "is it a pipeline file?")
      ]
    case .invalid(_, let diagnostics): diagnostics
    }
  }
}

extension PipelineFileError: CustomStringConvertible {
  /// Every diagnostic on a line of its own.
  public var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }
}
