import Foundation
import TestSupport
import Testing

@testable import Benchmarks

/// A sink that keeps everything.
final class MemorySink: GeneratorSink {
  private(set) var bytes: [UInt8] = []
  private(set) var pieces: [Int] = []

  func write(_ bytes: UnsafeRawBufferPointer) throws(GeneratorError) {
    self.bytes.append(contentsOf: bytes)
    pieces.append(bytes.count)
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var lines: [Substring] { text[...].lines }
}

/// A sink that keeps nothing.
final class CountingSink: GeneratorSink {
  private(set) var byteCount = 0

  func write(_ bytes: UnsafeRawBufferPointer) throws(GeneratorError) {
    byteCount += bytes.count
  }
}

extension Substring {
  /// The lines; cut at bytes, because cutting at characters takes most of a test's time.
  var lines: [Substring] { utf8.split(separator: UInt8(ascii: "\n")).map { Substring($0) } }
}

/// A 64-bit FNV-1a hash, to pin bytes without keeping them.
func fingerprint(_ bytes: [UInt8]) -> UInt64 {
  bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

extension Suites {
  /// The text of a gzip file of the suites.
  static func unpackedText(_ path: String) throws -> Substring {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", try url(path).path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)[...]
  }
}
