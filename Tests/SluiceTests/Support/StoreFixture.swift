import Foundation
import Sluice

/// A folder of a test's own with a store in it, deleted with it.
final class StoreFixture: Sendable {
  let folder: String
  let storePath: String

  init() throws {
    folder = NSTemporaryDirectory() + "sluice-\(UUID().uuidString)"
    storePath = folder + "/store"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The options of tests: small caches.
  static var options: StoreOptions {
    var options = StoreOptions()
    options.preset = .development
    options.memoryBytes = 64 << 20
    return options
  }

  func open() async throws -> Store { try await Store.open(at: storePath, options: Self.options) }

  /// Writes a file and returns its path.
  func write(_ name: String, _ text: String) throws -> String {
    let path = folder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)), as: UTF8.self)
  }

  /// Opens the store and loads a text of N-Quads.
  func open(loading text: String) async throws -> Store {
    let store = try await open()
    try await store.load([LoadInput(path: try write("input.nq", text))])
    return store
  }
}

extension String {
  /// The lines, sorted by their bytes.
  var sortedLines: [String] {
    split(separator: "\n").map(String.init).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

/// Quads of every kind of term, without blank nodes, in canonical N-Quads.
let sampleQuads: String = {
  let xsd = XSD.namespace
  let objects = [
    "<http://example.org/o>", "\"\"", "\"short\"", "\"1234567\"", "\"12345678\"",
    "\"tab\tline\\nquote\\\" é \u{1F600}\"", "\"chat\"@fr", "\"chat\"@FR", "\"chat\"@fr-BE",
    "\"7\"^^<\(xsd)integer>", "\"07\"^^<\(xsd)integer>", "\"-7\"^^<\(xsd)integer>",
    "\"576460752303423487\"^^<\(xsd)integer>", "\"576460752303423488\"^^<\(xsd)integer>",
    "\"1.5\"^^<\(xsd)decimal>", "\"1.50\"^^<\(xsd)decimal>", "\"true\"^^<\(xsd)boolean>",
    "\"1\"^^<\(xsd)boolean>", "\"2024-02-29\"^^<\(xsd)date>", "\"2024-02-29Z\"^^<\(xsd)date>",
    "\"2024-02-29T12:00:00.25+05:30\"^^<\(xsd)dateTime>", "\"24:00:00\"^^<\(xsd)time>",
    "\"1.0E1\"^^<\(xsd)double>", "\"x\"^^<http://example.org/type>", "\"no date\"^^<\(xsd)date>",
  ]
  var lines: [String] = []
  for (index, object) in objects.enumerated() {
    let subject = "<http://example.org/s\(index % 7)>"
    let predicate = "<http://example.org/p\(index % 3)>"
    lines.append("\(subject) \(predicate) \(object) .")
    if index % 2 == 0 {
      lines.append("\(subject) \(predicate) \(object) <http://example.org/g1> .")
    }
    if index % 5 == 0 {
      lines.append("\(subject) \(predicate) \(object) <http://example.org/g2> .")
    }
  }
  return lines.joined(separator: "\n") + "\n"
}()
