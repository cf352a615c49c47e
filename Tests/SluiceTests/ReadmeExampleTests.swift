import Foundation
import Testing

@testable import Sluice

/// The library example of the README is what stands here, and works.
@Suite struct ReadmeExampleTests {
  private static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: project.appendingPathComponent(path), encoding: .utf8)
  }

  @Test("the README shows the example line for line")
  func isShown() throws {
    let readme = try Self.text("README.md")
    let source = try Self.text("Tests/SluiceTests/ReadmeExample.swift")
    let start = try #require(source.range(of: "import Sluice\n"))
    #expect(readme.contains("```swift\n" + source[start.lowerBound...] + "```\n"))
  }

  @Test("the README's example loads, changes, reads and dumps a store, and loads a file once")
  func runs() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("sluice-readme-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("museum.sluice").path
    let files = [Self.project.appendingPathComponent("fixtures/quickstart/collection.ttl").path]

    let first = try await museum(at: path, files: files)
    #expect(first.contains("North Hall"))
    let dump = try String(contentsOfFile: path + ".nq", encoding: .utf8)
    #expect(dump.split(separator: "\n").count == 685)
    #expect(!dump.contains("/visitor/"))

    #expect(try await museum(at: path, files: files) == first)
    #expect(try String(contentsOfFile: path + ".nq", encoding: .utf8) == dump)
  }
}
