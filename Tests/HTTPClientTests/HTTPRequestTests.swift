import TestSupport
import Testing

@testable import HTTPClient

@Suite("requests", .timeLimit(.minutes(10)))
struct HTTPRequestTests {
  /// Settings that allow the servers of these tests.
  static var local: HTTPSettings {
    var settings = HTTPSettings()
    settings.addresses = .any
    return settings
  }

  static func body(_ response: HTTPResponse, piece: Int = 1_000) throws(HTTPError) -> [UInt8] {
    var all: [UInt8] = []
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 1)
    defer { room.deallocate() }
    while true {
      let count = try response.read(into: room)
      if count == 0 { return all }
      all += room[..<count]
    }
  }

  private func failure(
    _ url: String, _ settings: HTTPSettings = local
  ) -> HTTPError.Cause? {
    do throws(HTTPError) {
      _ = try Self.body(try HTTPRequest(url: url).send(settings))
      return nil
    } catch { return error.cause }
  }

  @Test("a body is sent by POST, headers go both ways, and the answer comes whole")
  func post() throws {
    let server = try LoopbackServer { request, connection in
      connection.reply(type: "text/x", headers: ["X-Two: a", "x-two: b"], request.body)
    }
    let sent = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let request = HTTPRequest(
      url: server.origin + "/a?b=c#d", headers: [.init("Accept", "x/y;q=0.5")], body: sent)
    let response = try request.send(Self.local)
    #expect(response.status == 200)
    #expect(response.header("content-TYPE") == "text/x")
    #expect(response.header("X-Two") == "b")
    #expect(response.header("none") == nil)
    #expect(response.url == server.origin + "/a?b=c")
    #expect(try Self.body(response, piece: 70_001) == sent)
    let seen = try #require(server.requests.first)
    #expect(seen.method == "POST" && seen.target == "/a?b=c")
    #expect(seen.headers["accept"] == "x/y;q=0.5")
    #expect(seen.headers["expect"] == nil)
  }

  @Test("without a body it is GET, and characters beyond ASCII are encoded")
  func get() throws {
    let server = try LoopbackServer { _, connection in connection.reply("é") }
    let response = try HTTPRequest(url: server.origin + "/ä b").send(Self.local)
    #expect(try Self.body(response) == Array("é".utf8))
    #expect(server.requests.first?.method == "GET")
    #expect(server.requests.first?.target == "/%c3%a4%20b")
  }

  @Test("early answers are passed over, chunks are put together, trailers are no headers")
  func chunks() throws {
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n")
      connection.send("Transfer-Encoding: chunked\r\nTrailer: Late\r\n\r\n3\r\nabc\r\n")
      connection.send("2\r\nde\r\n0\r\nLate: 1\r\n\r\n")
    }
    let response = try HTTPRequest(url: server.origin).send(Self.local)
    #expect(response.header("link") == nil)
    #expect(try Self.body(response) == Array("abcde".utf8))
    #expect(response.header("late") == nil)
  }

  @Test("a server is held up by a reader that takes its time")
  func backPressure() throws {
    let total = 64 << 20
    let server = try LoopbackServer { _, connection in
      connection.reply([UInt8](repeating: 7, count: total))
    }
    let response = try HTTPRequest(url: server.origin).send(Self.local)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 1)
    defer { room.deallocate() }
    #expect(try response.read(into: room) > 0)
    for _ in 0..<20 { usleepTenMilliseconds() }
    #expect(try response.read(into: room) > 0)
    #expect(response.receivedBytes <= BodyBuffer.capacity)
    #expect(try Self.body(response, piece: 1 << 20).count > total - 64)
  }

  @Test("an answer of another status is an error with its beginning on one line")
  func status() throws {
    let server = try LoopbackServer { _, connection in
      connection.reply(
        status: 418, "I am\r\n\ta \u{1B}[31m teapot\u{0} " + String(repeating: "x", count: 500))
    }
    guard case .status(418, let excerpt)? = failure(server.origin) else {
      Issue.record("no status")
      return
    }
    #expect(excerpt.hasPrefix("I am a [31m teapot xxx") && excerpt.hasSuffix("x..."))
    #expect(excerpt.count == 203)
    let error = HTTPError(url: "http://a/", .status(404, excerpt: "no"))
    #expect("\(error)" == "<http://a/>: the answer has status 404 · it says \"no\"")
    #expect(error.status == 404 && error.excerpt == "no")
  }

  @Test("a body over the limit is an error, whether or not it tells its length")
  func tooLarge() throws {
    let server = try LoopbackServer { request, connection in
      let body = String(repeating: "a", count: 100_000)
      if request.target == "/told" { return connection.reply(body) }
      connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)
    }
    var settings = Self.local
    settings.responseBytes = 99_999
    #expect(failure(server.origin + "/told", settings) == .tooLarge(limitBytes: 99_999))
    #expect(failure(server.origin + "/untold", settings) == .tooLarge(limitBytes: 99_999))
    settings.responseBytes = 100_000
    #expect(failure(server.origin + "/told", settings) == nil)
    #expect(failure(server.origin + "/untold", settings) == nil)
  }

  @Test("a head that does not end is an error")
  func longHead() throws {
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\n")
      while connection.send("X: " + String(repeating: "x", count: 1_000) + "\r\n") {}
    }
    #expect(failure(server.origin) == .tooLarge(limitBytes: ResponseHead.maximumBytes))
  }

  @Test("a connection that ends early, garbage and silence where nobody listens are errors")
  func broken() throws {
    let server = try LoopbackServer { request, connection in
      switch request.target {
      case "/cut": connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
      case "/chunk":
        connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")
      case "/garbage": connection.send("\u{1}\u{2} no HTTP at all\r\n\r\n")
      default: break
      }
    }
    for path in ["/cut", "/chunk", "/garbage", "/nothing"] {
      guard case .broken? = failure(server.origin + path) else {
        Issue.record("\(path): \(String(describing: failure(server.origin + path)))")
        continue
      }
    }
    guard case .unreachable? = failure("http://127.0.0.1:1/") else {
      Issue.record("something answers at port 1")
      return
    }
  }

  @Test(
    "other schemes, users' names and texts that are no URL are refused",
    arguments: [
      "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "/relative", "",
      "http://", "http://user@example.org/", "http://user:word@example.org/", "HTTP//x",
      "http://exa mple.org/", "http://example.org/\r\nX: y", "javascript:alert(1)",
    ])
  func invalid(_ url: String) {
    guard case .invalidURL? = failure(url) else {
      Issue.record("\(url) is asked")
      return
    }
  }
}
