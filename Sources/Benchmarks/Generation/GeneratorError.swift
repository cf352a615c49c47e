/// Why benchmark data could not be generated.
public enum GeneratorError: Error, Sendable, Hashable {
  /// A setting is out of its range.
  case invalidSetting(name: String, reason: String)
  /// The output could not be opened.
  case cannotOpen(path: String, message: String)
  /// The reader of the output went away (`EPIPE`), as `head` does; often not worth a message.
  case brokenPipe
  /// No room is left for the output (`ENOSPC` or `EDQUOT`).
  case diskFull
  /// The system refused to take the bytes for another reason.
  case writeFailed(errorNumber: Int32, message: String)
}

extension GeneratorError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .invalidSetting(let name, let reason): "cannot generate data: \(name) \(reason)"
    case .cannotOpen(let path, let message): "cannot write \"\(path)\": \(message)"
    case .brokenPipe: "cannot write the generated data: its reader has gone"
    case .diskFull: "cannot write the generated data: no space is left"
    case .writeFailed(_, let message): "cannot write the generated data: \(message)"
    }
  }
}
