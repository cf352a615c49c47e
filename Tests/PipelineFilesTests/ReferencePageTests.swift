import Foundation
import PipelineFiles
import Testing

/// The reference in `docs/pipeline-files.md` is the one that the decoder's own tables write.
@Suite struct ReferencePageTests {
  private static let page = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/pipeline-files.md")
  /// What stands before the reference in the page.
  private static let mark = "\n<!-- The rest is written from the decoder's tables. -->\n"

  @Test("the page ends in the reference; SLUICE_WRITE_DOCS=1 writes it anew")
  func isCurrent() throws {
    let title = "# Pipeline files\n"
    let reference = PipelineReference.markdown()
    #expect(reference.hasPrefix(title))
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let parts = page.components(separatedBy: Self.mark)
    try #require(parts.count == 2, "the page has no mark, or two")
    let current = parts[0] + Self.mark + reference.dropFirst(title.count)
    if ProcessInfo.processInfo.environment["SLUICE_WRITE_DOCS"] == "1" {
      try current.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.page, encoding: .utf8) == current)
  }
}
