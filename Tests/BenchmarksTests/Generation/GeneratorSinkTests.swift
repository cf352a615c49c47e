import Foundation
import Testing

@testable import Benchmarks

@Suite("sinks of generators")
struct GeneratorSinkTests {
  private func generator(triples: Int) throws -> LUBMGenerator {
    try LUBMGenerator(universities: 1, seed: 1, triples: triples)
  }

  @Test("a file has the bytes that were generated, whatever was in it before")
  func file() throws {
    let path = NSTemporaryDirectory() + "lubm-\(UUID().uuidString).nt"
    defer { try? FileManager.default.removeItem(atPath: path) }
    for count in [20_000, 3_000] {
      let summary = try generator(triples: count)
        .write(format: .ntriples, to: GeneratorFileSink(path: path))
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
    #expect(throws: GeneratorError.diskFull) {
      try generator(triples: 20_000).write(
        format: .ntriples, to: GeneratorFileSink(path: "/dev/full"))
    }
    // Held back until the end.
    #expect(throws: GeneratorError.diskFull) {
      try generator(triples: 10).write(format: .ntriples, to: GeneratorFileSink(path: "/dev/full"))
    }
  }

  @Test("a reader that has gone is an error of its own")
  func brokenPipe() async {
    await #expect(processExitsWith: .success) {
      signal(SIGPIPE, SIG_IGN)
      var ends: [Int32] = [0, 0]
      precondition(pipe(&ends) == 0)
      close(ends[0])
      let sink = GeneratorFileSink(descriptor: ends[1])
      do {
        try LUBMGenerator(universities: 1, seed: 1, triples: 10).write(format: .turtle, to: sink)
        preconditionFailure("the write went through")
      } catch {
        precondition(error as? GeneratorError == .brokenPipe)
      }
    }
  }

  @Test("a path that cannot be opened and a descriptor that is closed say why")
  func unusable() throws {
    let path = "/nonexistent/lubm.nt"
    let error = #expect(throws: GeneratorError.self) { try GeneratorFileSink(path: path) }
    #expect(error?.description.contains(path) == true)
    #expect(throws: GeneratorError.writeFailed(errorNumber: EBADF, message: "Bad file descriptor"))
    {
      try generator(triples: 10).write(format: .ntriples, to: GeneratorFileSink(descriptor: -1))
    }
  }
}
