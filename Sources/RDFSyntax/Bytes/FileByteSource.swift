// Bytes of files and of standard input, read straight into the caller's memory.
//
// Invariant: a regular file gives at least the bytes it had when it was opened, or an error; a file
// that is cut back while it is read is never taken for a short document. Cost: one read(2) a call,
// no copy.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file, read from its start to its end.
public final class FileByteSource: SizedByteSource {
  /// The path as it was given.
  public let path: String
  /// Size in bytes when the file was opened; nil for what is not a regular file.
  public let totalBytes: Int?
  /// Bytes read so far.
  public private(set) var consumedBytes = 0
  private let descriptor: Int32

  /// Opens the file at `path`.
  ///
  /// - Throws: ``SyntaxError/unreadable(file:message:)`` where it is missing, forbidden or a
  ///   folder.
  public init(path: String) throws(SyntaxError) {
    let opened = retryingInterrupts { Int(open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)) }
    let descriptor: Int32
    switch opened {
    case .success(let number): descriptor = Int32(truncatingIfNeeded: number)
    case .failure(let failure): throw .unreadable(file: path, message: failure.message)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let message = systemMessage(errno)
      close(descriptor)
      throw .unreadable(file: path, message: message)
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw .unreadable(file: path, message: systemMessage(EISDIR))
    }
    #if os(Linux)
      // Only a hint (it doubles the kernel's read-ahead), so a refusal is of no concern.
      _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    #endif
    self.path = path
    self.descriptor = descriptor
    self.totalBytes = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  deinit { close(descriptor) }

  /// Reads the next bytes of the file.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    let count = try readDescriptor(descriptor, into: buffer, name: path)
    if count == 0, !buffer.isEmpty, let totalBytes, consumedBytes < totalBytes {
      throw .unreadable(
        file: path,
        message:
          "the file became shorter while it was read (\(consumedBytes) of \(totalBytes) bytes)")
    }
    consumedBytes += count
    return count
  }
}

/// The process's standard input, read to its end.
public final class StandardInputByteSource: SizedByteSource {
  /// The name that errors give to standard input.
  public static let name = "standard input"
  /// Bytes read so far.
  public private(set) var consumedBytes = 0
  /// Nil: a pipe does not tell.
  public var totalBytes: Int? { nil }

  /// Makes the source; nothing is read yet.
  ///
  /// Only one should be in use at a time.
  public init() {}

  /// Reads what is there, waiting for the first byte.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    let count = try readDescriptor(STDIN_FILENO, into: buffer, name: Self.name)
    consumedBytes += count
    return count
  }
}

private func readDescriptor(
  _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, name: String
) throws(SyntaxError) -> Int {
  switch retryingInterrupts({ read(descriptor, buffer.baseAddress, buffer.count) }) {
  case .success(let count): return count
  case .failure(let failure): throw .unreadable(file: name, message: failure.message)
  }
}
