import Glibc
import RDFSyntax

// What was refused, kept for whoever mends it.
//
//     museum.nt.gz.1f3a09c2.jsonl    {"file":..., "line":7, "column":12, "byte":803, "message":..., "raw":...}
//     museum.nt.gz.1f3a09c2.nt       the raw lines, which can be loaded once they are mended
//
// The eight digits are a hash of the input's path and content, so that neither files of one name nor the
// rejects of a file that was changed meet. Both are written under hidden temporary names, in input order and
// one input at a time (two open files, however many inputs have rejects), and get their names right before
// the commit: a process that dies in between leaves rejects of a load that is not there and that writes the
// same ones when it is run again, never a load whose rejects nobody finds. A load that fails takes its names
// back.

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
