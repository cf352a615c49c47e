import Foundation
import Testing

@testable import Dataflow

@Suite("Progress of loads")
struct ProgressTests {
  @Test("there is nothing at first, then the file that is compared with the ledger")
  func checks() throws {
    let progress = LoadProgress()
    #expect(progress.snapshot == nil)
    progress.check("/dumps/b.nt", done: 1, of: 3)
    let snapshot = try #require(progress.snapshot)
    #expect(snapshot.stage == .check && snapshot.file == "/dumps/b.nt")
    #expect(snapshot.filesDone == 1 && snapshot.files == 3 && snapshot.statements == 0)
  }

  @Test("after a load it has the sort, with the seconds since it began")
  func ends() throws {
    let folder = try TestFolder()
    let store = try folder.store("store")
    let file = try folder.write("a.nt", "<x:a> <x:p> <x:b> .\n")
    let progress = LoadProgress()
    _ = try LoadPipeline.load(
      [LoadInput(path: file)], into: store, options: LoadOptions(), progress: progress)
    let snapshot = try #require(progress.snapshot)
    #expect(snapshot.stage == .sort && snapshot.filesDone == 1 && snapshot.statements == 1)
    #expect(snapshot.sortSeconds > 0 && snapshot.sortSeconds <= snapshot.seconds)
  }
}
