// A file that appears whole or not at all.
//
//     .name.PID-RANDOM.tmp ──write──► fsync ──rename──► name ──► fsync of the folder
//
// The temporary file is in the same folder, because rename is atomic only within a file system. Its
// name begins with a dot and ends in ".tmp", so that no pattern or folder watch ever takes it for
// input.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Writes a file that replaces the one at `path` in one step, at ``commit()``.
///
/// Without a commit nothing changes at `path`: the temporary file goes with the sink. After a crash
/// a temporary file may stay behind; it is never taken for input.
public final class AtomicFileSink: ByteSink {
  /// The path as it was given.
  public let path: String
  private let target: String
  private let temporary: String
  private var descriptor: Int32

  /// Creates the temporary file beside `path`.
  ///
  /// A symbolic link is followed: the file that it names is replaced, not the link. The new file
  /// has the old one's permissions.
  ///
  /// - Throws: ``WriteError`` where the folder is missing or forbidden, or where `path` is a
  ///   folder, a pipe or a device.
  public init(path: String) throws(WriteError) {
    let target = Self.resolved(path)
    var status = stat()
    let exists = stat(target, &status) == 0
    if exists && status.st_mode & S_IFMT != S_IFREG {
      throw .unwritable(file: path, message: "it is not a regular file")
    }
    let folder = Self.folder(of: target)
    let name = target.split(separator: "/").last.map(String.init) ?? target
    var made: (path: String, descriptor: Int32)?
    while made == nil {
      let stem = "\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
      // Cut, because names are bounded at 255 bytes and the given one may be as long.
      let start = String(decoding: name.utf8.prefix(100), as: UTF8.self)
      let candidate = "\(folder)/.\(start).\(stem).tmp"
      let opened = retryingInterrupts {
        Int(open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666))
      }
      switch opened {
      case .success(let number): made = (candidate, Int32(truncatingIfNeeded: number))
      case .failure(let failure) where failure.code == EEXIST: continue
      case .failure(let failure): throw WriteError(code: failure.code, file: path)
      }
    }
    guard let made else { preconditionFailure("the loop ends only with a file") }
    // Best effort: the file of another user keeps its own rights only where that is ours to give.
    if exists { fchmod(made.descriptor, status.st_mode & 0o777) }
    self.path = path
    self.target = target
    temporary = made.path
    descriptor = made.descriptor
  }

  deinit { abandon() }

  /// Appends `bytes` to the temporary file.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(WriteError) {
    precondition(descriptor >= 0, "a file sink takes nothing after its commit")
    try writeDescriptor(descriptor, bytes, name: path)
  }

  /// Makes the bytes durable and puts the file in place.
  ///
  /// On an error nothing changes at `path`; only where the folder's own sync fails the file is in
  /// place and might not outlast a power cut.
  public func commit() throws(WriteError) {
    precondition(descriptor >= 0, "a file sink is committed once")
    defer { abandon() }
    guard fsync(descriptor) == 0 else { throw WriteError(code: errno, file: path) }
    guard rename(temporary, target) == 0 else { throw WriteError(code: errno, file: path) }
    close(descriptor)
    descriptor = -1
    try Self.syncFolder(Self.folder(of: target), file: path)
  }

  /// Deletes the temporary file; without effect after a commit.
  public func abandon() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(temporary)
  }

  /// The name itself becomes durable only with its folder.
  private static func syncFolder(_ folder: String, file: String) throws(WriteError) {
    let opened = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard opened >= 0 else { throw WriteError(code: errno, file: file) }
    defer { close(opened) }
    // Some network file systems have no fsync of folders and say so.
    guard fsync(opened) == 0 || errno == EINVAL else { throw WriteError(code: errno, file: file) }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
