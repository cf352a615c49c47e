import Foundation
import RDFSyntax
import Storage
import Testing

@testable import Dataflow

@Suite struct ErrorPolicyTests {
  let good = "<http://e/s> <http://e/p> \"1\" .\n"
  let bad = "<http://e/s> <http://e/p> \"broken .\n"

  /// A file with `count` bad lines among good ones.
  private func mixed(_ folder: TestFolder, _ name: String, bad count: Int) throws -> String {
    var text = "<http://e/\(name)> <http://e/p> \"0\" .\n"
    for index in 0..<count { text += bad + "<http://e/\(name)> <http://e/p> \"\(index + 1)\" .\n" }
    return try folder.write(name, text)
  }

  @Test("Under fail_job one bad line in the last of many files leaves the store as before")
  func failJob() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    try store.load([try folder.write("before.nt", good)])
    let rows = try store.rows()
    var paths = try (0..<20).map { try mixed(folder, "f\($0).nt", bad: 0) }
    paths.append(try mixed(folder, "g.nt", bad: 1))
    let error = #expect(throws: LoadError.self) { try store.load(paths) }
    guard case .input(.malformed(let file, let at, _, _)) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(file.hasSuffix("/g.nt"))
    #expect(at.line == 2)
    #expect(try store.rows() == rows)
    #expect(try store.ledger(paths[0]) == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/store/load"))
  }

  @Test("As many rejects as allowed are borne, one more ends the load with nothing committed")
  func edgeOfStatements() throws {
    let folder = try TestFolder()
    let paths = try [mixed(folder, "a.nt", bad: 3), mixed(folder, "b.nt", bad: 2)]
    for workers in [1, 3] {
      let store = try folder.store("store\(workers)")
      #expect(throws: LoadError.self) {
        try store.load(paths) {
          $0.onError = .skipStatement
          $0.maximumErrors = 4
          $0.workers = workers
        }
      }
      #expect(try store.count() == 0)
      let result = try store.load(paths) {
        $0.onError = .skipStatement
        $0.maximumErrors = 5
        $0.workers = workers
      }
      #expect(result.rejects == 5)
      #expect(try store.count() == 7)
      #expect(try store.ledger(paths[0])?.rejects == 3)
    }
  }

  @Test("The error that ends a load tells how many were refused and how many are allowed")
  func tooManyErrors() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let path = try mixed(folder, "a.nt", bad: 1)
    let error = #expect(throws: LoadError.self) {
      try store.load([path]) {
        $0.onError = .skipStatement
        $0.maximumErrors = 0
      }
    }
    guard case .tooManyErrors(let count, let allowed, let last) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect((count, allowed) == (1, 0))
    #expect(last.contains("line 2"))
  }

  @Test("Rejects are kept with place, reason and raw line, and can be mended and loaded")
  func rejects() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let path = try mixed(folder, "a.nt", bad: 2)
    let result = try store.load([path]) {
      $0.onError = .skipStatement
      $0.rejectsFolder = folder.path + "/rejects"
    }
    #expect(result.rejectFiles.count == 2)
    let names = try folder.names("rejects")
    #expect(names.count == 2)
    let json = try #require(names.first { $0.hasSuffix(".jsonl") })
    let objects = try folder.text("rejects/" + json).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.compactMap { $0["line"] as? Int } == [2, 4])
    #expect(
      objects.compactMap { $0["raw"] as? String }
        == Array(repeating: String(bad.dropLast()), count: 2))
    #expect(objects.allSatisfy { $0["file"] as? String == FilePaths.absolute(path) })
    #expect((objects[0]["column"] as? Int ?? 0) > 20)
    let raw = try #require(names.first { $0.hasSuffix(".nt") })
    #expect(try folder.text("rejects/" + raw) == bad + bad)
    try folder.write("rejects/" + raw, bad.replacing("broken", with: "mended\""))
    #expect(try store.load([folder.path + "/rejects/" + raw]).quadsAdded == 1)
  }

  @Test("Rejects of a file that was changed, and those that were mended in place, stay")
  func rejectsOfLaterLoads() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    func load(bad: Int) throws -> [String] {
      let path = try mixed(folder, "a.nt", bad: bad)
      return try store.load([path]) {
        $0.onError = .skipStatement
        $0.rejectsFolder = folder.path + "/rejects"
        $0.again = true
      }.rejectFiles.sorted()
    }
    let first = try load(bad: 2)
    #expect(try load(bad: 3) != first)
    #expect(try folder.names("rejects").count == 4)
    // The same rejects are kept once.
    #expect(try load(bad: 2) == first)
    #expect(try folder.names("rejects").count == 4)
    let raw = try #require(first.first { $0.hasSuffix(".nt") })
    try Data("<http://e/mended> <http://e/p> <http://e/o> .\n".utf8).write(
      to: URL(fileURLWithPath: raw))
    let third = try load(bad: 2)
    #expect(third.contains { $0.hasSuffix(".2.nt") })
    #expect(try folder.names("rejects").count == 5)
    #expect(try String(contentsOfFile: raw, encoding: .utf8).contains("mended"))
  }

  @Test("A load that fails leaves no rejects behind")
  func rejectsOfAFailedLoad() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let paths = try [mixed(folder, "a.nt", bad: 2), mixed(folder, "b.nt", bad: 2)]
    #expect(throws: LoadError.self) {
      try store.load(paths) {
        $0.onError = .skipStatement
        $0.maximumErrors = 3
        $0.rejectsFolder = folder.path + "/rejects"
      }
    }
    #expect(try folder.names("rejects").isEmpty)
  }

  @Test("Under skip_file nothing of a bad file is loaded, however large and wherever its error is")
  func skipFile() throws {
    let folder = try TestFolder()
    var documents = Documents(seed: 1)
    // Larger than what is held back, so that it is read twice where it is sound.
    let long = documents.lines(80_000)
    let paths = try [
      folder.write("sound.nt", long), folder.write("late.nt", long + bad),
      folder.write("late.ttl", long + "<http://e/s> <http://e/p> ; .\n"),
      folder.write("small.ttl", good + "oops"), folder.write("fine.ttl", good),
      folder.write("fine.nt", good),
    ]
    let expected = try folder.store("expected")
    try expected.load([paths[0], paths[4], paths[5]])
    for workers in [1, 3] {
      let store = try folder.store("store\(workers)")
      let result = try store.load(paths) {
        $0.onError = .skipFile
        $0.workers = workers
        $0.maximumErrors = 3
        $0.rejectsFolder = folder.path + "/rejects"
      }
      #expect(result.filesLoaded == 3)
      #expect(result.filesFailed.map(\.path) == [1, 2, 3].map { FilePaths.absolute(paths[$0]) })
      #expect(try store.rows() == expected.rows())
      #expect(try store.ledger(paths[1])?.state == .failed)
      #expect(try store.ledger(paths[0])?.state == .done)
      // A failed file is tried again.
      try folder.write("small.ttl", good + "<http://e/s> <http://e/p> \"2\" .")
      #expect(try store.load([paths[3], paths[4]], { $0.onError = .skipFile }).filesLoaded == 1)
      #expect(try store.ledger(paths[3])?.attempts == 2)
      try folder.write("small.ttl", good + "oops")
    }
    #expect(try folder.names("rejects").filter { $0.hasSuffix(".jsonl") }.count == 3)
  }

  @Test("One bad file more than allowed ends the load")
  func edgeOfFiles() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let paths = try ["a.ttl", "b.nt", "c.trig"].map { try folder.write($0, bad) }
    #expect(throws: LoadError.self) {
      try store.load(paths) {
        $0.onError = .skipFile
        $0.maximumErrors = 2
      }
    }
    #expect(store.view().transaction.value == 0)
    let result = try store.load(paths) {
      $0.onError = .skipFile
      $0.maximumErrors = 3
    }
    #expect(result.filesFailed.count == 3)
    #expect(try store.ledger(paths[2])?.state == .failed)
  }

  @Test("Under skip_statement a bad Turtle file is left out whole, lines of others one by one")
  func turtleUnderSkipStatement() throws {
    let folder = try TestFolder()
    let store = try folder.store()
    let paths = try [
      folder.write("a.ttl", good + "<http://e/x> <http://e/p> <http://e/o> .\noops\n"),
      mixed(folder, "b.nt", bad: 1),
    ]
    let result = try store.load(paths) { $0.onError = .skipStatement }
    #expect(result.filesFailed.count == 1)
    #expect(result.rejects == 1)
    #expect(try store.count() == 2)
  }
}
