import Foundation
import TestSupport
import Testing

@testable import HTTPClient

func usleepTenMilliseconds() { usleep(10_000) }

@Suite("requests that are refused, redirected or given up", .timeLimit(.minutes(10)))
struct HTTPRefusalTests {
  private func cause(
    _ url: String, _ settings: HTTPSettings, isStopped: @escaping @Sendable () -> Bool = { false }
  ) -> HTTPError.Cause? {
    do throws(HTTPError) {
      _ = try HTTPRequestTests.body(try HTTPRequest(url: url).send(settings, isStopped: isStopped))
      return nil
    } catch { return error.cause }
  }

  private func address(_ text: String) throws -> NetworkAddress {
    try #require(NetworkAddress(text))
  }

  @Test("a private address is refused, however it is written")
  func privateAddresses() throws {
    let server = try LoopbackServer { _, connection in connection.reply("secret") }
    let port = try #require(server.origin.split(separator: ":").last)
    for host in ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "0177.0.0.1", "127.1"] {
      let refusal = cause("http://\(host):\(port)/", HTTPSettings())
      guard case .addressRefused(let address)? = refusal else {
        Issue.record("\(host): \(String(describing: refusal))")
        continue
      }
      #expect(!address.isPublic)
    }
    let mapped = cause("http://[::ffff:127.0.0.1]:\(port)/", HTTPSettings())
    #expect(mapped == .addressRefused(try address("::ffff:127.0.0.1")))
    #expect(server.requests.isEmpty)
  }

  @Test("a redirect to an address that may not be connected to is refused")
  func redirectToPrivate() throws {
    let inner = try LoopbackServer(host: "127.0.0.2") { _, connection in connection.reply("secret")
    }
    let target = inner.origin + "/inner"
    let outer = try LoopbackServer { _, connection in
      connection.reply(status: 302, headers: ["Location: " + target])
    }
    var settings = HTTPSettings()
    settings.addresses = AddressPolicy(alsoAllowing: [try #require(AddressRange("127.0.0.1"))])
    #expect(cause(outer.origin, settings) == .addressRefused(try address("127.0.0.2")))
    #expect(inner.requests.isEmpty)
    settings.addresses = .any
    #expect(cause(outer.origin, settings) == nil)
    #expect(inner.requests.count == 1)
  }

  @Test("redirects keep method and body, but for 303, up to the limit")
  func redirects() throws {
    let server = try LoopbackServer { request, connection in
      let status = Int(request.target.dropFirst()) ?? 0
      if status >= 300 { return connection.reply(status: status, headers: ["Location: done?x"]) }
      connection.reply(request.method + " " + request.target + " " + request.text)
    }
    for (status, expected) in [
      (301, "POST /done?x a"), (302, "POST /done?x a"), (303, "GET /done?x "),
      (307, "POST /done?x a"), (308, "POST /done?x a"),
    ] {
      let request = HTTPRequest(
        url: server.origin + "/\(status)", headers: [.init("Content-Type", "a/b")],
        body: Array("a".utf8))
      let response = try request.send(HTTPRequestTests.local)
      #expect(String(decoding: try HTTPRequestTests.body(response), as: UTF8.self) == expected)
      #expect(response.url == server.origin + "/done?x")
    }
    #expect(server.requests.last?.headers["content-type"] == "a/b")
    #expect(cause(server.origin + "/304", HTTPRequestTests.local) == .status(304, excerpt: ""))
  }

  @Test("redirects in a circle and to other schemes are not followed")
  func badRedirects() throws {
    let server = try LoopbackServer { request, connection in
      let locations = [
        "/circle": "/circle", "/file": "file:///etc/passwd", "/user": "http://a@127.0.0.1/",
      ]
      guard let location = locations[request.target] else { return connection.reply(status: 302) }
      connection.reply(status: 302, headers: ["Location: " + location])
    }
    #expect(
      cause(server.origin + "/circle", HTTPRequestTests.local) == .tooManyRedirects(limit: 5))
    #expect(server.requests.count == 6)
    for path in ["/file", "/user"] {
      guard case .redirect? = cause(server.origin + path, HTTPRequestTests.local) else {
        Issue.record("\(path) is followed")
        continue
      }
    }
    #expect(cause(server.origin + "/none", HTTPRequestTests.local) == .status(302, excerpt: ""))
    #expect(throws: HTTPError.self) {
      try HTTPAddress("https://example.org/a").redirected(to: "http://example.org/a")
    }
    let kept = try HTTPAddress("https://example.org/a/b?c").redirected(to: "../d#e")
    #expect(kept.text == "https://example.org/d" && kept.isSecure)
  }

  @Test("silence, before the head and inside of the body, and slowness end a request")
  func slow() throws {
    let server = try LoopbackServer { request, connection in
      if request.target == "/silent" { return connection.waitForEnd() }
      connection.send("HTTP/1.1 200 OK\r\n\r\nabc")
      if request.target == "/stuck" { return connection.waitForEnd() }
      while connection.send("x") { usleepTenMilliseconds() }
    }
    var settings = HTTPRequestTests.local
    settings.silenceSeconds = 0.3
    let start = ContinuousClock.now
    #expect(cause(server.origin + "/silent", settings) == .silent(seconds: 0.3))
    #expect(cause(server.origin + "/stuck", settings) == .silent(seconds: 0.3))
    settings.totalSeconds = 0.5
    #expect(cause(server.origin + "/dripping", settings) == .timedOut(seconds: 0.5))
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("a host that answers no connection ends by the time for that")
  func unreachable() throws {
    // A listener whose queue is full drops further connections silently.
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    var clients: [Int32] = []
    defer { for client in clients { close(client) } }
    withUnsafeMutableBytes(of: &address) { bytes in
      guard let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else { return }
      bind(listener, pointer, length)
      listen(listener, 0)
      getsockname(listener, pointer, &length)
      for _ in 0..<8 {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
        clients.append(client)
        connect(client, pointer, length)
      }
    }
    usleep(100_000)
    var settings = HTTPRequestTests.local
    settings.connectSeconds = 0.3
    let url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/"
    #expect(cause(url, settings) == .connectTimedOut(seconds: 0.3))
  }

  @Test("a request that is given up ends within 100 ms", arguments: ["/silent", "/stuck"])
  func stopped(_ path: String) throws {
    let server = try LoopbackServer { request, connection in
      if request.target == "/stuck" { connection.send("HTTP/1.1 200 OK\r\n\r\nabc") }
      connection.waitForEnd()
    }
    // One of some tries is enough: others may stand in the way of this process.
    var least = Duration.seconds(60)
    for _ in 0..<5 where least > .milliseconds(100) {
      let stop = SharedInstant()
      Thread {
        usleep(200_000)
        stop.note()
      }.start()
      let ended = cause(server.origin + path, HTTPRequestTests.local) { stop.value != nil }
      #expect(ended == .cancelled)
      least = min(least, ContinuousClock.now - (try #require(stop.value)))
    }
    #expect(least < .milliseconds(100))
  }
}
