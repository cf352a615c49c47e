// Bytes of files and of standard input, read straight into the caller's memory.
//
// Invariant: a regular file gives at least the bytes it had when it was opened, or an error; a file
// that is cut back while it is read is never taken for a short document. Cost: one read(2) a call,
// no copy; for pipes, terminals and devices a poll(2) too, where a stop is asked for.

import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file, read from its start to its end.
public final class FileByteSource: SizedByteSource {
  /// What errors call it: the path, where nothing else was said.
  public let name: String
  /// Size in bytes when the file was opened; nil for what is not a regular file.
  public let totalBytes: Int?
  /// Bytes read so far; for any thread.
  public var consumedBytes: Int { consumed.load(ordering: .relaxed) }
  /// Whether it is no regular file.
  public var mayWait: Bool { totalBytes == nil }
  private let consumed = Atomic(0)
  private let descriptor: Int32
  private let stream: StoppableStream

  /// Opens the file at `path`.
  ///
  /// A read of a pipe or device that stays silent asks `isStopped` some ten times a second, and ends
  /// with an error where that is true; regular files never ask. With `isStopped` a named pipe is
  /// opened at once, and its first read waits for a writer. `name` is what errors call it, where that is
  /// not the path.
  ///
  /// - Throws: ``SyntaxError/unreadable(file:message:)`` where it is missing, forbidden or a
  ///   folder.
  public init(
    path: String, name: String? = nil, isStopped: (@Sendable () -> Bool)? = nil
  ) throws(SyntaxError) {
    let name = name ?? path
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | Self.waitingFlag(path, isStopped)
    let opened = retryingInterrupts { Int(open(path, flags)) }
    let descriptor: Int32
    switch opened {
    case .success(let number): descriptor = Int32(truncatingIfNeeded: number)
    case .failure(let failure): throw .unreadable(file: name, message: failure.message)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let message = systemMessage(errno)
      close(descriptor)
      throw .unreadable(file: name, message: message)
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw .unreadable(file: name, message: systemMessage(EISDIR))
    }
    #if os(Linux)
      // Only a hint (it doubles the kernel's read-ahead), so a refusal is of no concern.
      _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    #endif
    self.name = name
    self.descriptor = descriptor
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    totalBytes = isRegular ? Int(status.st_size) : nil
    stream = StoppableStream(
      descriptor: descriptor, name: name, isStopped: isRegular ? nil : isStopped)
  }

  /// Opening a named pipe waits for a writer, and nothing would wake that.
  ///
  /// Only on Linux does poll(2) tell a pipe without a writer yet from one that has ended.
  private static func waitingFlag(_ path: String, _ isStopped: (@Sendable () -> Bool)?) -> Int32 {
    #if os(Linux)
      var status = stat()
      guard isStopped != nil, stat(path, &status) == 0 else { return 0 }
      return status.st_mode & S_IFMT == S_IFIFO ? O_NONBLOCK : 0
    #else
      return 0
    #endif
  }

  deinit { close(descriptor) }

  /// Reads the next bytes of the file.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    let count = try stream.read(into: buffer)
    if count == 0, !buffer.isEmpty, let totalBytes, consumedBytes < totalBytes {
      throw .unreadable(
        file: name,
        message:
          "the file became shorter while it was read (\(consumedBytes) of \(totalBytes) bytes)")
    }
    consumed.add(count, ordering: .relaxed)
    return count
  }
}

/// The process's standard input, read to its end.
public final class StandardInputByteSource: SizedByteSource {
  /// The name that errors give to standard input.
  public static let name = "standard input"
  /// Bytes read so far; for any thread.
  public var consumedBytes: Int { consumed.load(ordering: .relaxed) }
  /// Nil: a pipe does not tell.
  public var totalBytes: Int? { nil }
  /// Whether it is no regular file.
  public let mayWait: Bool

  private let consumed = Atomic(0)
  private let stream: StoppableStream

  /// Makes the source; nothing is read yet.
  ///
  /// Only one should be in use at a time. A read that waits asks `isStopped` some ten times a
  /// second, and ends with an error where that is true.
  public init(isStopped: (@Sendable () -> Bool)? = nil) {
    stream = StoppableStream(descriptor: STDIN_FILENO, name: Self.name, isStopped: isStopped)
    var status = stat()
    mayWait = fstat(STDIN_FILENO, &status) != 0 || status.st_mode & S_IFMT != S_IFREG
  }

  /// Reads what is there, waiting for the first byte.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    let count = try stream.read(into: buffer)
    consumed.add(count, ordering: .relaxed)
    return count
  }
}
