import Foundation
import RDFSyntax
import TestSupport
import Testing

@testable import Benchmarks

/// A sink that keeps everything.
final class MemorySink: LUBMSink {
  private(set) var bytes: [UInt8] = []
  private(set) var pieces: [Int] = []

  func write(_ bytes: UnsafeRawBufferPointer) throws(LUBMError) {
    self.bytes.append(contentsOf: bytes)
    pieces.append(bytes.count)
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var lines: [Substring] { text[...].lines }
}

extension Substring {
  /// The lines; cut at bytes, because cutting at characters takes most of a test's time.
  var lines: [Substring] { utf8.split(separator: UInt8(ascii: "\n")).map { Substring($0) } }

  /// The terms of a line of N-Triples or N-Quads whose literals have no spaces, without the dot.
  var terms: [Substring] {
    let parts = utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
    precondition(parts.last == ".", "a line without a dot: \(self)")
    return parts.dropLast()
  }
}

/// What a generator writes, in memory.
func output(_ generator: LUBMGenerator, _ format: RDFFormat = .ntriples) throws -> MemorySink {
  let sink = MemorySink()
  try generator.write(format: format, to: sink)
  return sink
}

/// A 64-bit FNV-1a hash, to pin bytes without keeping them.
func fingerprint(_ bytes: [UInt8]) -> UInt64 {
  bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

/// Names of the vocabulary, short as the tests use them.
enum Name {
  static let ontology = "http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#"
  static let type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

  /// `<...univ-bench.owl#memberOf>` becomes `memberOf`, `rdf:type` becomes `a`.
  static func short(_ term: Substring) -> String {
    if term == type { return "a" }
    guard term.hasPrefix("<" + ontology) else { return String(term) }
    return String(term.dropFirst(ontology.utf8.count + 1).dropLast())
  }
}

extension Suites {
  /// The text of the reference data, LUBM(1, 0).
  static func referenceData() throws -> Substring {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", try url("lubm/lubm1.nt.gz").path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)[...]
  }
}
