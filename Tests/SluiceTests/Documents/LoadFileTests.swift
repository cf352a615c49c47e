import Foundation
import QueryEngine
import RDFSyntax
import Sluice
import TestSupport
import Testing

@Suite("LOAD of files", .timeLimit(.minutes(10)))
struct LoadFileTests {
  @Test("a file's quads come into the graph that is named, with IRIs relative to the file")
  func loads() async throws {
    let documents = try await DocumentFixture()
    let iri = "file://\(documents.root)/a.ttl"
    #expect(try await documents.load(iri) == 2)
    #expect(try await documents.load(iri, "INTO GRAPH <http://a/g>") == 2)
    let rows = try await documents.store.select(
      "SELECT ?s { GRAPH <http://a/g> { ?s <http://a/p> ?o FILTER(ISIRI(?s)) } }"
    ).all()
    #expect(rows.map { $0.string("s") } == ["file://\(documents.root)/x"])
    #expect(try await documents.load("file://localhost\(documents.root)/below/b%20c.nt") == 1)
  }

  @Test("a compressed file is read by content, its syntax told by the name")
  func compressed() async throws {
    let documents = try await DocumentFixture()
    for ending in ["gz", "bz2", "zst", "lz4"] {
      let output = try DocumentOutput(
        path: documents.root + "/c.trig." + ending, compression: .auto)
      let text = "<http://a/g> { <http://a/\(ending)> <http://a/p> 1 }"
      try Array(text.utf8).withUnsafeBytes { try output.write($0) }
      try output.finish()
      #expect(try await documents.load("file://\(documents.root)/c.trig.\(ending)") == 1)
    }
    let rows = try await documents.store.select(
      "SELECT (COUNT(*) AS ?n) { GRAPH <http://a/g> { ?s ?p ?o } }"
    ).all()
    #expect(rows[0].integer("n") == 4)
  }

  @Test("relative IRIs are resolved against the base of the request")
  func relative() async throws {
    let documents = try await DocumentFixture()
    let change = try await documents.store.update(
      "BASE <file://\(documents.root)/below/> LOAD <../a.ttl> ; LOAD <b%20c.nt>",
      options: try documents.options())
    #expect(change.added == 3)
  }

  @Test("a file outside of the folder is refused, whatever dots and escapes name it")
  func outside() async throws {
    let documents = try await DocumentFixture()
    let root = documents.root
    for path in [
      "/etc/passwd", "\(root)/../outside.ttl", "\(root)/%2E%2E/outside.ttl",
      "\(root)/%2e./outside.ttl", "\(root)/below/../../outside.ttl", "\(root)2/a.ttl",
      "\(root)//../outside.ttl", "\(root)/./.%2e/outside.ttl", root, "\(root)/../allowed2/a.ttl",
    ] {
      let refusal = try #require(await documents.refusal("file://\(path)"), "\(path)")
      #expect(refusal.hasPrefix("cannot load <file://"), "\(path): \(refusal)")
    }
    for path in ["..%2Foutside.ttl", "a.ttl%00", "a%zz.ttl"] {
      let refusal = await documents.refusal("file://\(root)/\(path)")
      #expect(refusal?.contains("names no file of this machine") != false, "\(path)")
    }
    for iri in ["file://example.org\(root)/a.ttl", "file:a.ttl", "file://\(root)/a.ttl?x"] {
      #expect(await documents.refusal(iri) != nil, "\(iri)")
    }
    #expect(try await documents.store.statistics().quads == 0)
    // Dots that stay inside are fine.
    #expect(try await documents.load("file://\(root)/below/%2E%2E/a.ttl") == 2)
  }

  @Test("a link is followed inside of the folder, and refused where it leads out")
  func links() async throws {
    let documents = try await DocumentFixture()
    try documents.link("inside.ttl", to: "below/../a.ttl")
    try documents.link("out.ttl", to: "../outside.ttl")
    try documents.link("absolute.ttl", to: documents.fixture.folder + "/outside.ttl")
    try documents.link("up", to: "..")
    try documents.link("nowhere.ttl", to: "none.ttl")
    try documents.link("circle.ttl", to: "circle.ttl")
    #expect(try await documents.load("file://\(documents.root)/inside.ttl") == 2)
    for name in ["out.ttl", "absolute.ttl", "up/outside.ttl"] {
      let refusal = await documents.refusal("file://\(documents.root)/\(name)")
      #expect(refusal?.contains("only files below") == true, "\(name)")
    }
    for name in ["nowhere.ttl", "circle.ttl"] {
      #expect(await documents.refusal("file://\(documents.root)/\(name)") != nil)
    }
  }

  @Test("the folder may be named by a link itself")
  func linkedRoot() async throws {
    let documents = try await DocumentFixture()
    let alias = documents.fixture.folder + "/alias"
    try FileManager.default.createSymbolicLink(
      atPath: alias, withDestinationPath: documents.root)
    var options = QueryOptions()
    options.documents = try AllowedDocuments(filesBelow: alias)
    for root in [alias, documents.root] {
      let change = try await documents.store.update(
        "LOAD <file://\(root)/a.ttl>", options: options)
      #expect(change.added == 2)
    }
    #expect(throws: SyntaxError.self) {
      try AllowedDocuments(filesBelow: documents.root + "/none")
    }
    #expect(throws: SyntaxError.self) {
      try AllowedDocuments(filesBelow: documents.root + "/a.ttl")
    }
  }

  @Test("a file that is swapped for a link all the time is never read from outside")
  func swapped() async throws {
    let documents = try await DocumentFixture()
    let root = documents.root
    try documents.write("plain", "<http://a/s> <http://a/p> \"inside\" .")
    let (stop, stopped) = (SharedInstant(), SharedInstant())
    // A thread of its own: the pool's are for those who wait for each other.
    Thread {
      while stop.value == nil {
        // Each step replaces what stands there in one go.
        for target in ["plain", "../outside.ttl"] {
          unlink(root + "/copy")
          if target == "plain" {
            Glibc.link(root + "/plain", root + "/copy")
          } else {
            symlink(target, root + "/copy")
          }
          rename(root + "/copy", root + "/swapped.ttl")
        }
      }
      stopped.note()
    }.start()
    var (loaded, refused) = (0, 0)
    for _ in 0..<200 {
      if await documents.refusal("file://\(root)/swapped.ttl") == nil {
        loaded += 1
      } else {
        refused += 1
      }
    }
    stop.note()
    #expect(stopped.wait() != nil)
    #expect(loaded > 0 && loaded + refused == 200)
    let rows = try await documents.store.select("SELECT ?o { ?s <http://a/p> ?o }").all()
    #expect(rows.allSatisfy { $0.string("o") == "inside" })
  }

  @Test("folders, pipes and devices are refused without being read")
  func otherKinds() async throws {
    let documents = try await DocumentFixture()
    #expect(mkfifo(documents.root + "/pipe.ttl", 0o600) == 0)
    try FileManager.default.createDirectory(
      atPath: documents.root + "/folder.ttl", withIntermediateDirectories: true)
    for name in ["pipe.ttl", "folder.ttl"] {
      let refusal = await documents.refusal("file://\(documents.root)/\(name)")
      #expect(refusal?.contains("not a regular file") == true, "\(name)")
    }
  }

  @Test("a document that fails ends the request without a trace; SILENT passes over it")
  func failures() async throws {
    let documents = try await DocumentFixture()
    try documents.write("bad.ttl", "<http://a/s> <http://a/p> 1 , 2 .\n<http://a/s> oops")
    try documents.write("unknown.xyz", "a")
    let bad = "file://\(documents.root)/bad.ttl"
    let message = try #require(await documents.refusal(bad))
    #expect(message.contains("bad.ttl") && message.contains("line 2"))
    await #expect(throws: QueryFailure.self) {
      try await documents.store.update(
        "INSERT DATA { <http://a/s> <http://a/p> 3 } ; LOAD <\(bad)>",
        options: try documents.options())
    }
    #expect(try await documents.store.statistics().quads == 0)
    let change = try await documents.store.update(
      """
      INSERT DATA { <http://a/s> <http://a/p> 3 } ; LOAD SILENT <\(bad)> ;
      LOAD SILENT <file:///etc/passwd> ; INSERT DATA { <http://a/s> <http://a/p> 4 }
      """, options: try documents.options())
    #expect(change.added == 2)
    #expect(await documents.refusal("file://\(documents.root)/unknown.xyz") != nil)
    #expect(await documents.refusal("ftp://example.org/a.ttl") != nil)
  }

  @Test("a document of more quads than the request may hold is an error, SILENT or not")
  func memory() async throws {
    let documents = try await DocumentFixture()
    let lines = (0..<20_000).map { "<http://a/s> <http://a/p> \($0) ." }
    try documents.write("large.ttl", lines.joined(separator: "\n"))
    var options = try documents.options()
    options.memoryBytes = 1 << 18
    await #expect(throws: QueryFailure.update(.query(.memoryExceeded(limitBytes: 1 << 18)))) {
      try await documents.store.update(
        "LOAD SILENT <file://\(documents.root)/large.ttl>", options: options)
    }
    options.memoryBytes = 4 << 20
    let change = try await documents.store.update(
      "LOAD <file://\(documents.root)/large.ttl>", options: options)
    #expect(change.added == 20_000)
  }

  @Test("without options nothing is loaded")
  func off() async throws {
    let documents = try await DocumentFixture()
    await #expect(throws: QueryFailure.update(.load("LOAD is not allowed here"))) {
      try await documents.store.update("LOAD <file://\(documents.root)/a.ttl>")
    }
    var options = QueryOptions()
    options.documents = try AllowedDocuments(filesBelow: documents.root)
    await #expect(
      throws: QueryFailure.update(
        .load("cannot load <http://a/>: documents on the web are not loaded here"))
    ) {
      try await documents.store.update("LOAD <http://a/>", options: options)
    }
  }
}
