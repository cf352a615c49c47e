import Sluice
import Testing

@Suite("values of variables on the command line")
struct BindCommandTests {
  private static let text = """
    PREFIX m: <http://example.org/> SELECT ?s { ?s a ?type ; m:height ?height FILTER(?height >= ?least) }
    """

  private static func store() async throws -> StoreFixture {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    try await store.update(
      "PREFIX m: <http://example.org/> INSERT DATA { m:a a m:Tower ; m:height 9 . m:b a m:Tower ; m:height 4 }"
    )
    await store.close()
    return fixture
  }

  @Test(
    "are terms as SPARQL writes them",
    arguments: [
      ["least=5", "type=m:Tower"], ["?least=5.0", "type=<http://example.org/Tower>"],
      ["least=\"5\"^^xsd:integer", "type=http://example.org/Tower"], ["least=5", "$type=ex:Tower"],
    ])
  func terms(bindings: [String]) async throws {
    let fixture = try await Self.store()
    let run = try CommandRun(
      [
        "query", fixture.storePath, Self.text, "--prefix", "xsd=\(XSD.namespace)", "--prefix",
        "ex=http://example.org/",
      ]
        + bindings.flatMap { ["--bind", $0] })
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.output == "?s\n<http://example.org/a>\n")
  }

  @Test(
    "that fit nothing are refused, and the message tells why",
    arguments: [
      (["leest=5"], "has no variable ?leest; it has ?height, ?least, ?s, ?type"),
      (["least=5", "least=6"], "the variable is given twice"), (["least=5 6"], "is no term"),
      (["least=five"], "is no term"), (["least=?s"], "is no term"),
      (["least=5 } } #"], "is no term"), (["least=5\n}}\n#"], "is no term"),
      (["least"], "name=term"),
      (["least=5} } UNION { ?x ?y ?z"], "is no term"),
    ])
  func refused(bindings: [String], message: String) async throws {
    let fixture = try await Self.store()
    let run = try CommandRun(
      ["query", fixture.storePath, Self.text] + bindings.flatMap { ["--bind", $0] })
    #expect(run.code != 0 && run.output.isEmpty)
    #expect(run.messages.contains(message), "\(run.messages)")
  }

  @Test("prefixes of the text go before those of the command line")
  func prefixes() async throws {
    let fixture = try await Self.store()
    let text = "PREFIX ex: <http://a.example/> SELECT ?x { BIND(?v AS ?x) }"
    for (value, expected) in [("ex:a", "a"), ("ex:a/b", "a/b"), ("other:c", "c")] {
      let run = try CommandRun([
        "query", fixture.storePath, text, "--prefix", "ex=http://b.example/", "--prefix",
        "other=http://a.example/", "--bind", "v=\(value)",
      ])
      #expect(run.output == "?x\n<http://a.example/\(expected)>\n", "\(run.messages)")
    }
  }

  @Test("stand in updates too")
  func updates() async throws {
    let fixture = try await Self.store()
    let run = try CommandRun([
      "update", fixture.storePath,
      "PREFIX m: <http://example.org/> DELETE WHERE { ?s m:height ?height }", "--bind", "s=m:a",
    ])
    #expect(run.code == 0 && run.output.contains("removed 1 quads"), "\(run.messages)\(run.output)")
  }

  @Test("no time is no limit")
  func noTime() async throws {
    let fixture = try await Self.store()
    #expect(try CommandRun(["query", fixture.storePath, "ASK {}", "--timeout", "0s"]).code == 0)
  }
}

@Suite("names of results")
struct ResultNameTests {
  @Test(
    "that are of the other kind are refused before there is a file",
    arguments: [("SELECT * {}", "a.ttl"), ("CONSTRUCT { <a:a> <a:b> 1 } {}", "a.csv.gz")])
  func refused(text: String, name: String) async throws {
    let fixture = try StoreFixture()
    await (try await fixture.open()).close()
    let path = fixture.folder + "/" + name
    let run = try CommandRun(["query", fixture.storePath, text, "-o", path])
    #expect(run.code == 1 && run.messages.contains("give --format"), "\(run.messages)")
    #expect(throws: (any Error).self) { try fixture.read(name) }
  }
}
