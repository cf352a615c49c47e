import Foundation
import Sluice
import Testing

@Suite("dump")
struct DumpTests {
  @Test("what was loaded comes out byte for byte, and loads into the same store again")
  func roundTrip() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let result = try await store.dump(to: .file(fixture.folder + "/out.nq"))
    let text = try fixture.read("out.nq")
    #expect(text.sortedLines == sampleQuads.sortedLines)
    #expect(result.quads == text.sortedLines.count && result.bytes == text.utf8.count)
    let second = try StoreFixture()
    let copy = try await second.open(loading: text)
    try await copy.dump(to: .file(second.folder + "/out.nq"))
    #expect(try second.read("out.nq").sortedLines == sampleQuads.sortedLines)
  }

  @Test("a store of several loads is dumped as one, each quad once")
  func mergesSegments() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let lines = (0..<3_000).map { "<x:s\($0 &* 7919 % 3000)> <x:p\($0 % 4)> \"value \($0)\" ." }
    for part in 0..<3 {
      // Each load repeats a part of the one before.
      let piece = lines[max(part * 1_000 - 200, 0)..<(part + 1) * 1_000]
      let path = try fixture.write("\(part).nt", piece.joined(separator: "\n") + "\n")
      try await store.load([LoadInput(path: path)])
    }
    try await store.dump(to: .file(fixture.folder + "/out.nq"))
    #expect(try fixture.read("out.nq").sortedLines == lines.joined(separator: "\n").sortedLines)
  }

  @Test("one graph is dumped alone, also where the format has no graphs")
  func dumpsOneGraph() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let graph = IRI("http://example.org/g1")
    var options = DumpOptions()
    options.graph = .named(.iri(graph))
    try await store.dump(to: .file(fixture.folder + "/g1.nq"), options: options)
    let expected = sampleQuads.sortedLines.filter { $0.hasSuffix("<\(graph.string)> .") }
    #expect(try fixture.read("g1.nq").sortedLines == expected)
    options.format = .ntriples
    try await store.dump(to: .file(fixture.folder + "/g1.nt"), options: options)
    let triples = expected.map { $0.replacing(" <\(graph.string)> .", with: " .") }
    #expect(try fixture.read("g1.nt").sortedLines == triples)
    options.graph = .defaultGraph
    try await store.dump(to: .file(fixture.folder + "/default.nt"), options: options)
    let unnamed = sampleQuads.sortedLines.filter { !$0.contains("<http://example.org/g") }
    #expect(try fixture.read("default.nt").sortedLines == unnamed)
  }

  @Test("named graphs are not lost silently: N-Triples of them fails and leaves the file as it was")
  func refusesToLoseGraphs() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let path = try fixture.write("out.nt", "as it was")
    var options = DumpOptions()
    options.format = .ntriples
    await #expect(throws: DumpError.self) {
      try await store.dump(to: .file(path), options: options)
    }
    #expect(try fixture.read("out.nt") == "as it was")
    options.namedGraphs = .dropName
    let result = try await store.dump(to: .file(path), options: options)
    #expect(result.quads == sampleQuads.sortedLines.count)
  }

  @Test("a TriG document has one block for each graph")
  func groupsGraphs() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    var options = DumpOptions()
    options.format = .trig
    let result = try await store.dump(to: .file(fixture.folder + "/out.trig"), options: options)
    #expect(result.quads == sampleQuads.sortedLines.count)
    let text = try fixture.read("out.trig")
    for graph in ["g1", "g2"] {
      #expect(text.components(separatedBy: "<http://example.org/\(graph)>").count == 2)
    }
  }

  @Test("long literals, more than the decoder keeps, come out whole")
  func dumpsLongLiterals() async throws {
    let fixture = try StoreFixture()
    let lines = (0..<40).map {
      "<x:s\($0)> <x:p> \"\($0)-\(String(repeating: "x", count: 1 << 20))\" ."
    }
    let store = try await fixture.open(loading: lines.joined(separator: "\n") + "\n")
    try await store.dump(to: .file(fixture.folder + "/out.nq"))
    #expect(try fixture.read("out.nq").sortedLines == lines.joined(separator: "\n").sortedLines)
  }

  @Test("a dump of a cancelled task leaves no file")
  func cancelledDumpLeavesNothing() async throws {
    let fixture = try StoreFixture()
    let lines = (0..<40_000).map { "<x:s\($0)> <x:p> \"value \($0)\" ." }
    let store = try await fixture.open(loading: lines.joined(separator: "\n"))
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await store.dump(to: .file(fixture.folder + "/out.nq"))
    }
    task.cancel()
    await #expect(throws: DumpError.store(.cancelled)) { try await task.value }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: fixture.folder).sorted() == [
        "input.nq", "store",
      ])
  }
}
