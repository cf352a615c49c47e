import Foundation
import Testing

@testable import RDFSyntax

@Suite("Closed folders")
struct ClosedFoldersTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["a.nt", "rejects/a.nt", "rejects/deep/b.nt", "rejects-not/c.nt"] {
      try folder.write(name)
    }
    try folder.link("link", to: "rejects")
  }

  private func found(
    _ include: [String], closed: String
  ) throws -> (files: [String], leftOut: [String]) {
    let patterns = try FilePatterns(include: include, relativeTo: folder.path, closed: [closed])
    let found = try patterns.find()
    func short(_ path: String) -> String { String(path.dropFirst(folder.path.count + 1)) }
    return (found.files.map(short), found.leftOut.map(short))
  }

  @Test(
    "patterns and folders leave out what is inside, however the folder is written",
    arguments: ["rejects", "rejects/", "link", "rejects/deep/..", "./rejects-not/../rejects"])
  func leavesOut(closed: String) throws {
    let closed = folder.path + "/" + closed
    let deep = ["rejects/a.nt", "rejects/deep/b.nt"]
    for include in ["**", "**/*.nt", "."] {
      let found = try found([include], closed: closed)
      #expect(found.files == ["a.nt", "rejects-not/c.nt"], "\(include)")
      #expect(found.leftOut == deep, "\(include)")
    }
    #expect(try found(["rejects"], closed: closed).files == [])
    #expect(try found(["link/*.nt", "*/a.nt"], closed: closed).leftOut.count == 2)
  }

  @Test("a file inside that is named by its path is taken, even where a pattern finds it too")
  func takesNamed() throws {
    let closed = folder.path + "/rejects"
    let found = try found(["rejects/a.nt", "**"], closed: closed)
    #expect(found.files == ["a.nt", "rejects-not/c.nt", "rejects/a.nt"])
    #expect(found.leftOut == ["rejects/deep/b.nt"])
  }

  @Test("a folder that is not there closes nothing, and the watch's question agrees")
  func missingAndMatching() throws {
    #expect(try found(["**"], closed: folder.path + "/none").leftOut == [])
    let patterns = try FilePatterns(
      include: ["**"], relativeTo: folder.path, closed: [folder.path + "/rejects"])
    #expect(patterns.matches(path: folder.path + "/a.nt"))
    #expect(!patterns.matches(path: folder.path + "/rejects/a.nt"))
  }
}
