import Glibc
import RDFSyntax

// What was refused, kept for whoever mends it.
//
//     museum.nt.gz.1f3a09c2.jsonl    {"file":..., "line":7, "column":12, "byte":803, "message":..., "raw":...}
//     museum.nt.gz.1f3a09c2.nt       the raw lines, which can be loaded once they are mended
//
// The eight digits are a hash of the input's path, so that files of one name do not meet. Both are
// written under hidden temporary names, in input order and one input at a time (two open files, however
// many inputs have rejects), and renamed after the commit; a load that fails leaves nothing behind.

/// A statement or a file that was refused.
struct Reject: Sendable {
  var file: String
  var position: SourcePosition?
  var message: String
  /// The line as it stands in the file; empty for a file that was refused whole.
  var raw: [UInt8]

  init(_ error: SyntaxError, raw: [UInt8] = []) {
    self.raw = raw
    switch error {
    case .malformed(let file, let at, let message, let hint):
      (self.file, position) = (file, at)
      self.message = message + (hint.map { " (\($0))" } ?? "")
    case .limitExceeded(let file, let at, let limit, let allowed):
      (self.file, position, message) = (file, at, "\(limit) is over its limit of \(allowed)")
    case .corruptArchive(let file, let message), .unreadable(let file, let message):
      (self.file, self.message) = (file, message)
    }
  }

  /// The line of JSON.
  var json: [UInt8] {
    var line = Array("{\"file\":".utf8)
    line += JSONText.quoted(Array(file.utf8))
    if let position {
      line += Array(
        ",\"line\":\(position.line),\"column\":\(position.column),\"byte\":\(position.byteOffset)"
          .utf8)
    }
    line += Array(",\"message\":".utf8) + JSONText.quoted(Array(message.utf8))
    if !raw.isEmpty { line += Array(",\"raw\":".utf8) + JSONText.quoted(raw) }
    return line + Array("}\n".utf8)
  }
}

/// Text as JSON strings.
package enum JSONText {
  /// The bytes in quotes; what is not UTF-8 becomes U+FFFD.
  package static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [UInt8(ascii: "\"")]
    let digits = Array("0123456789abcdef".utf8)
    for byte in String(decoding: bytes, as: UTF8.self).utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
      case 0..<0x20, 0x7F:
        out += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
    return out + [UInt8(ascii: "\"")]
  }

  /// The text in quotes.
  package static func quoted(_ text: String) -> String {
    String(decoding: quoted(Array(text.utf8)), as: UTF8.self)
  }
}

/// Writes rejects; one thread at a time, in input order.
final class RejectsFolder {
  private let folder: String
  private var open: (path: String, json: RejectFile, raw: RejectFile)?
  private var finished: [RejectFile] = []

  init(_ folder: String) { self.folder = folder }

  deinit { abandon() }

  /// Appends the rejects of a piece of the file at `path`.
  func append(_ rejects: [Reject], path: String, format: RDFFormat) throws(LoadError) {
    guard !rejects.isEmpty else { return }
    if open?.path != path {
      try finishOpen()
      let stem = "\(Self.name(of: path)).\(Self.digits(of: path))"
      open = (
        path, try RejectFile(folder: folder, name: stem + ".jsonl"),
        try RejectFile(folder: folder, name: stem + "." + format.fileExtensions[0])
      )
    }
    guard let open else { return }
    for reject in rejects {
      try open.json.append(reject.json)
      if !reject.raw.isEmpty { try open.raw.append(reject.raw + [0x0A]) }
    }
  }

  /// Makes everything durable under its temporary name: before the commit.
  func finish() throws(LoadError) { try finishOpen() }

  /// Gives the files their names, after the commit; returns their paths and what went wrong.
  func publish() -> (paths: [String], problems: [String]) {
    var result: (paths: [String], problems: [String]) = ([], [])
    for file in finished {
      if let problem = file.publish() {
        result.problems.append(problem)
      } else {
        result.paths.append(file.path)
      }
    }
    finished = []
    return result
  }

  /// Deletes what was written.
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

  private static func name(of path: String) -> String {
    guard path != "-" else { return "stdin" }
    // Cut, because names are bounded at 255 bytes and the input's own may be as long.
    return String(
      decoding: (path.split(separator: "/").last ?? "file").utf8.prefix(150), as: UTF8.self)
  }

  /// FNV-1a over the path, 32 bits: names must not change from load to load.
  private static func digits(of path: String) -> String {
    var hash: UInt32 = 0x811C_9DC5
    for byte in path.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
  }
}

/// A file under a temporary name.
private final class RejectFile {
  let path: String
  private let temporary: String
  private var stream: UnsafeMutablePointer<FILE>?
  private(set) var isEmpty = true

  init(folder: String, name: String) throws(LoadError) {
    path = "\(folder)/\(name)"
    temporary = "\(folder)/.\(name).\(getpid()).tmp"
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

  func publish() -> String? {
    guard rename(temporary, path) != 0 else { return nil }
    let reason = String(cString: strerror(errno))
    return "cannot name \"\(path)\": \(reason); the rejects are in \"\(temporary)\""
  }

  func abandon() {
    if let stream { fclose(stream) }
    stream = nil
    unlink(temporary)
  }
}
