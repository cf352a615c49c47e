import Glibc
import RDFSyntax

/// Writes rejects; one thread at a time, in input order.
final class RejectsFolder {
  private let folder: String
  private var open: (path: String, json: RejectFile, raw: RejectFile)?
  private var finished: [RejectFile] = []

  init(_ folder: String) { self.folder = folder }

  /// Appends the rejects of a piece of the file at `path`.
  func append(_ rejects: [Reject], path: String, format: RDFFormat) throws(LoadError) {
    guard !rejects.isEmpty else { return }
    if open?.path != path {
      try finishOpen()
      open = (
        path, try RejectFile(folder: folder, input: path, ending: "jsonl"),
        try RejectFile(folder: folder, input: path, ending: format.fileExtensions[0])
      )
    }
    guard let open else { return }
    for reject in rejects {
      try open.json.append(reject.json)
      if !reject.raw.isEmpty { try open.raw.append(reject.raw + [0x0A]) }
    }
  }

  /// Makes everything durable under its name: right before the commit; returns the paths.
  ///
  /// `content` tells what of an input its names depend on beside its path.
  func publish(content: (String) -> String) throws(LoadError) -> [String] {
    try finishOpen()
    var paths: [String] = []
    for file in finished {
      if let path = try file.publish(content: content(file.input)) { paths.append(path) }
    }
    guard !finished.isEmpty else { return [] }
    // The names must last as what is committed does.
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    let isDurable = descriptor >= 0 && fsync(descriptor) == 0
    let reason = String(cString: strerror(errno))
    if descriptor >= 0 { close(descriptor) }
    guard isDurable else { throw .rejects("cannot sync \"\(folder)\": \(reason)") }
    return paths
  }

  /// Deletes what was written, published or not, where the load has failed.
  func abandon() {
    open?.json.abandon()
    open?.raw.abandon()
    open = nil
    for file in finished { file.abandon() }
    finished = []
  }

  private func finishOpen() throws(LoadError) {
    guard let open else { return }
    self.open = nil
    for file in [open.json, open.raw] {
      finished.append(file)
      try file.finish()
    }
    // A file that was refused whole has no raw lines.
    if open.raw.isEmpty, let raw = finished.popLast() { raw.abandon() }
  }
}

/// A file of rejects, under a temporary name until it is published.
private final class RejectFile {
  /// The path of the file that was read.
  let input: String
  private let folder: String
  private let ending: String
  private let temporary: String
  private var published: String?
  private var stream: UnsafeMutablePointer<FILE>?
  private(set) var isEmpty = true

  init(folder: String, input: String, ending: String) throws(LoadError) {
    self.folder = folder
    self.input = input
    self.ending = ending
    temporary = "\(folder)/.\(Self.name(of: input)).\(Self.digits(input)).\(ending).\(getpid()).tmp"
    stream = fopen(temporary, "we")
    if stream == nil { throw failure() }
  }

  private func failure() -> LoadError {
    .rejects("cannot write \"\(temporary)\": \(String(cString: strerror(errno)))")
  }

  func append(_ bytes: [UInt8]) throws(LoadError) {
    isEmpty = false
    guard let stream, fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw failure() }
  }

  func finish() throws(LoadError) {
    guard let stream else { return }
    self.stream = nil
    let isDurable = fflush(stream) == 0 && fsync(fileno(stream)) == 0
    let error = failure()
    fclose(stream)
    if !isDurable { throw error }
  }

  /// Gives the file its name, and returns it.
  ///
  /// Where a file of that name is there with other bytes, as somebody has mended it, the new one gets a
  /// number; with the same bytes, as the same rejects were kept before, it stays and the new one goes.
  func publish(content: String) throws(LoadError) -> String? {
    let stem = "\(folder)/\(Self.name(of: input)).\(Self.digits(input + "\0" + content))"
    var number = 1
    while true {
      let path = number == 1 ? "\(stem).\(ending)" : "\(stem).\(number).\(ending)"
      if moves(to: path) {
        published = path
        return path
      }
      guard errno == EEXIST else {
        let reason = String(cString: strerror(errno))
        throw .rejects("cannot name \"\(path)\": \(reason)")
      }
      if Self.areSame(temporary, path) {
        unlink(temporary)
        return path
      }
      number += 1
    }
  }

  /// Moves the file to a path where nothing is; false, with the reason in errno, where that cannot be.
  private func moves(to path: String) -> Bool {
    // A link never takes the place of another file, as a rename would.
    if link(temporary, path) == 0 {
      unlink(temporary)
      return true
    }
    guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) else { return false }
    // A file system without links: the name is claimed by an empty file, which the rename replaces.
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return false }
    close(descriptor)
    if rename(temporary, path) == 0 { return true }
    let code = errno
    unlink(path)
    errno = code
    return false
  }

  /// Deletes the file under whichever name it has.
  func abandon() {
    if let stream { fclose(stream) }
    stream = nil
    unlink(published ?? temporary)
  }

  private static func areSame(_ a: String, _ b: String) -> Bool {
    guard let left = fopen(a, "re") else { return false }
    defer { fclose(left) }
    guard let right = fopen(b, "re") else { return false }
    defer { fclose(right) }
    var (one, other) = (
      [UInt8](repeating: 0, count: 1 << 16), [UInt8](repeating: 0, count: 1 << 16)
    )
    while true {
      let count = fread(&one, 1, one.count, left)
      guard fread(&other, 1, other.count, right) == count,
        one[..<count].elementsEqual(other[..<count])
      else { return false }
      if count == 0 { return true }
    }
  }

  private static func name(of path: String) -> String {
    guard path != "-" else { return "stdin" }
    // Cut, because names are bounded at 255 bytes and the input's own may be as long.
    return String(
      decoding: (path.split(separator: "/").last ?? "file").utf8.prefix(150), as: UTF8.self)
  }

  /// FNV-1a, 32 bits: names must not change from load to load.
  private static func digits(_ text: String) -> String {
    var hash: UInt32 = 0x811C_9DC5
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
