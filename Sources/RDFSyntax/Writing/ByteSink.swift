// Where written bytes go. A sink takes large pieces (an `OutputBuffer` collects them), so a call
// through the protocol is of no weight.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A place that takes bytes in order.
///
/// One thread writes to it at a time.
public protocol ByteSink: AnyObject {
  /// Takes all of `bytes`, or throws.
  func write(_ bytes: UnsafeRawBufferPointer) throws(WriteError)
}

/// Keeps the bytes in memory.
public final class MemorySink: ByteSink {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// Makes an empty sink.
  public init() {}

  /// Appends `bytes`.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(WriteError) {
    self.bytes.append(contentsOf: bytes)
  }

  /// Forgets what was written, and keeps the memory.
  public func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// The bytes as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Writes to an open descriptor, which stays its owner's to close.
///
/// A pipe whose reader has gone is ``WriteError/brokenPipe(file:)`` only in a process that ignores
/// `SIGPIPE`; elsewhere the signal ends the process, as a shell expects of a command.
public final class FileDescriptorSink: ByteSink {
  private let descriptor: Int32
  private let name: String

  /// Makes a sink over `descriptor`, called `name` in errors.
  public init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  /// A sink over the process's standard output.
  public static func standardOutput() -> FileDescriptorSink {
    FileDescriptorSink(descriptor: STDOUT_FILENO, name: "standard output")
  }

  /// Writes all of `bytes`, waiting where the descriptor does not take them at once.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(WriteError) {
    try writeDescriptor(descriptor, bytes, name: name)
  }
}

/// Writes all of `bytes` to `descriptor`: write(2) may take only a part.
func writeDescriptor(
  _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, name: String
) throws(WriteError) {
  var rest = bytes
  while !rest.isEmpty {
    let piece = rest
    switch retryingInterrupts({ write(descriptor, piece.baseAddress, piece.count) }) {
    case .success(let count):
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    case .failure(let failure) where failure.code == EAGAIN || failure.code == EWOULDBLOCK:
      // A descriptor inherited in non-blocking mode: wait for room instead of giving up.
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&waiting, 1, -1)
    case .failure(let failure):
      throw WriteError(code: failure.code, file: name)
    }
  }
}

extension WriteError {
  /// The error for the system's error number `code`.
  init(code: Int32, file: String) {
    switch code {
    case ENOSPC, EDQUOT: self = .outOfSpace(file: file)
    case EPIPE: self = .brokenPipe(file: file)
    default: self = .unwritable(file: file, message: systemMessage(code))
    }
  }
}
