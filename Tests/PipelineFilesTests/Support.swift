// What the tests of this module share: pipelines parsed from text, and the errors of wrong ones.

import Foundation
import Testing

@testable import PipelineFiles

/// Parses `text` as if it stood in `/base/p.yaml`.
func parse(
  _ text: String, _ environment: [String: String] = [:]
) throws(PipelineFileError) -> Pipeline {
  try PipelineFile.parse(text, path: "/base/p.yaml", environment: environment)
}

/// The lines of every error of `text`, without the file's name; empty where it is right.
func errors(_ text: String, _ environment: [String: String] = [:]) -> [String] {
  do {
    _ = try PipelineFile.parse(text, path: "p.yaml", environment: environment)
    return []
  } catch {
    return error.diagnostics.filter { $0.severity == .error }.map {
      String($0.description.dropFirst("p.yaml:".count))
    }
  }
}

/// A right pipeline whose one source has `lines` among its keys; they begin at line 9, column 5.
func withSource(_ lines: String) -> String {
  """
  version: 1
  store: {path: data}
  prefixes:
    ex: http://example.org/
  sources:
    dump:
      type: file
      include: ["a.ttl"]
  \(lines.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))

  """
}

/// The smallest right pipeline with `lines` after it, which begin at line 6, column 1.
func withTop(_ lines: String) -> String {
  """
  version: 1
  store: {path: data}
  sources:
    a: {type: file,
      include: [a.ttl]}
  \(lines)

  """
}

/// A folder that is gone when its last user is.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/sluice-pipelines-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file in the folder and gives its path.
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  func write(_ name: String, _ data: Data) throws -> String {
    let file = path + "/" + name
    try data.write(to: URL(fileURLWithPath: file))
    return file
  }
}

/// Numbers that a seed repeats (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15  // Wrapping is what the generator is.
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
