import Foundation

@testable import Storage

/// A folder of a test's own, removed when the process ends: a store may outlive the test's last use of
/// its folder.
final class ScratchFolder {
  private static let root: String = {
    atexit { try? FileManager.default.removeItem(atPath: ScratchFolder.root) }
    return NSTemporaryDirectory() + "sluice-storage-tests-\(getpid())"
  }()

  let path: String

  init() throws {
    path = Self.root + "/" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  var store: String { path + "/store" }

  /// Regular files of the store, by name.
  func storeFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: store).filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: store + "/" + name, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }
}

/// A term as a test writes it.
enum SampleTerm: Hashable {
  case iri(String)
  case string(String)
  case integer(String)
  case defaultGraph
}

struct SampleQuad: Hashable {
  var subject: SampleTerm
  var predicate: SampleTerm
  var object: SampleTerm
  var graph: SampleTerm
}

/// Quads that use every index: few predicates, shared objects, a third of them in named graphs.
func sampleQuads(count: Int, seed: UInt64) -> [SampleQuad] {
  var random = SplitMix64(seed: seed)
  return (0..<count).map { _ in
    let number = Int.random(in: 0..<count, using: &random)
    let object: SampleTerm =
      switch number % 5 {
      case 0: .iri("http://example.org/thing/\(number)")
      case 1: .string("a name of number \(number % 1000)")
      case 2: .string("s\(number % 50)")
      case 3: .integer("\(number - 1000)")
      default: .integer("0\(number)")
      }
    let graph = Int.random(in: 0..<9, using: &random)
    return SampleQuad(
      subject: .iri("http://example.org/subject/\(number / 4)"),
      predicate: .iri("http://example.org/predicate/\(number % 17)"), object: object,
      graph: graph < 6 ? .defaultGraph : .iri("http://example.org/graph/\(graph)"))
  }
}

extension QuadStore {
  static func testing(
    _ path: String, preset: StorePreset = .development,
    environment: UnsyncedLossEnvironment? = nil
  ) throws(StorageError) -> QuadStore {
    var settings = StoreSettings()
    settings.preset = preset
    settings.memoryBytes = 64 << 20
    settings.environment = environment
    return try QuadStore(path: path, settings: settings)
  }

  /// Loads quads as one commit, in chunks of 500.
  @discardableResult
  func load(
    _ quads: [SampleQuad], memoryBytes: Int = 64 << 20, ledger: [LedgerRow] = []
  ) throws(StorageError) -> BulkLoadSummary {
    var settings = BulkLoadSettings(memoryBytes: memoryBytes)
    settings.leastRunBytes = 1 << 20
    let load = try BulkLoad(self, settings: settings)
    do throws(StorageError) {
      for start in stride(from: 0, to: quads.count, by: 500) {
        let chunk = encode(quads[start..<min(start + 500, quads.count)])
        let place = try load.take(chunk)
        load.fill(place, from: chunk)
      }
      return try load.finish(ledger: ledger)
    } catch {
      load.cancel()
      throw error
    }
  }

  private func encode(_ quads: ArraySlice<SampleQuad>) -> EncodedChunk {
    let chunk = EncodedChunk()
    var codes: [SampleTerm: UInt32] = [:]
    func code(_ term: SampleTerm) -> UInt32 {
      if let code = codes[term] { return code }
      let entry = self.entry(term, in: chunk)
      chunk.entries.reserve(chunk.entryCount + 1, keeping: chunk.entryCount)
      chunk.entries.base[chunk.entryCount] = entry
      chunk.entryCount += 1
      codes[term] = UInt32(chunk.entryCount - 1)
      return UInt32(chunk.entryCount - 1)
    }
    for quad in quads {
      chunk.quads.reserve(chunk.quadCount + 1, keeping: chunk.quadCount)
      chunk.quads.base[chunk.quadCount] = CodeQuad(
        subject: code(quad.subject), predicate: code(quad.predicate), object: code(quad.object),
        graph: code(quad.graph))
      chunk.quadCount += 1
    }
    return chunk
  }

  private func entry(_ term: SampleTerm, in chunk: EncodedChunk) -> ChunkEntry {
    let (kind, key, inline) = Self.key(term)
    if let inline {
      return ChunkEntry(
        id: inline.rawValue, hash: TermHash(high: inline.rawValue &* 0x9E37_79B9_7F4A_7C15, low: 1),
        offset: 0, length: 0)
    }
    chunk.bytes.reserve(chunk.byteCount + key.count, keeping: chunk.byteCount)
    let start = chunk.bytes.base + chunk.byteCount
    for (index, byte) in key.enumerated() { start[index] = byte }
    defer { chunk.byteCount += key.count }
    return ChunkEntry(
      id: UInt64(kind.rawValue) << 60,
      hash: hash.hash(kind: kind.rawValue, start, count: key.count),
      offset: UInt32(chunk.byteCount), length: UInt32(key.count))
  }

  /// Kind and key bytes of a term, or its inline id.
  static func key(_ term: SampleTerm) -> (TermKind, [UInt8], TermID?) {
    switch term {
    case .iri(let text): (.iri, Array(text.utf8), nil)
    case .defaultGraph: (.reserved, [], .defaultGraph)
    case .string(let text):
      (.string, Array(text.utf8), Array(text.utf8).withUnsafeBufferPointer(InlineValue.shortString))
    case .integer(let text):
      (
        .numericLiteral, [DatatypeCode.integer] + Array(text.utf8),
        Array(text.utf8).withUnsafeBufferPointer(InlineValue.integer)
      )
    }
  }
}

/// A ledger row of a file that was loaded.
func sampleRow(_ path: String, transaction: UInt64 = 0) -> LedgerRow {
  LedgerRow(
    source: "load", path: path, sizeBytes: 10, modifiedNanoseconds: 1,
    contentHash: String(repeating: "0a", count: 16),
    base: "file://" + path, graph: "keep", mode: "append", state: .done, transaction: transaction)
}
