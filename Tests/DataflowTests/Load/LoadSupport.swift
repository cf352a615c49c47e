import Foundation
import RDFSyntax
import Storage

@testable import Dataflow

/// A folder of a test's own, deleted with it.
final class TestFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "dataflow-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file; returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ data: Data) throws -> String {
    try data.write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }

  func move(_ old: String, _ new: String) throws {
    try FileManager.default.moveItem(atPath: path + "/" + old, toPath: path + "/" + new)
  }

  func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  /// A new store in the folder, or the one that is there.
  func store(_ name: String = "store") throws -> QuadStore {
    var settings = StoreSettings()
    settings.preset = .development
    settings.memoryBytes = 256 << 20
    return try QuadStore(path: path + "/" + name, settings: settings)
  }
}

/// A quad as the four ids of an index row.
struct Row: Hashable {
  var ids: [UInt64]
}

extension QuadStore {
  /// All quads in an order of the index, as ids.
  func rows(_ order: IndexOrder = .spog) throws -> [Row] {
    let scan = view().scan(QuadPattern(), order: order)
    var rows: [Row] = []
    while try scan.next() {
      for row in scan.first..<scan.end {
        rows.append(Row(ids: (0..<4).map { scan.columns.columns[$0][row] }))
      }
    }
    return rows
  }

  /// Number of quads, counted by a scan.
  func count() throws -> Int { try rows().count }

  func ledger(_ path: String) throws -> LedgerRow? {
    try LedgerReader(view()).rows(path: FilePaths.absolute(path)).first
  }

  /// Loads with small defaults.
  @discardableResult
  func load(
    _ paths: [String], _ change: (inout LoadOptions) -> Void = { _ in },
    input: (inout LoadInput) -> Void = { _ in }
  ) throws(LoadError) -> LoadResult {
    var options = LoadOptions()
    options.memoryBytes = 64 << 20
    change(&options)
    var inputs: [LoadInput] = []
    for path in paths {
      var one = LoadInput(path: path)
      input(&one)
      inputs.append(one)
    }
    return try LoadPipeline.load(inputs, into: self, options: options)
  }
}

/// Documents made from a seed.
struct Documents {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(state: seed) }

  /// N-Triples with shared, new, inline and blank terms; `count` lines, some twice.
  mutating func lines(_ count: Int, graphs: Bool = false) -> String {
    var text = ""
    for _ in 0..<count {
      let subject = node()
      let predicate = "<http://example.org/p\(random.next() % 7)>"
      let graph =
        graphs && random.next() % 3 > 0 ? " <http://example.org/g\(random.next() % 4)>" : ""
      let line = "\(subject) \(predicate) \(object())\(graph) .\n"
      text += line
      if random.next() % 20 == 0 { text += line }
    }
    return text
  }

  private mutating func node() -> String {
    random.next() % 5 == 0
      ? "_:b\(random.next() % 9)" : "<http://example.org/s\(random.next() % 5000)>"
  }

  private mutating func object() -> String {
    switch random.next() % 5 {
    case 0: node()
    case 1: "\"\(random.next() % 100)\"^^<http://www.w3.org/2001/XMLSchema#integer>"
    case 2: "\"a longer text of number \(random.next() % 3000)\""
    case 3: "\"wort \(random.next() % 50)\"@de"
    default: "\"s\(random.next() % 9)\""
    }
  }
}

/// SplitMix64.
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
