import Foundation
import Testing

@testable import Sluice

@Suite struct LoadTests {
  /// A folder of the test's own.
  private func folder() throws -> String {
    let path = NSTemporaryDirectory() + "sluice-load-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private func open(_ folder: String) async throws -> Store {
    var options = StoreOptions()
    options.preset = .development
    options.memoryBytes = 256 << 20
    return try await Store.open(at: folder + "/store", options: options)
  }

  @Test("What a file says comes out of the store: forms, languages, graphs and shared nodes")
  func roundTrip() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = """
      @prefix e: <http://e/> .
      e:s e:p "01"^^<http://www.w3.org/2001/XMLSchema#integer>, 1, "x"@en-GB, "\\u00E9\\n", _:n .
      GRAPH e:g { _:n e:p <rel> . }
      """
    try text.write(toFile: folder + "/a.trig", atomically: true, encoding: .utf8)
    let store = try await open(folder)
    let result = try await store.load([LoadInput(path: folder + "/a.trig", base: "http://base/x")])
    #expect(result.quadsAdded == 6)
    var objects: Set<Term> = []
    var nodes: Set<Term> = []
    for try await quad in try store.match() {
      objects.insert(quad.object)
      if case .blankNode = quad.object { nodes.insert(quad.object) }
      if quad.graph != nil {
        #expect(quad.graph == .iri(IRI("http://e/g")))
        nodes.insert(quad.subject)
      }
    }
    #expect(nodes.count == 1)
    #expect(objects.contains(.literal(Literal("01", datatype: XSD.integer))))
    #expect(objects.contains(.literal(Literal("1", datatype: XSD.integer))))
    #expect(objects.contains(.iri(IRI("http://base/rel"))))
    #expect(objects.count == 6)
    await store.close()
  }

  @Test("Each file has its own graph where that is asked for")
  func graphOfFile() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["a", "b c"] {
      try "<http://e/s> <http://e/p> <http://e/o> ."
        .write(toFile: "\(folder)/\(name).nt", atomically: true, encoding: .utf8)
    }
    let store = try await open(folder)
    try await store.load(
      ["a.nt", "b c.nt"].map { LoadInput(path: "\(folder)/\($0)", hasGraphOfFile: true) })
    var graphs: Set<String> = []
    for try await quad in try store.match() {
      if case .iri(let iri) = quad.graph { graphs.insert(iri.string) }
    }
    #expect(graphs.count == 2)
    #expect(graphs.contains { $0.hasPrefix("file:///") && $0.hasSuffix("/b%20c.nt") })
    await store.close()
  }

  @Test("The parts of a memory budget never sum up to more than the budget, down to 256 MiB")
  func memorySplit() {
    for preset in StorePreset.allCases {
      for budget in [256 << 20, 1 << 30, 64 << 30] {
        let split = LoadMemory(budget: budget, preset: preset)
        #expect(split.cacheBytes + split.loadBytes <= budget)
        #expect(split.loadBytes >= budget / 4)
      }
    }
  }
}
