import Foundation
import Testing

@testable import Storage

/// A read that fails leaves nothing behind that later reads take for an answer.
@Suite struct FailedReadTests {
  @Test("after a look-up that could not be read, quads before and behind it are still found")
  func lookUp() throws {
    let folder = try ScratchFolder()
    var quads: [IDQuad] = []
    do {
      let store = try QuadStore.testing(folder.store)
      try store.load(sampleQuads(count: 60_000, seed: 21))
      let scan = store.view().scan(QuadPattern(), order: .spog)
      while try scan.next() {
        for row in scan.first..<scan.end { quads.append(scan.columns.quad(at: row)) }
      }
    }
    // Opened anew, so that no block is in memory but the first, which the opening has looked at.
    let store = try QuadStore.testing(folder.store)
    let view = store.view()
    let presence = QuadPresence(view)
    #expect(try presence.contains(quads[quads.count - 1], delta: view.delta))
    let failing = quads[quads.count / 3]
    let files = try folder.storeFiles().filter { $0.hasSuffix(".sst") }.map {
      URL(fileURLWithPath: folder.store + "/" + $0)
    }
    // Files that a flush replaces meanwhile are passed over.
    let contents = files.map { try? Data(contentsOf: $0) }
    for file in files { truncate(file.path, 0) }
    #expect(throws: StorageError.self) {
      try presence.contains(failing, delta: view.delta)
    }
    for (file, content) in zip(files, contents) {
      // The file that is open, not another of its name.
      guard let content, let handle = try? FileHandle(forWritingTo: file) else { continue }
      try handle.write(contentsOf: content)
      try handle.close()
    }
    for place in stride(from: quads.count / 2, to: quads.count / 3, by: -1_000) {
      #expect(try presence.contains(quads[place], delta: view.delta), "quad \(place)")
    }
    #expect(try presence.contains(failing, delta: view.delta))
  }
}
