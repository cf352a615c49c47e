/// An answer whose head has come and whose body is read piece by piece; one thread at a time.
///
/// What is not read stays at the server, but for some 300 KiB. Letting go of it ends the connection.
public final class HTTPResponse {
  /// Where it comes from, after redirects.
  public let url: String
  /// Its status: 200 to 299.
  public var status: Int { exchange.head.status }
  /// Bytes of the body that have come.
  public var receivedBytes: Int { exchange.receivedBytes }
  private let exchange: Exchange

  init(_ exchange: Exchange, url: String) {
    self.exchange = exchange
    self.url = url
  }

  /// The value of a header, whatever the case of its name; the last one where there are several.
  public func header(_ name: String) -> String? { exchange.head[name.lowercased()] }

  /// Fills the front of `buffer` and returns how many bytes; 0 only at the end of the body.
  ///
  /// - Throws: ``HTTPError``; also where the connection ends before the body does.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(HTTPError) -> Int {
    try exchange.read(into: buffer)
  }

  /// How the body goes on, on one line, for messages; what cannot be read is left out.
  public func excerpt() -> String { exchange.excerpt() }
}

/// The beginning of a body, for messages.
public enum BodyExcerpt {
  /// Bytes of a body that are looked at.
  public static let bytes = 1 << 10
  /// Characters of a message.
  private static let characters = 200

  /// Bytes as one line of text: white space and control characters are single spaces.
  public static func line(_ bytes: some Sequence<UInt8>) -> String {
    let words = String(decoding: Array(bytes), as: UTF8.self).split {
      $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }
    let line = words.joined(separator: " ")
    return line.count > characters ? line.prefix(characters) + "..." : line
  }
}

extension Exchange {
  /// How the body goes on.
  func excerpt() -> String {
    var bytes = [UInt8](repeating: 0, count: BodyExcerpt.bytes)
    var count = 0
    while count < bytes.count {
      let more = bytes.withUnsafeMutableBytes { room in
        // The message is about another failure; what has come before this one is shown.
        (try? read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))) ?? 0
      }
      if more == 0 { break }
      count += more
    }
    return BodyExcerpt.line(bytes[..<count])
  }
}
