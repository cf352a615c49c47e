import Foundation
import HTTPClient
import QueryEngine
import RDFSyntax
import Sluice
import TestSupport
import Testing

@Suite("LOAD of documents on the web", .timeLimit(.minutes(10)))
struct LoadWebTests {
  private static let triples = "<http://a/s> <http://a/p> <o> ."

  @Test("the syntax is told by the type of the answer, else by the name")
  func syntax() async throws {
    let documents = try await DocumentFixture()
    let lines = "<http://a/s> <http://a/p> \"lines\" .\n"
    let server = try LoopbackServer { request, connection in
      switch request.target {
      case "/turtle": connection.reply(type: "text/turtle; charset=UTF-8", Self.triples)
      case "/lines.ttl": connection.reply(type: "application/n-triples", lines)
      case "/plain.nt?a=.ttl": connection.reply(type: "text/plain", lines + lines)
      case "/none.nq": connection.reply(lines)
      case "/html.ttl": connection.reply(type: "text/html", "<html>sign in</html>")
      case "/plain": connection.reply(type: "text/plain", lines)
      default: connection.reply(status: 404, "no such thing")
      }
    }
    #expect(try await documents.load(server.origin + "/turtle", "INTO GRAPH <http://a/t>") == 1)
    #expect(try await documents.load(server.origin + "/lines.ttl") == 1)
    #expect(try await documents.load(server.origin + "/plain.nt?a=.ttl") == 0)
    #expect(try await documents.load(server.origin + "/none.nq") == 0)
    let html = try #require(await documents.refusal(server.origin + "/html.ttl"))
    #expect(html.contains("its type is text/html"))
    #expect(html.hasSuffix("it says \"<html>sign in</html>\""))
    #expect(await documents.refusal(server.origin + "/plain")?.contains("text/plain") == true)
    #expect(
      await documents.refusal(server.origin + "/gone")
        == "cannot load <\(server.origin)/gone>: the answer has status 404 · it says \"no such thing\""
    )
    let rows = try await documents.store.select(
      "SELECT ?o { GRAPH <http://a/t> { ?s ?p ?o } }"
    ).all()
    #expect(rows.map { $0.string("o") } == [server.origin + "/o"])
  }

  @Test("relative IRIs are resolved against where redirects lead")
  func redirected() async throws {
    let documents = try await DocumentFixture()
    let server = try LoopbackServer { request, connection in
      if request.target == "/id" {
        return connection.reply(status: 303, headers: ["Location: /data/doc.ttl"])
      }
      connection.reply(Self.triples)
    }
    #expect(try await documents.load(server.origin + "/id") == 1)
    let rows = try await documents.store.select("SELECT ?o { ?s ?p ?o }").all()
    #expect(rows.map { $0.string("o") } == [server.origin + "/data/o"])
  }

  @Test("archives and compressed answers are read")
  func compressed() async throws {
    let documents = try await DocumentFixture()
    let path = documents.root + "/z.nt.gz"
    let output = try DocumentOutput(path: path, compression: .auto)
    let text = "<http://a/s> <http://a/p> \"z\" .\n"
    try Array(text.utf8).withUnsafeBytes { try output.write($0) }
    try output.finish()
    let archive = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let server = try LoopbackServer { request, connection in
      switch request.target {
      case "/z.nt.gz": connection.reply(type: "application/gzip", archive)
      case "/z":
        connection.reply(
          type: "application/n-triples", headers: ["Content-Encoding: gzip"], archive)
      default:
        connection.reply(type: "application/gzip", Array(archive.dropLast(4)))
      }
    }
    #expect(try await documents.load(server.origin + "/z.nt.gz") == 1)
    #expect(try await documents.load(server.origin + "/z", "INTO GRAPH <http://a/g>") == 1)
    #expect(await documents.refusal(server.origin + "/cut.nt.gz") != nil)
  }

  @Test("a small archive of a large document is refused, as an encoding and as a file")
  func bomb() async throws {
    let documents = try await DocumentFixture()
    let path = documents.root + "/bomb.nt.gz"
    let output = try DocumentOutput(path: path, compression: .auto)
    let comment = Array(("#" + String(repeating: "x", count: 998) + "\n").utf8)
    for _ in 0..<4_000 { try comment.withUnsafeBytes { try output.write($0) } }
    try output.finish()
    let archive = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(archive.count < 100_000)
    let server = try LoopbackServer { request, connection in
      if request.target == "/bomb.nt.gz" { return connection.reply(archive) }
      connection.reply(
        type: "application/n-triples", headers: ["Content-Encoding: gzip"], archive)
    }
    var settings = HTTPSettings.loopback
    var options = QueryOptions()
    for target in ["/bomb.nt.gz", "/encoded"] {
      let text = "LOAD <\(server.origin)\(target)>"
      settings.responseBytes = 3_900_000
      options.documents = try AllowedDocuments(web: settings)
      do throws(QueryFailure) {
        try await documents.store.update(text, options: options)
        Issue.record("\(target) is loaded")
      } catch { #expect("\(error)".contains("over its limit of 3900000"), "\(error)") }
      settings.responseBytes = 4_100_000
      options.documents = try AllowedDocuments(web: settings)
      #expect(try await documents.store.update(text, options: options).added == 0)
    }
  }

  @Test("addresses that are not public are refused, redirects to them too")
  func privateAddresses() async throws {
    let documents = try await DocumentFixture()
    let inner = try LoopbackServer(host: "127.0.0.2") { _, connection in
      connection.reply(type: "text/turtle", Self.triples)
    }
    let location = "Location: \(inner.origin)/"
    let outer = try LoopbackServer { _, connection in
      connection.reply(status: 302, headers: [location])
    }
    var options = QueryOptions()
    for policy in [
      AddressPolicy.publicOnly,
      AddressPolicy(alsoAllowing: [try #require(AddressRange("127.0.0.1"))]),
    ] {
      var settings = HTTPSettings.documents
      settings.addresses = policy
      options.documents = try AllowedDocuments(web: settings)
      await #expect(throws: QueryFailure.self) {
        try await documents.store.update("LOAD <\(outer.origin)>", options: options)
      }
    }
    #expect(outer.requests.count == 1 && inner.requests.isEmpty)
  }

  @Test("a document that ends early, is too long or is none fails the request without a trace")
  func broken() async throws {
    let documents = try await DocumentFixture()
    let lines = (0..<20_000).map { "<http://a/s> <http://a/p> \"\($0)\" .\n" }.joined()
    let server = try LoopbackServer { request, connection in
      switch request.target {
      case "/cut":
        connection.send(
          "HTTP/1.1 200 -\r\nContent-Type: text/turtle\r\nContent-Length: 9999999\r\n\r\n" + lines)
      case "/long": connection.reply(type: "application/n-triples", lines)
      default: connection.reply(type: "text/turtle", "<http://a/s> <http://a/p> 1 .\n{{{")
      }
    }
    let cut = try #require(await documents.refusal(server.origin + "/cut"))
    #expect(cut.contains("connection was lost"))
    #expect(await documents.refusal(server.origin + "/none")?.contains("line 2") == true)
    var settings = HTTPSettings.loopback
    settings.responseBytes = 500_000
    var options = QueryOptions()
    options.documents = try AllowedDocuments(web: settings)
    await #expect(
      throws: QueryFailure.update(
        .load(
          "cannot load <\(server.origin)/long>: the answer is longer than its limit of 500000 bytes"
        ))
    ) {
      try await documents.store.update("LOAD <\(server.origin)/long>", options: options)
    }
    #expect(try await documents.store.statistics().quads == 0)
    #expect(try await documents.load(server.origin + "/long") == 20_000)
  }

  @Test(
    "an update that is cancelled or over its time while a server thinks ends at once, SILENT or not"
  )
  func cancelled() async throws {
    let documents = try await DocumentFixture()
    let ends = ["/silent": SharedInstant(), "/stuck": SharedInstant()]
    let server = try LoopbackServer { request, connection in
      if request.target == "/stuck" {
        connection.send("HTTP/1.1 200 -\r\nContent-Type: text/turtle\r\n\r\n<http://a/s> ")
      }
      connection.waitForEnd()
      ends[request.target]?.note()
    }
    for path in ["/silent", "/stuck"] {
      let text = "LOAD SILENT <\(server.origin)\(path)>"
      let options = try documents.options()
      let before = server.requests.count
      let task = Task { try await documents.store.update(text, options: options) }
      // Not a thread's sleep: the update's task needs a thread of the pool.
      while server.requests.count == before { try await Task.sleep(for: .milliseconds(5)) }
      usleep(50_000)
      let start = ContinuousClock.now
      task.cancel()
      await #expect(throws: QueryFailure.update(.query(.cancelled))) { try await task.value }
      // As the server sees it: this task may have to wait for other tests.
      #expect(try #require(ends[path]?.wait()) - start < .seconds(1))
      var limited = options
      limited.timeoutSeconds = 0.2
      await #expect(throws: QueryFailure.update(.query(.timedOut(seconds: 0.2)))) {
        try await documents.store.update(text, options: limited)
      }
    }
  }
}
