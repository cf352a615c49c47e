// The head of an answer: its status and headers, collected line by line.
//
//     HTTP/1.1 103 Early Hints ┐ thrown away
//     (empty line)             ┘
//     HTTP/1.1 200 OK
//     Content-Type: text/csv
//     (empty line)              complete; what comes behind the body is not looked at

/// The status and the headers of an answer.
struct ResponseHead {
  /// Most bytes of all lines, of early answers too.
  static let maximumBytes = 64 << 10

  private(set) var status = 0
  /// Names in lower case, with their values.
  private(set) var headers: [(name: String, value: String)] = []
  private(set) var isComplete = false
  private var bytes = 0

  /// Takes a line with its end; false where the head is too long.
  mutating func take(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    if isComplete { return true }
    bytes += line.count
    guard bytes <= Self.maximumBytes else { return false }
    let text = String(decoding: line, as: UTF8.self).trimmed
    if text.isEmpty {
      // Answers before the final one say that it is coming.
      isComplete = status >= 200 || status == 101
      return true
    }
    if text.hasPrefix("HTTP/") {
      status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      headers.removeAll()
    } else if let colon = text.firstIndex(of: ":") {
      headers.append(
        (text[..<colon].lowercased(), String(text[text.index(after: colon)...]).trimmed))
    }
    return true
  }

  /// The value of a header, by its name in lower case; the last one where there are several.
  subscript(_ name: String) -> String? { headers.last { $0.name == name }?.value }
}

extension String {
  /// The text without spaces, tabs and line ends around it.
  fileprivate var trimmed: String {
    func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D, 0x0A].contains(byte) }
    let front = utf8.drop(while: isSpace)
    guard let last = front.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(decoding: front[...last], as: UTF8.self)
  }
}
