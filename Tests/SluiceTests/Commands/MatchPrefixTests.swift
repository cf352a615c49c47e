import Foundation
import Sluice
import Testing

/// Terms of `match` that are shortened by prefixes.
@Suite("prefixes of match")
struct MatchPrefixTests {
  private static let type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
  private static let quads = """
    <http://example.org/a> <http://example.org/knows> <http://example.org/b> <http://example.org/g> .
    <http://example.org/a> \(type) <http://example.org/Person> .
    <http://example.org/b> <ex:knows> "ex:a" .

    """

  /// A store with the quads in it, closed.
  private func fixture() async throws -> StoreFixture {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: Self.quads)
    await store.close()
    return fixture
  }

  private func lines(_ fixture: StoreFixture, _ arguments: [String]) throws -> [String] {
    let run = try CommandRun(["match", fixture.storePath] + arguments)
    #expect(run.code == 0, "\(run.messages)")
    return run.output.sortedLines
  }

  @Test("a name of a given prefix stands for its IRI, in each place")
  func expands() async throws {
    let fixture = try await fixture()
    let knows = Self.quads.sortedLines.filter { $0.contains("example.org/knows") }
    let prefix = ["--prefix", "ex=http://example.org/"]
    for pattern in [
      ["-p", "ex:knows"], ["-s", "ex:a", "-p", "ex:knows", "-o", "ex:b", "-g", "ex:g"],
      ["-o", "ex:b"], ["-g", "ex:g"], ["-p", "http://example.org/knows"],
      ["-p", "<http://example.org/knows>"],
    ] {
      #expect(try lines(fixture, pattern + prefix) == knows, "\(pattern)")
    }
    #expect(
      try lines(fixture, ["-p", ":knows", "--prefix", "=http://example.org/"]) == knows,
      "the empty prefix")
  }

  @Test("a datatype may be shortened too, and what only looks like one is left")
  func datatypes() async throws {
    let fixture = try await fixture()
    let prefix = ["--prefix", "xsd=http://www.w3.org/2001/XMLSchema#", "--prefix", "ex=http://e/"]
    #expect(try lines(fixture, ["-o", "\"ex:a\"^^xsd:string"] + prefix).count == 1)
    #expect(try lines(fixture, ["-o", "\"7\"^^xsd:integer"] + prefix).isEmpty)
    #expect(try lines(fixture, ["-o", "\"x^^ex:y\""] + prefix).isEmpty)
  }

  @Test("a document whose name tells no syntax, or that lies in the store, is not written")
  func misnamed() async throws {
    let fixture = try await fixture()
    let names = [fixture.storePath + ".rdf", fixture.storePath + ".nq.xz"]
    for name in names {
      let run = try CommandRun(["dump", fixture.storePath, "-o", name])
      #expect(run.code == 2 && run.messages.contains("tells no syntax"))
      #expect(!FileManager.default.fileExists(atPath: name))
    }
    let inside = fixture.storePath + "/CURRENT"
    let run = try CommandRun(["dump", fixture.storePath, "-o", inside, "--format", "nquads"])
    #expect(run.code == 1 && run.messages.contains("folder of the store"))
    #expect(try lines(fixture, []).count == 3)
  }

  @Test("without the prefix, in brackets or in quotes a name is what it was")
  func leaves() async throws {
    let fixture = try await fixture()
    let odd = Self.quads.sortedLines.filter { $0.contains("<ex:knows>") }
    let prefix = ["--prefix", "ex=http://example.org/"]
    #expect(try lines(fixture, ["-p", "ex:knows"]) == odd)
    #expect(try lines(fixture, ["-p", "<ex:knows>"] + prefix) == odd)
    #expect(try lines(fixture, ["-o", "\"ex:a\""] + prefix) == odd)
  }

  @Test("a as the predicate is rdf:type, and no other term")
  func type() async throws {
    let fixture = try await fixture()
    let typed = Self.quads.sortedLines.filter { $0.contains(Self.type) }
    #expect(try lines(fixture, ["-p", "a"]) == typed)
    #expect(try CommandRun(["match", fixture.storePath, "-o", "a"]).code == 2)
  }

  @Test("what is no term, or none that may stand there, is a mistake of usage")
  func refuses() async throws {
    let fixture = try await fixture()
    let prefix = ["--prefix", "ex=http://example.org/"]
    for pattern in [
      ["-s", "ex:a b"], ["-s", "\"text\""], ["-p", "_:b1"], ["-g", "\"text\""], ["-o", "word"],
    ] {
      let run = try CommandRun(["match", fixture.storePath] + pattern + prefix)
      #expect(run.code == 2 && run.output.isEmpty, "\(pattern)")
    }
  }

  @Test("stats says which terms it counts")
  func stats() async throws {
    let fixture = try await fixture()
    let run = try CommandRun(["stats", fixture.storePath])
    #expect(run.output.contains("\nterms       7 in the dictionary (7 IRIs, 0 literals, "))
  }
}
