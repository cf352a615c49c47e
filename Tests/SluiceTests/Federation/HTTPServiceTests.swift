import Foundation
import HTTPClient
import QueryEngine
import RDF
import SPARQL
import Sluice
import TestSupport
import Testing

@Suite("SERVICE over HTTP", .timeLimit(.minutes(10)))
struct HTTPServiceTests {
  private static func dataset() throws -> ReferenceDataset {
    func quad(_ subject: Term, _ object: Literal) -> Quad {
      Quad(subject: subject, predicate: .iri(IRI("http://a/name")), object: .literal(object))
    }
    return ReferenceDataset(quads: [
      quad(.iri(IRI("http://a/1")), Literal("Åse & + = 1")),
      quad(.iri(IRI("http://a/2")), Literal("two", language: "en")),
      quad(.blankNode(BlankNode("b")), Literal("2024-01-01", datatype: XSD.date)),
    ])
  }

  private func options(_ settings: HTTPSettings = .loopback) -> QueryOptions {
    var options = QueryOptions()
    options.services = HTTPServiceClient(settings)
    return options
  }

  /// The rows of a query in an empty store.
  private func rows(
    _ text: String, _ options: QueryOptions
  ) async throws(QueryFailure) -> [Sluice.Solution] {
    do {
      let fixture = try StoreFixture()
      let store = try await fixture.open()
      defer { withExtendedLifetime(fixture) {} }
      return try await store.select(text, options: options).all()
    } catch let failure as QueryFailure { throw failure } catch {
      Issue.record(error)
      return []
    }
  }

  private func failure(_ text: String, _ options: QueryOptions) async -> ServiceError? {
    do throws(QueryFailure) { _ = try await rows(text, options) } catch {
      if case .query(.service(let error)) = error { return error }
      Issue.record(error)
    }
    return nil
  }

  @Test(
    "rows come in each format that is read",
    arguments: [ResultsFormat.json, .xml, .tsv, .csv])
  func formats(_ format: ResultsFormat) async throws {
    let endpoint = try LoopbackEndpoint(try Self.dataset(), format: format)
    let found = try await rows(
      """
      PREFIX a: <http://a/>
      SELECT ?name (ISBLANK(?s) AS ?blank)
      { SERVICE <\(endpoint.iri.string)> { ?s a:name ?name FILTER(?name != "none & + é") } }
      ORDER BY STR(?name)
      """, options())
    #expect(found.map { $0.string("name") } == ["2024-01-01", "two", "Åse & + = 1"])
    if format != .csv {
      #expect(found[1]["name"] == .literal(Literal("two", language: "en")))
    }
    #expect(found.map { $0.boolean("blank") } == [true, false, false])
    let request = try #require(endpoint.requests.first)
    #expect(request.method == "POST")
    #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
    #expect(
      request.headers["accept"]
        == "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
        + "text/tab-separated-values;q=0.7, text/csv;q=0.2")
  }

  @Test(
    "rows are joined with those of the store, and named by a variable each endpoint is asked once")
  func joined() async throws {
    let endpoint = try LoopbackEndpoint(try Self.dataset())
    let fixture = try StoreFixture()
    let store = try await fixture.open(
      loading: """
        <http://a/1> <http://a/at> <\(endpoint.iri.string)> .
        <http://a/2> <http://a/at> <\(endpoint.iri.string)> .
        <http://a/3> <http://a/at> <\(endpoint.iri.string)> .

        """)
    let found = try await store.select(
      "SELECT ?s ?n { ?s <http://a/at> ?e SERVICE ?e { ?s <http://a/name> ?n } } ORDER BY ?s",
      options: options()
    ).all()
    #expect(found.map { $0.string("s") } == ["http://a/1", "http://a/2"])
    #expect(endpoint.requests.count == 1)
    await store.close()
  }

  @Test("an update's pattern may ask endpoints")
  func update() async throws {
    let endpoint = try LoopbackEndpoint(try Self.dataset())
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let change = try await store.update(
      "INSERT { ?s <http://a/name> ?n } WHERE { SERVICE <\(endpoint.iri.string)> { ?s <http://a/name> ?n } }",
      options: options())
    #expect(change.added == 3)
    await store.close()
  }

  @Test("without a client SERVICE is refused, with one an address that is not public is")
  func refused() async throws {
    let endpoint = try LoopbackEndpoint(try Self.dataset())
    let text = "SELECT * { SERVICE <\(endpoint.iri.string)> { ?s ?p ?o } }"
    #expect(await failure(text, QueryOptions()) == ServiceError.notAllowed)
    let error = await failure(text, options(HTTPSettings()))
    #expect(error?.message.contains("127.0.0.1 is not public") == true)
    #expect(endpoint.requests.isEmpty)
    // SILENT is an answer without bindings.
    let silent = try await rows(
      "SELECT * { SERVICE SILENT <\(endpoint.iri.string)> { ?s ?p ?o } }",
      options(HTTPSettings()))
    #expect(silent.count == 1 && silent[0].terms == [nil, nil, nil])
  }

  @Test(
    "an answer of another status, another type or no such format is an error with its beginning")
  func badAnswers() async throws {
    let server = try LoopbackServer { request, connection in
      switch request.target {
      case "/status": connection.reply(status: 503, type: "text/html", "<p>come\nback</p>")
      case "/html": connection.reply(type: "text/html", "<html>hello</html>")
      case "/none": connection.reply("{}")
      case "/garbage": connection.reply(type: "application/sparql-results+json", "{ this is none")
      case "/boolean":
        connection.reply(type: "application/json", #"{"head": {}, "boolean": true}"#)
      case "/cut":
        connection.send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 100\r\n\r\ns,p,o\r\na,b")
      case "/encoded":
        connection.reply(type: "text/csv", headers: ["Content-Encoding: br"], "s")
      default: break
      }
    }
    func error(_ path: String) async -> ServiceError? {
      await failure("SELECT * { SERVICE <\(server.origin)\(path)> { ?s ?p ?o } }", options())
    }
    let status = await error("/status")
    #expect(status?.status == 503 && status?.excerpt == "<p>come back</p>")
    #expect(
      "\(try #require(status))"
        == "<\(server.origin)/status>: the answer has status 503 · it says \"<p>come back</p>\"")
    let html = await error("/html")
    #expect(html?.excerpt == "<html>hello</html>")
    #expect(html?.message.contains("the answer's type is text/html") == true)
    #expect(await error("/none")?.message.contains("type is not told") == true)
    let garbage = await error("/garbage")
    #expect(garbage?.message.contains("line 1, column 3") == true)
    #expect(garbage?.excerpt == "{ this is none")
    #expect(await error("/boolean")?.message.contains("with a boolean") == true)
    #expect(await error("/cut")?.message.contains("connection was lost") == true)
    #expect(await error("/encoded")?.message.contains("\"br\" was not asked for") == true)
  }

  @Test("an answer that is compressed is read")
  func compressed() async throws {
    let fixture = try StoreFixture()
    let path = fixture.folder + "/rows.csv.gz"
    let output = try DocumentOutput(path: path, compression: .auto)
    let text = "s\r\nhttp://a/1\r\n"
    try Array(text.utf8).withUnsafeBytes { try output.write($0) }
    try output.finish()
    let archive = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(archive.starts(with: [0x1F, 0x8B]))
    let server = try LoopbackServer { request, connection in
      #expect(request.headers["accept-encoding"] == "gzip, zstd")
      connection.reply(type: "text/csv", headers: ["Content-Encoding: gzip"], archive)
    }
    let found = try await rows(
      "SELECT ?s { SERVICE <\(server.origin)> { ?s ?p ?o } }", options())
    #expect(found.count == 1)
  }

  @Test("an answer over the limit, or over what the query may hold, is an error")
  func tooLarge() async throws {
    let server = try LoopbackServer { request, connection in
      connection.reply(
        type: "text/csv", "s\r\n" + String(repeating: "http://a/1\r\n", count: 100_000))
    }
    let text = "SELECT ?s { SERVICE <\(server.origin)> { ?s ?p ?o } }"
    var settings = HTTPSettings.loopback
    settings.responseBytes = 1_000_000
    #expect(
      await failure(text, options(settings))?.message
        == "<\(server.origin)/>: the answer is longer than its limit of 1000000 bytes")
    var small = options()
    small.memoryBytes = 4 << 20
    #expect(await failure(text, small)?.message.contains("over its limit") == true)
    #expect(try await rows(text, options()).count == 100_000)
  }

  @Test("a slow endpoint ends the query at its deadline, or by its own limit, SILENT or not")
  func slow() async throws {
    let server = try LoopbackServer { _, connection in connection.waitForEnd() }
    var settings = HTTPSettings.loopback
    settings.totalSeconds = 0.2
    let call = "<\(server.origin)> { ?s ?p ?o } }"
    let error = await failure("SELECT * { SERVICE \(call)", options(settings))
    #expect(error?.message.contains("longer than its limit of 0.2 s") == true)
    let silent = try await rows("SELECT * { SERVICE SILENT \(call)", options(settings))
    #expect(silent.count == 1)
    var limited = options()
    limited.timeoutSeconds = 0.2
    for silent in ["", "SILENT"] {
      await #expect(throws: QueryFailure.query(.timedOut(seconds: 0.2))) {
        try await rows("SELECT * { SERVICE \(silent) \(call)", limited)
      }
    }
  }

  @Test("a query that is cancelled while an endpoint thinks ends at once")
  func cancelled() async throws {
    let ended = SharedInstant()
    let server = try LoopbackServer { _, connection in
      connection.waitForEnd()
      ended.note()
    }
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let options = options()
    let task = Task {
      try await store.select(
        "SELECT * { SERVICE SILENT <\(server.origin)> { ?s ?p ?o } }", options: options
      ).all()
    }
    // Not a thread's sleep: the query's task needs a thread of the pool.
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let start = ContinuousClock.now
    task.cancel()
    await #expect(throws: QueryFailure.query(.cancelled)) { try await task.value }
    // As the server sees it: this task may have to wait for other tests.
    #expect(try #require(ended.wait()) - start < .seconds(1))
    await store.close()
  }
}
