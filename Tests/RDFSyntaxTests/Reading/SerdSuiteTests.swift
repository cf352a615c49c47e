import Foundation
import RDFSyntax
import TestSupport
import Testing

/// Files that Serd takes or refuses otherwise than RDF 1.1 says.
private let exceptions = [
  "serd/extra/good/test-ext-namedblank-iri.ttl": "[ == ...] is Serd's extension, not Turtle",
  "serd/extra/good/test-ext-namedblank-prefix.ttl": "[ == ...] is Serd's extension, not Turtle",
  "serd/extra/perfect/test-escapes.nt": "an IRI with an escaped backslash is none (RFC 3987)",
  "serd/extra/perfect/test-escapes.ttl": "an IRI with an escaped backslash is none (RFC 3987)",
  "serd/extra/perfect/test-uri-escape.nt": "an IRI with escaped controls is none (RFC 3987)",
  "serd/extra/perfect/test-uri-escape.ttl": "an IRI with escaped controls is none (RFC 3987)",
  "serd/extra/bad/bad-id-clash.ttl": "labels that differ in b and B are well formed and differ",
]

@Suite("Serd's own test files", .enabled(if: Suites.isPresent))
struct SerdSuiteTests {
  private func files(_ folder: String) throws -> [(path: String, format: RDFFormat)] {
    let root = try #require(Suites.folder).appendingPathComponent("serd/extra/\(folder)")
    return try FileManager.default.contentsOfDirectory(atPath: root.path).sorted().compactMap {
      name in
      guard let format = RDFFormat(fileName: name), name != "manifest.ttl" else { return nil }
      return ("serd/extra/\(folder)/\(name)", format)
    }
  }

  private func error(_ path: String, _ format: RDFFormat) throws -> SyntaxError? {
    var first: SyntaxError?
    DocumentCheck.run(
      source: MemorySource(try Suites.bytes(path)), file: path, format: format,
      base: "http://example.org/base/file"
    ) { error in
      first = error
      return false
    }
    return first
  }

  @Test("what is malformed is refused", arguments: ["bad", "eof"])
  func bad(_ folder: String) throws {
    var count = 0
    for (path, format) in try files(folder) where exceptions[path] == nil {
      #expect(try error(path, format) != nil, "\(path) is read although it is malformed")
      count += 1
    }
    #expect(count > 20)
  }

  @Test("what is well formed is read", arguments: ["good", "big", "perfect"])
  func good(_ folder: String) throws {
    var count = 0
    for (path, format) in try files(folder) where exceptions[path] == nil {
      let found = try error(path, format)
      #expect(found == nil, "\(path)")
      count += 1
    }
    #expect(count > 3)
  }

  @Test("a Turtle file and its N-Triples are the same graph", arguments: ["good", "big"])
  func same(_ folder: String) throws {
    let all = try files(folder)
    var count = 0
    for (path, format) in all where !format.isLineBased && exceptions[path] == nil {
      let stem = String(path.prefix(upTo: path.lastIndex(of: ".") ?? path.endIndex))
      guard let pair = all.first(where: { $0.path == stem + ".nt" || $0.path == stem + ".nq" })
      else {
        continue
      }
      let name = path.split(separator: "/").last ?? ""
      let statements = try readStatements(
        MemorySource(try Suites.bytes(path)), format,
        base: "http://drobilla.net/sw/serd/test/\(folder)/\(name)")
      let expected = try readStatements(MemorySource(try Suites.bytes(pair.path)), pair.format)
      // Files of some thousand statements have no blank nodes to be matched, and compare as sets.
      let equal =
        expected.count > 5_000
        ? Set(statements) == Set(expected) : GraphIsomorphism.areIsomorphic(statements, expected)
      #expect(equal, "\(path)")
      count += 1
    }
    #expect(count > 2)
  }
}
