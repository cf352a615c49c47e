import Foundation
import TestSupport
import Testing

@Suite("commands that reach beyond the store")
struct NetworkCommandTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
    let file = try fixture.write("a.nt", "<http://a/s> <http://a/p> <http://a/o> .\n")
    #expect(try CommandRun(["load", fixture.storePath, file]).code == 0)
  }

  private func query(
    _ text: String, _ arguments: [String] = [], variables: [String: String] = [:]
  ) throws -> CommandRun {
    try CommandRun(["query", fixture.storePath, text] + arguments, variables: variables)
  }

  private func update(_ text: String, _ arguments: [String] = []) throws -> CommandRun {
    try CommandRun(["update", fixture.storePath, text] + arguments)
  }

  private func rowServer() throws -> LoopbackServer {
    try LoopbackServer { _, connection in
      connection.reply(type: "text/tab-separated-values", "?x\n<http://a/remote>\n")
    }
  }

  @Test("SERVICE needs --allow-service, and --allow-private-addresses for this machine")
  func service() throws {
    let server = try rowServer()
    let text = "SELECT ?x { SERVICE <\(server.origin)/> { ?x ?p ?o } }"
    let refused = try query(text)
    #expect(refused.code == 1)
    #expect(refused.messages == "error: SERVICE is not allowed here · add --allow-service\n")
    let inner = try query(text, ["--allow-service"])
    #expect(inner.code == 1 && inner.messages.contains("127.0.0.1 is not public"))
    #expect(server.requests.isEmpty)
    let allowed = try query(text, ["--allow-service", "--allow-private-addresses"])
    #expect(allowed.output == "?x\n<http://a/remote>\n")
    let change = try update(
      "INSERT { ?x a ?x } WHERE { SERVICE <\(server.origin)/> { ?x ?p ?o } }",
      ["--allow-service", "--allow-private-addresses"])
    #expect(change.output == "added 1, removed 0 quads, tx 2\n")
  }

  @Test("proxies of the environment are not asked")
  func proxy() throws {
    let (server, proxy) = (try rowServer(), try rowServer())
    let run = try query(
      "SELECT ?x { SERVICE <\(server.origin)/> { ?x ?p ?o } }",
      ["--allow-service", "--allow-private-addresses"],
      variables: ["http_proxy": proxy.origin, "ALL_PROXY": proxy.origin])
    #expect(run.code == 0)
    #expect(server.requests.count == 1 && proxy.requests.isEmpty)
  }

  @Test("--service-timeout bounds an endpoint's answer")
  func timeout() throws {
    let server = try LoopbackServer { _, connection in connection.waitForEnd() }
    let run = try query(
      "SELECT ?x { SERVICE <\(server.origin)/> { ?x ?p ?o } }",
      ["--allow-service", "--allow-private-addresses", "--service-timeout", "200ms"])
    #expect(run.code == 1)
    #expect(run.messages.contains("longer than its limit of 0.2 s"))
  }

  @Test("a signal ends a query that waits for an endpoint")
  func signal() throws {
    let server = try LoopbackServer { _, connection in connection.waitForEnd() }
    let process = Process()
    process.executableURL = try CommandRun.executable()
    process.arguments = [
      "query", fixture.storePath, "SELECT ?x { SERVICE SILENT <\(server.origin)/> { ?x ?p ?o } }",
      "--allow-service", "--allow-private-addresses",
    ]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while server.requests.isEmpty { usleep(5_000) }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
  }

  @Test("flags that allow nothing by themselves are refused")
  func usage() throws {
    #expect(try query("ASK {}", ["--allow-private-addresses"]).code == 2)
    #expect(try query("ASK {}", ["--service-timeout", "1s"]).code == 2)
    #expect(try update("CLEAR ALL", ["--allow-private-addresses"]).code == 2)
    #expect(try query("ASK {}", ["--base", "a b"]).code == 2)
    #expect(try query("ASK {}", ["--allow-service", "--service-timeout", "1s"]).code == 0)
  }

  @Test("LOAD reads files below --allow-files, relative to --base, and no others")
  func files() throws {
    let root = fixture.folder + "/allowed"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    _ = try fixture.write("allowed/b.ttl", "<s> <p> 1 , 2 .")
    let outside = try fixture.write("outside.ttl", "<s> <p> 3 .")
    let refused = try update("LOAD <file://\(root)/b.ttl>")
    #expect(refused.code == 1)
    #expect(
      refused.messages
        == "error: LOAD is not allowed here · add --allow-files FOLDER or --allow-http\n")
    let change = try update(
      "LOAD <b.ttl>", ["--allow-files", root, "--base", "file://\(root)/"])
    #expect(change.output == "added 2, removed 0 quads, tx 2\n")
    let short = try update(
      "LOAD <b.ttl> INTO GRAPH <g>",
      ["--allow-files", root, "--prefix", "d=file://\(root)/", "--base", "d:x"])
    #expect(short.output == "added 2, removed 0 quads, tx 3\n")
    for iri in ["file://\(outside)", "file://\(root)/../outside.ttl"] {
      let run = try update("CLEAR ALL ; LOAD <\(iri)>", ["--allow-files", root])
      #expect(run.code == 1 && run.messages.contains("only files below \"\(root)\" are loaded"))
    }
    #expect(try update("CLEAR ALL", ["--allow-files", root + "/none"]).code == 1)
    #expect(try CommandRun(["match", fixture.storePath, "--count"]).output == "5\n")
  }

  @Test("LOAD reads documents on the web with --allow-http, public ones if not told otherwise")
  func web() throws {
    let server = try LoopbackServer { _, connection in
      connection.reply(type: "text/turtle", "<s> <p> 1 .")
    }
    let text = "LOAD <\(server.origin)/doc>"
    let inner = try update(text, ["--allow-http"])
    #expect(inner.code == 1 && inner.messages.contains("127.0.0.1 is not public"))
    #expect(try update(text, ["--allow-files", fixture.folder]).code == 1)
    #expect(server.requests.isEmpty)
    let allowed = try update(text, ["--allow-http", "--allow-private-addresses"])
    #expect(allowed.output == "added 1, removed 0 quads, tx 2\n")
  }
}
