import Foundation
import Testing

@testable import Benchmarks

@Suite("LUBM sinks")
struct LUBMSinkTests {
  private func generator(triples: Int) throws -> LUBMGenerator {
    try LUBMGenerator(universities: 1, seed: 1, triples: triples)
  }

  @Test("a file has the bytes that were generated, whatever was in it before")
  func file() throws {
    let path = NSTemporaryDirectory() + "lubm-\(UUID().uuidString).nt"
    defer { try? FileManager.default.removeItem(atPath: path) }
    for count in [20_000, 3_000] {
      let summary = try generator(triples: count)
        .write(format: .ntriples, to: LUBMFileSink(path: path))
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(bytes.count == summary.bytes)
      #expect(Array(bytes) == (try output(generator(triples: count))).bytes)
    }
  }

  @Test("bytes come in pieces of about 256 KiB")
  func pieces() throws {
    let pieces = try output(generator(triples: 20_000)).pieces
    #expect(pieces.count > 10)
    #expect(pieces.dropLast().allSatisfy { (262_144..<263_200).contains($0) }, "\(pieces)")
  }

  @Test("a full disk is an error of its own")
  func fullDisk() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    #expect(throws: LUBMError.diskFull) {
      try generator(triples: 20_000).write(format: .ntriples, to: LUBMFileSink(path: "/dev/full"))
    }
    // Held back until the end.
    #expect(throws: LUBMError.diskFull) {
      try generator(triples: 10).write(format: .ntriples, to: LUBMFileSink(path: "/dev/full"))
    }
  }

  @Test("a reader that has gone is an error of its own")
  func brokenPipe() async {
    await #expect(processExitsWith: .success) {
      signal(SIGPIPE, SIG_IGN)
      var ends: [Int32] = [0, 0]
      precondition(pipe(&ends) == 0)
      close(ends[0])
      let sink = LUBMFileSink(descriptor: ends[1])
      do {
        try LUBMGenerator(universities: 1, seed: 1, triples: 10).write(format: .turtle, to: sink)
        preconditionFailure("the write went through")
      } catch {
        precondition(error as? LUBMError == .brokenPipe)
      }
    }
  }

  @Test("a path that cannot be opened and a descriptor that is closed say why")
  func unusable() throws {
    let path = "/nonexistent/lubm.nt"
    let error = #expect(throws: LUBMError.self) { try LUBMFileSink(path: path) }
    #expect(error?.description.contains(path) == true)
    #expect(throws: LUBMError.writeFailed(errorNumber: EBADF, message: "Bad file descriptor")) {
      try generator(triples: 10).write(format: .ntriples, to: LUBMFileSink(descriptor: -1))
    }
  }
}
