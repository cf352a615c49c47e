// An HTTP server on the loopback for tests: what answers is a closure of the test, on a thread a connection.
//
// It knows as much of HTTP/1.1 as the tests need: a request with a length, an answer written by hand, then the end
// of the connection.

import Foundation
import Synchronization

/// A server on an address of this machine, until it is let go.
package final class LoopbackServer: Sendable {
  /// Answers a request by writing to its connection.
  package typealias Handler = @Sendable (LoopbackRequest, LoopbackConnection) -> Void

  /// Where it listens: `http://127.0.0.1:40123`, without a slash at the end.
  package let origin: String
  private let listener: Int32
  private let log = Mutex<[LoopbackRequest]>([])

  package struct CannotListen: Error {}

  /// Listens on a free port of `host`, an IPv4 address of this machine.
  package init(host: String = "127.0.0.1", _ handler: @escaping Handler) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    inet_pton(AF_INET, host, &address.sin_addr)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (listener, size) = (listener, length)
    let isListening = withUnsafeMutableBytes(of: &address) { bytes -> Bool in
      guard let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else {
        return false
      }
      return bind(listener, pointer, size) == 0 && listen(listener, 16) == 0
        && getsockname(listener, pointer, &length) == 0
    }
    origin = "http://\(host):\(UInt16(bigEndian: address.sin_port))"
    guard isListening else { throw CannotListen() }
    let accepting = Thread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        if connection < 0 {
          // Closed here and not by who ends the server: its number could be another server's by then.
          close(listener)
          return
        }
        let thread = Thread { [weak self] in
          let connection = LoopbackConnection(connection)
          guard let request = connection.request() else { return }
          self?.log.withLock { $0.append(request) }
          handler(request, connection)
        }
        thread.start()
      }
    }
    accepting.start()
  }

  deinit {
    // Wakes the thread that accepts.
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// The requests so far.
  package var requests: [LoopbackRequest] { log.withLock { $0 } }
}

/// A request as a server sees it.
package struct LoopbackRequest: Sendable {
  package var method: String
  /// Path and query.
  package var target: String
  /// By names in lower case.
  package var headers: [String: String]
  package var body: [UInt8]

  /// The body as text.
  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The fields of a form.
  package var form: [String: String] {
    var fields: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1).map {
        $0.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? ""
      }
      fields[parts[0]] = parts.count > 1 ? parts[1] : ""
    }
    return fields
  }
}

/// The connection of one request; closed when it is let go.
package final class LoopbackConnection {
  private let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Reads a request with its body.
  func request() -> LoopbackRequest? {
    var bytes: [UInt8] = []
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let head = bytes.firstRange(of: end) {
        let lines = String(decoding: bytes[..<head.lowerBound], as: UTF8.self)
          .components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
          let parts = line.split(separator: ":", maxSplits: 1)
          headers[parts[0].lowercased()] =
            parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        if bytes.count >= head.upperBound + length {
          let first = lines[0].split(separator: " ").map(String.init)
          return LoopbackRequest(
            method: first[0], target: first[1], headers: headers,
            body: Array(bytes[head.upperBound..<head.upperBound + length]))
        }
      }
      var piece = [UInt8](repeating: 0, count: 64 << 10)
      let count = recv(descriptor, &piece, piece.count, 0)
      if count <= 0 { return nil }
      bytes += piece[..<count]
    }
  }

  /// Sends bytes; false where the other side has gone.
  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        Foundation.send(
          descriptor, all.baseAddress.map { $0 + sent }, all.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }

  /// Sends a text.
  @discardableResult
  package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Sends a whole answer.
  package func reply(
    status: Int = 200, type: String? = nil, headers: [String] = [], _ body: [UInt8]
  ) {
    var lines = ["HTTP/1.1 \(status) -", "Content-Length: \(body.count)", "Connection: close"]
    if let type { lines.append("Content-Type: \(type)") }
    send((lines + headers).map { $0 + "\r\n" }.joined() + "\r\n")
    send(body)
  }

  /// Sends a whole answer with a text.
  package func reply(
    status: Int = 200, type: String? = nil, headers: [String] = [], _ body: String = ""
  ) { reply(status: status, type: type, headers: headers, Array(body.utf8)) }

  /// Says nothing until the other side goes away, some minutes at most.
  package func waitForEnd() {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    poll(&waiting, 1, 900_000)
  }
}
