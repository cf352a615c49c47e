import Foundation
import Sluice

@testable import Benchmarks

/// A store of a test's own with some data, deleted with it.
final class BenchFixture: Sendable {
  let store: Store
  private let folder: String

  /// Loads what `write` writes as N-Triples to the file that it is given.
  private init(writing write: (String) throws -> Void) async throws {
    folder = NSTemporaryDirectory() + "sluice-bench-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write(folder + "/data.nt")
    var options = StoreOptions()
    options.preset = .development
    options.memoryBytes = 128 << 20
    store = try await Store.open(at: folder + "/store", options: options)
    try await store.load([LoadInput(path: folder + "/data.nt")])
  }

  /// Loads a text of N-Triples.
  convenience init(_ text: String) async throws {
    try await self.init { try Data(text.utf8).write(to: URL(fileURLWithPath: $0)) }
  }

  /// Loads data of LUBM.
  convenience init(_ generator: LUBMGenerator) async throws {
    try await self.init {
      try generator.write(format: .ntriples, to: GeneratorFileSink(path: $0))
    }
  }

  /// Loads data of BSBM.
  convenience init(_ generator: BSBMGenerator) async throws {
    try await self.init {
      try generator.write(format: .ntriples, to: GeneratorFileSink(path: $0))
    }
  }

  // A folder that is gone already is deleted.
  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func view() throws -> ReadView { try store.quads.view() }
}
