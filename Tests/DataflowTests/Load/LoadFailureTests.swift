import Foundation
import RDFSyntax
import Storage
import Testing

@testable import Dataflow

@Suite struct LoadFailureTests {
  let good = "<http://e/s> <http://e/p> \"1\" .\n"

  /// The compressed file of the quickstart.
  private func archive() throws -> Data {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return try Data(contentsOf: root.appending(path: "fixtures/quickstart/loans.nt.gz"))
  }

  @Test(
    "A truncated archive is an error, and nothing of it is loaded", arguments: ErrorPolicy.allCases)
  func truncatedArchive(policy: ErrorPolicy) throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let whole = try archive()
    let cut = try folder.write("cut.nt.gz", whole.prefix(whole.count * 2 / 3))
    let path = try folder.write("good.nt", good)
    if policy == .skipFile {
      let result = try store.load([cut, path]) { $0.onError = policy }
      #expect(result.filesFailed.map(\.path) == [FilePaths.absolute(cut)])
      #expect(try store.count() == 1)
    } else {
      let error = #expect(throws: LoadError.self) {
        try store.load([path, cut]) { $0.onError = policy }
      }
      guard case .input(.corruptArchive(let file, _)) = error else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
      #expect(file.hasSuffix("cut.nt.gz"))
      #expect(try store.count() == 0)
    }
    #expect(try store.load([try folder.write("whole.nt.gz", whole)]).filesLoaded == 1)
  }

  @Test("The preflight lists every problem at once")
  func preflight() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/folder.nt", withIntermediateDirectories: true)
    let paths = try [
      folder.path + "/missing.nt", folder.path + "/folder.nt", folder.write("unknown.txt", good),
      folder.write("good.nt", good), "-",
    ]
    let blocked = try folder.write("blocked", "no folder") + "/temp"
    let error = #expect(throws: LoadError.self) {
      try store.load(paths) {
        $0.temporaryFolder = blocked
        $0.rejectsFolder = blocked
      }
    }
    guard case .preflight(let problems) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(problems.count == 6)
    for word in [
      "missing.nt", "is a folder", "unknown.txt", "standard input", "temp folder", "rejects folder",
    ] {
      #expect(problems.contains { $0.contains(word) }, "no problem tells of \(word)")
    }
    #expect(try store.count() == 0)
    // What is not there is made.
    try store.load([paths[3]]) { $0.temporaryFolder = folder.path + "/made/temp" }
    #expect(try store.count() == 1)
  }

  @Test("A graph or a base that is no absolute IRI stops the load before it begins")
  func badIRIs() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let path = try folder.write("a.ttl", good)
    for change: (inout LoadInput) -> Void in [
      { $0.graph = .named("no iri") }, { $0.graph = .named("relative") }, { $0.base = "a b:c" },
      { $0.graph = .named("_:b") }, { $0.graph = .named("1:x") }, { $0.base = "http://b/{x}/" },
    ] {
      #expect(throws: LoadError.self) { try store.load([path], input: change) }
    }
  }

  @Test("A disk that is too small stops the load, unless that is not asked for")
  func space() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    // A file of holes takes no space itself and seems to hold more than any disk.
    let path = try folder.write("huge.nt", "")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 1 << 43)
    try handle.close()
    let error = #expect(throws: LoadError.self) { try store.load([path]) }
    guard case .preflight(let problems) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(problems.contains { $0.contains("are needed for the store") })
    let preview = try LoadPipeline.preview(
      [LoadInput(path: path)], into: store, storeFolder: store.path, options: LoadOptions())
    // Not the same text: what is free changes while other programs run.
    #expect(preview.problems.count == problems.count)
    #expect(preview.estimate.spillBytes > 0)
  }

  @Test("A cancelled load leaves the store as before, whenever that comes")
  func cancel() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    try store.load([try folder.write("before.nt", good)])
    let rows = try store.rows()
    var documents = Documents(seed: 5)
    let paths = try (0..<12).map { index in
      try folder.write("f\(index).\(index % 2 == 0 ? "nt" : "ttl")", documents.lines(4_000))
    }
    let inputs = paths.map { LoadInput(path: $0) }
    let early = LoadProgress()
    early.cancel()
    #expect(throws: LoadError.cancelled) {
      try LoadPipeline.load(inputs, into: store, options: LoadOptions(), progress: early)
    }
    for statements in [1, 10_000, 30_000] {
      let progress = LoadProgress()
      let thread = try WorkerThread {
        while (progress.snapshot?.statements ?? 0) < statements { usleep(500) }
        progress.cancel()
      }
      #expect(throws: LoadError.cancelled) {
        try LoadPipeline.load(inputs, into: store, options: LoadOptions(), progress: progress)
      }
      thread.join()
      #expect(try store.rows() == rows)
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/store/load"))
    }
    #expect(try store.load(paths).filesLoaded == 12)
  }

  @Test("Empty documents are loaded, and known again")
  func emptyInput() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let paths = try ["a.nt", "b.ttl", "c.nq", "d.trig"].map { try folder.write($0, "") }
    let result = try store.load(paths)
    #expect(result.filesLoaded == 4)
    #expect(result.statements == 0)
    #expect(try store.load(paths).filesSkipped.count == 4)
  }
}
