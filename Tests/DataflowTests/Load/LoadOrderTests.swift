import Foundation
import RDFSyntax
import Storage
import Testing

@testable import Dataflow

@Suite struct LoadOrderTests {
  /// Files of all formats, from empty to several chunks, in a random order.
  private func files(_ folder: TestFolder, seed: UInt64) throws -> [String] {
    var random = SeededRandom(state: seed)
    var documents = Documents(seed: seed)
    let endings = ["nt", "nq", "ttl", "trig"]
    var paths: [String] = []
    for index in 0..<160 {
      let ending = endings[index % 4]
      let count = index == 40 ? 9_000 : Int(random.next() % 60)
      // Lines without graphs are Turtle and TriG as well.
      let text = documents.lines(index % 11 == 0 ? 0 : count, graphs: ending == "nq")
      paths.append(try folder.write("f\(index).\(ending)", text))
    }
    // Several batches of one document, between small files.
    paths.append(try folder.write("large.ttl", documents.lines(40_000)))
    return paths.shuffled(using: &random)
  }

  @Test("The store depends on the input alone: not on workers, nor on the size of queues")
  func sameWhateverTheTiming() throws {
    let folder = try TestFolder()
    let paths = try files(folder, seed: 7)
    var expected: [[Row]]?
    for (workers, queueBytes) in [(1, 64 << 20), (2, 64 << 20), (3, 1), (8, 1), (4, 8 << 20)] {
      let store = try folder.store("store-\(workers)-\(queueBytes)")
      let result = try store.load(paths) {
        $0.workers = workers
        $0.queueBytes = queueBytes
      }
      #expect(result.filesLoaded == paths.count)
      let rows = try IndexOrder.allCases.map { try store.rows($0) }
      #expect(rows[0].count == result.quadsAdded)
      #expect(rows[0].count > 30_000)
      if let expected { #expect(rows == expected) } else { expected = rows }
    }
  }

  @Test(
    "A load larger than its memory gives the same store, merged in however many passes, and leaves nothing",
    arguments: [64, 2])
  func spilledIsTheSame(fanIn: Int) throws {
    let folder = try TestFolder()
    var documents = Documents(seed: 3)
    let paths = try [
      folder.write("a.nq", documents.lines(30_000, graphs: true)),
      folder.write("b.ttl", documents.lines(30_000)),
      folder.write("c.nt", documents.lines(30_000)),
    ]
    let inMemory = try folder.store("memory")
    #expect(try inMemory.load(paths).runs == 1)
    let spilled = try folder.store("spilled")
    let result = try spilled.load(paths) {
      $0.memoryBytes = 1 << 20
      $0.spilling.leastRunBytes = 1 << 20
      $0.spilling.mergeFanIn = fanIn
      $0.temporaryFolder = folder.path + "/temp"
    }
    #expect(result.runs > 4)
    for order in IndexOrder.allCases { #expect(try spilled.rows(order) == inMemory.rows(order)) }
    #expect(try folder.names("temp").isEmpty)
  }

  @Test("Leftovers of a killed process in the temp folder go with the next load")
  func leftoversGo() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let path = try folder.write("a.nt", "<http://e/s> <http://e/p> <http://e/o> .\n")
    try store.load([path]) { $0.temporaryFolder = folder.path + "/temp" }
    let spills = try SpillFolder(folder.path + "/temp", store: store)
    let ours = try #require(spills).path
    let name = try #require(ours.split(separator: "/").last)
    let parts = name.split(separator: "-")
    let foreign = "\(parts[0])-\(parts[1])-1-1"
    try FileManager.default.createDirectory(
      atPath: folder.path + "/temp/" + foreign, withIntermediateDirectories: true)
    try folder.write("temp/\(foreign)/sluice-1-2-run0-spog.tmp", "x")
    try folder.write("temp/other.txt", "of somebody else")
    try store.load([path]) {
      $0.temporaryFolder = folder.path + "/temp"
      $0.again = true
    }
    // What this process has made is its own, and what has another name is not touched.
    #expect(try folder.names("temp") == ["other.txt", String(name)])
    spills?.remove()
  }

  @Test("A label names one node in a file, and others in other files and later loads")
  func blankNodesBelongToTheirFile() throws {
    let folder = try TestFolder()
    let text = "_:a <http://e/p> _:b .\n_:b <http://e/p> _:a .\n"
    let paths = try [folder.write("a.nt", text), folder.write("b.nt", text)]
    var store: QuadStore? = try folder.store()
    try store?.load(paths)
    #expect(try store?.count() == 4)
    try store?.load(paths) { $0.again = true }
    #expect(try store?.count() == 8)
    store = nil
    store = try folder.store()
    try store?.load(paths) { $0.again = true }
    let rows = try #require(try store?.rows())
    #expect(rows.count == 12)
    #expect(Set(rows.map { $0.ids[0] }).count == 12)
  }
}
