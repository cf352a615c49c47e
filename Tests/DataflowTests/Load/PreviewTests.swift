import Foundation
import Testing

@testable import Dataflow

@Suite("Previews")
struct PreviewTests {
  private let folder: TestFolder
  private let input: LoadInput

  init() throws {
    folder = try TestFolder()
    input = LoadInput(path: try folder.write("a.nt", "<x:a> <x:p> <x:b> .\n"))
  }

  private func problems(temporary: String, rejects: String) throws -> [String] {
    var options = LoadOptions()
    options.temporaryFolder = folder.path + "/" + temporary
    options.rejectsFolder = folder.path + "/" + rejects
    return try LoadPipeline.preview(
      [input], into: nil, storeFolder: folder.path, options: options
    ).problems
  }

  @Test("a preview makes no folder, and finds nothing wrong where it could be made")
  func makesNothing() throws {
    #expect(try problems(temporary: "new/temp", rejects: "new/rejects/") == [])
    #expect(try folder.names() == ["a.nt"])
  }

  @Test("a preview leaves folders that are there as they are")
  func changesNothing() throws {
    let rejects = folder.path + "/rejects"
    try FileManager.default.createDirectory(atPath: rejects, withIntermediateDirectories: true)
    let before = try #require(FileFacts(path: rejects))
    #expect(try problems(temporary: "rejects", rejects: "rejects") == [])
    #expect(FileFacts(path: rejects) == before)
  }

  @Test("a file in the way, a link that leads nowhere and a folder without rights are problems")
  func findsProblems() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: folder.path + "/none")
    let found = try problems(temporary: "a.nt/temp", rejects: "link")
    #expect(found.count == 2)
    #expect(found.first?.contains("/a.nt\" is not a folder: mend it or set --temp-dir") == true)
    #expect(found.last?.hasSuffix("mend it or set --rejects") == true)
    // Root may write everywhere.
    guard geteuid() != 0 else { return }
    let closed = folder.path + "/closed"
    try FileManager.default.createDirectory(
      atPath: closed, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o500])
    #expect(try problems(temporary: "temp", rejects: "closed/new").count == 1)
  }
}
