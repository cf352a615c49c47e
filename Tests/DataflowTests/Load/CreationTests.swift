import Foundation
import Storage
import Testing

@testable import Dataflow

@Suite struct CreationTests {
  @Test("A store whose making was killed is made anew, and nothing else is ever deleted")
  func unfinished() throws {
    let folder = try TestFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/store", withIntermediateDirectories: true)
    try folder.write("store/SLUICE_NEW", "1")
    try folder.write("store/CURRENT", "MANIFEST-000001\n")
    try folder.write("store/000003.log", "half a record")
    let store = try folder.store()
    #expect(try store.count() == 0)
    #expect(try !folder.names("store").contains("SLUICE_NEW"))
  }

  @Test("A folder that holds something else is not taken, and stays as it was")
  func foreign() throws {
    let folder = try TestFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/store", withIntermediateDirectories: true)
    try folder.write("store/letters.txt", "dear")
    #expect(throws: StorageError.notAStore(path: folder.path + "/store")) { try folder.store() }
    #expect(try folder.names("store") == ["letters.txt"])
    // A marker that was never filled in says nothing of the folder.
    try folder.write("store/SLUICE_NEW", "")
    #expect(throws: StorageError.notAStore(path: folder.path + "/store")) { try folder.store() }
    #expect(try folder.text("store/letters.txt") == "dear")
  }

  @Test("A store under a marker that was never filled in is opened")
  func finishedByAnother() throws {
    let folder = try TestFolder()
    var store: QuadStore? = try folder.store()
    try store?.load([try folder.write("a.nt", "<http://e/s> <http://e/p> <http://e/o> .\n")])
    store = nil
    try folder.write("store/SLUICE_NEW", "")
    store = try folder.store()
    #expect(try store?.count() == 1)
  }
}
