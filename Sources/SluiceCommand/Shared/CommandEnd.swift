import ArgumentParser
import Benchmarks
import Glibc
import PipelineFiles
import Sluice

// From errors to messages and exit codes, for all commands.

/// How a command ends.
struct CommandEnd {
  /// The exit codes that are promised.
  enum Code: Int32 {
    case done = 0
    case failed = 1
    case usage = 2
    case invalidConfiguration = 3
    case tooManyRejects = 4
    case storeUnavailable = 5
    case interrupted = 130
  }

  /// The exit code.
  var code: Int32
  /// What is written to standard error, or to standard output where all is well; empty for nothing.
  var message: String

  private init(_ code: Code, _ message: String = "") {
    self.code = code.rawValue
    self.message = message.isEmpty ? "" : "error: \(message)"
  }

  /// The end that an error means.
  init(_ error: any Error) {
    switch error {
    case let error as StorageError: self.init(error)
    case let error as LoadError: self.init(error)
    case let error as DumpError:
      switch error {
      case .store(let error): self.init(error)
      case .output(let error): self.init(error)
      }
    case let error as ConversionError:
      switch error {
      case .input(let error): self.init(.failed, "\(error)")
      case .output(let error): self.init(error)
      case .cancelled: self.init(.interrupted, "stopped on request")
      }
    case let error as WriteError: self.init(error)
    case let error as QueryFailure:
      self.init(error)
      if let hint = error.hint { message += " · \(hint)" }
    case let error as PipelineQueryFailure:
      self.init(error.failure)
      if !message.isEmpty { message = "error: query \"\(error.query)\": \(error.failure)" }
    case let error as SyntaxError: self.init(.failed, "\(error)")
    case let error as GeneratorError: self.init(error)
    case let error as BenchmarkError: self.init(error)
    case let error as PipelineFileError: self.init(.invalidConfiguration, "\(error)")
    case let code as ExitCode: self.init(code: code)
    default: self.init(parserError: error)
    }
  }

  private init(_ error: StorageError) {
    switch error {
    case .locked, .incompatible: self.init(.storeUnavailable, "\(error)")
    case .cancelled: self.init(.interrupted, "\(error)")
    default: self.init(.failed, "\(error)")
    }
  }

  private init(_ error: QueryFailure) {
    switch error {
    case .query(let error), .update(.query(let error)):
      switch error {
      case .store(let error): self.init(error)
      case .cancelled: self.init(.interrupted, "\(error)")
      default: self.init(.failed, "\(error)")
      }
    case .output(let error): self.init(error)
    case .syntax, .update: self.init(.failed, "\(error)")
    }
  }

  private init(_ error: LoadError) {
    switch error {
    case .store(let error): self.init(error)
    case .tooManyErrors: self.init(.tooManyRejects, "\(error)")
    case .cancelled: self.init(.interrupted, "\(error)")
    default: self.init(.failed, "\(error)")
    }
  }

  private init(_ error: WriteError) {
    if case .brokenPipe = error { self.init(.done) } else { self.init(.failed, "\(error)") }
  }

  private init(_ error: GeneratorError) {
    switch error {
    case .brokenPipe: self.init(.done)
    case .invalidSetting: self.init(.usage, "\(error)")
    default: self.init(.failed, "\(error)")
    }
  }

  private init(_ error: BenchmarkError) {
    switch error {
    case .query(_, let failure): self.init(failure)
    case .store(let error), .evaluation(_, .store(let error)): self.init(error)
    case .evaluation, .otherData, .wrongRows: self.init(.failed, "")
    }
    message = "error: \(error)"
  }

  private init(code: ExitCode) {
    self.init(.done)
    self.code = code.rawValue
  }

  /// Errors of the argument parser, requests for help among them.
  private init(parserError error: any Error) {
    let code = SluiceCommand.exitCode(for: error)
    self.init(.done)
    message = SluiceCommand.fullMessage(for: error)
    switch code {
    case .success: break
    case .validationFailure: self.code = Code.usage.rawValue
    default: self.code = Code.failed.rawValue
    }
  }

  /// Writes the message and ends the process.
  func exit() -> Never {
    if !message.isEmpty { writeLine(message, descriptor: code == 0 ? 1 : 2) }
    Glibc.exit(code)
  }
}

extension QueryFailure {
  /// What of a command's options would help.
  fileprivate var hint: String? {
    switch self {
    case .query(.service(.notAllowed)), .update(.query(.service(.notAllowed))):
      "add --allow-service"
    case .update(.documentsNotAllowed): "add --allow-files FOLDER or --allow-http"
    default: nil
    }
  }
}
