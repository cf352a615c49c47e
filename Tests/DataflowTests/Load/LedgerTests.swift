import Foundation
import Storage
import Testing

@testable import Dataflow

@Suite struct LedgerTests {
  let line = "<http://e/s> <http://e/p> \"1\" .\n"
  let other = "<http://e/s> <http://e/p> \"2\" .\n"

  @Test("A file is loaded once, also when it is touched or named in another way")
  func repeated() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let path = try folder.write("a.nt", line)
    #expect(try store.load([path]).filesLoaded == 1)
    let again = try store.load([path])
    #expect(again.filesSkipped == [SkippedFile(path: FilePaths.absolute(path), reason: .unchanged)])
    #expect(again.transaction == nil)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: path)
    #expect(
      try store.load([folder.path + "/./../" + folder.path.split(separator: "/").last! + "/a.nt"])
        .filesSkipped.count == 1)
    let twice = try store.load([path, folder.path + "//a.nt"]) { $0.again = true }
    #expect(twice.filesLoaded == 1)
    #expect(twice.filesSkipped.map(\.reason) == [.repeated])
  }

  @Test("A pipe is read once, by the load, also where the ledger has an empty file")
  func pipe() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    try store.load([try folder.write("empty.nt", "")])
    let path = folder.path + "/pipe.nt"
    try #require(mkfifo(path, 0o600) == 0)
    let data = Data(line.utf8)
    Thread.detachNewThread {
      let handle = FileHandle(forWritingAtPath: path)
      handle?.write(data)
      try? handle?.close()
    }
    #expect(try store.load([path]).quadsAdded == 1)
  }

  @Test("A changed file is loaded, also when size and time are the same, and when it changes back")
  func changed() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let path = try folder.write("a.nt", line)
    let date = Date(timeIntervalSince1970: 1_600_000_000)
    for (text, quads) in [(line, 1), (other, 2), (line, 2)] {
      try folder.write("a.nt", text)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
      #expect(try store.load([path]).filesLoaded == 1)
      #expect(try store.count() == quads)
    }
    #expect(try store.ledger(path)?.transaction == 3)
  }

  @Test("A file that another source has loaded with other content since is loaded again")
  func changedBySources() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    func load(_ text: String, source: String) throws -> LoadResult {
      let path = try folder.write("a.nt", text)
      return try LoadPipeline.load(
        [LoadInput(path: path, source: source)], into: store, options: LoadOptions())
    }
    let (one, two) = ("<http://e/1> <http://e/p> \"1\" .\n", "<http://e/2> <http://e/p> \"2\" .\n")
    #expect(try load(one, source: "load").filesLoaded == 1)
    #expect(try load(one, source: "dump").filesSkipped.count == 1)
    #expect(try load(two, source: "dump").filesLoaded == 1)
    #expect(try load(one, source: "load").filesLoaded == 1)
    #expect(try load(one, source: "dump").filesSkipped.count == 1)
  }

  @Test("Another graph or base is another load of the file")
  func graphAndBase() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let path = try folder.write("a.ttl", "<s> <p> <o> .")
    #expect(try store.load([path]).filesLoaded == 1)
    #expect(try store.load([path], input: { $0.graph = .named("http://e/g") }).filesLoaded == 1)
    #expect(try store.load([path], input: { $0.graph = .named("http://e/g") }).filesLoaded == 0)
    #expect(try store.load([path], input: { $0.base = "http://e/" }).filesLoaded == 1)
    #expect(try store.load([path], input: { $0.hasGraphOfFile = true }).filesLoaded == 1)
    #expect(try store.load([path], input: { $0.hasGraphOfFile = true }).filesLoaded == 0)
    #expect(try store.count() == 4)
  }

  @Test("A moved file is not loaded again, and neither when it moves back")
  func moved() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let old = try folder.write("a.nt", line)
    let new = folder.path + "/b.nt"
    try store.load([old])
    try folder.move("a.nt", "b.nt")
    let result = try store.load([new])
    #expect(
      result.filesSkipped == [
        SkippedFile(path: FilePaths.absolute(new), reason: .moved(from: FilePaths.absolute(old)))
      ])
    #expect(try store.ledger(old)?.state == .gone)
    #expect(try store.ledger(new)?.state == .done)
    #expect(try store.ledger(new)?.transaction == 1)
    #expect(try store.load([new]).filesSkipped.map(\.reason) == [.unchanged])
    try folder.move("b.nt", "a.nt")
    #expect(
      try store.load([old]).filesSkipped.map(\.reason) == [.moved(from: FilePaths.absolute(new))])
    #expect(try store.ledger(old)?.state == .done)
    #expect(try store.count() == 1)
  }

  @Test("A copy is loaded; of two copies of a file that is gone, one takes its place")
  func copies() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let path = try folder.write("a.nt", "_:x <http://e/p> _:y .\n")
    try store.load([path])
    let copy = try folder.write("b.nt", try folder.text("a.nt"))
    #expect(try store.load([copy]).filesLoaded == 1)
    #expect(try store.count() == 2)
    try folder.move("b.nt", "c.nt")
    let second = try folder.write("d.nt", try folder.text("a.nt"))
    let result = try store.load([folder.path + "/c.nt", second])
    #expect(result.filesSkipped.count == 1)
    #expect(result.filesLoaded == 1)
    #expect(try store.count() == 3)
  }

  @Test("A moved Turtle file is another document, unless its base is given")
  func movedTurtle() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    try store.load([try folder.write("a.ttl", "<> <p> <o> .")])
    try folder.move("a.ttl", "b.ttl")
    #expect(try store.load([folder.path + "/b.ttl"]).filesLoaded == 1)
    #expect(try store.count() == 2)
    try store.load([folder.path + "/b.ttl"], input: { $0.base = "http://e/" })
    try folder.move("b.ttl", "c.ttl")
    let result = try store.load([folder.path + "/c.ttl"], input: { $0.base = "http://e/" })
    #expect(result.filesSkipped.count == 1)
    #expect(try store.count() == 3)
  }

  @Test("A forgotten file is loaded again, and so is any with `again`")
  func forgotten() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let path = try folder.write("a.nt", line)
    try store.load([path])
    #expect(try store.load([path], { $0.again = true }).filesLoaded == 1)
    #expect(try store.forgetLedger(path: FilePaths.absolute(path)) == 1)
    #expect(try store.ledger(path) == nil)
    #expect(try store.load([path]).filesLoaded == 1)
    #expect(try store.forgetLedger(path: "/nowhere") == 0)
  }

  @Test("The row of a file is as durable as its quads")
  func reopened() throws {
    let folder = try TestFolder()
    let path = try folder.write("a.nt", line)
    var store: QuadStore? = try folder.store()
    try store?.load([path])
    store = nil
    store = try folder.store()
    #expect(try store?.load([path]).filesSkipped.count == 1)
    let row = try #require(try store?.ledger(path))
    #expect(row.sizeBytes == line.utf8.count)
    #expect(row.quads == 1)
    #expect(row.contentHash.count == 32)
    #expect(row.base == "")
  }
}
