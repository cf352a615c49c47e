import Foundation
import Testing

@testable import Storage

/// A flipped byte anywhere in a store's files is found at open or by verify.
///
/// Harmless places, and why:
/// - `LOG`, `LOG.old.*`: text for people; nothing reads it.
/// - `OPTIONS-*`: RocksDB writes it for its tools; Sluice passes all options itself.
/// - `IDENTITY`: a random name of the database, in no way tied to its data.
/// - `*.log` from the last mark on: the mark says that all before is on disk, and nothing else; in a
///   store that was closed in peace nothing stands behind it.
@Suite struct FlippedByteTests {
  static func isHarmless(_ name: String) -> Bool {
    name == "IDENTITY" || name.hasPrefix("LOG") || name.hasPrefix("OPTIONS-")
  }

  /// What a reader of the damaged store gets, or nil where nothing is noticed.
  private func noticed(_ path: String) throws -> String? {
    do throws(StorageError) {
      let report = try QuadStore.testing(path).verify()
      return report.isSound ? nil : "\(report.problems)"
    } catch {
      switch error {
      case .corrupted, .notAStore, .incompatible, .io: return "\(error)"
      default: throw error
      }
    }
  }

  /// How many bytes of a file must be right.
  private static func guardedBytes(_ name: String, _ bytes: Data) -> Int {
    name.hasSuffix(".log") ? lastMark(bytes) ?? 0 : bytes.count
  }

  @Test("a flipped byte in any file is noticed", arguments: zip(1...2, [true, false]))
  func flips(seed: UInt64, isReopened: Bool) throws {
    let folder = try ScratchFolder()
    do {
      let store = try QuadStore.testing(folder.store)
      try store.load(sampleQuads(count: 4000, seed: seed), ledger: [sampleRow("/a.nq")])
      try store.load(sampleQuads(count: 500, seed: seed + 100), ledger: [sampleRow("/b.nq")])
    }
    if isReopened {
      // Opening once more moves what is in the write-ahead log to SST files.
      #expect(try QuadStore.testing(folder.store).verify().problems == [])
    } else {
      let logs = try folder.storeFiles().filter { $0.hasSuffix(".log") }
      let sizes = try logs.map {
        Self.guardedBytes($0, try Data(contentsOf: URL(filePath: folder.store + "/" + $0)))
      }
      try #require(sizes.contains { $0 > 500 })
    }
    let pristine = folder.path + "/pristine"
    try FileManager.default.copyItem(atPath: folder.store, toPath: pristine)
    var random = SplitMix64(seed: seed)
    for name in try folder.storeFiles() where !Self.isHarmless(name) {
      let size = Self.guardedBytes(
        name, try Data(contentsOf: URL(filePath: pristine + "/" + name)))
      for place in Self.places(size, using: &random) {
        try FileManager.default.removeItem(atPath: folder.store)
        try FileManager.default.copyItem(atPath: pristine, toPath: folder.store)
        let mask = UInt8.random(in: 1...255, using: &random)
        try Self.flip(folder.store + "/" + name, at: place, mask)
        let found = try noticed(folder.store)
        #expect(found != nil, "seed \(seed): \(name) byte \(place) of \(size), mask \(mask)")
      }
    }
  }

  @Test("a flipped byte in a harmless file changes nothing")
  func harmless() throws {
    let folder = try ScratchFolder()
    do { try QuadStore.testing(folder.store).load(sampleQuads(count: 1000, seed: 1)) }
    do { _ = try QuadStore.testing(folder.store) }
    for name in try folder.storeFiles() where Self.isHarmless(name) {
      let path = folder.store + "/" + name
      let size = try Data(contentsOf: URL(filePath: path)).count
      if size > 0 { try Self.flip(path, at: size / 2, 0x10) }
    }
    let report = try QuadStore.testing(folder.store).verify()
    #expect(report.problems == [])
    #expect(report.quads > 700)
  }

  @Test("each byte of the manifest matters or is noticed")
  func manifest() throws {
    let folder = try ScratchFolder()
    do { try QuadStore.testing(folder.store).load(sampleQuads(count: 600, seed: 2)) }
    let name = try #require(try folder.storeFiles().first { $0.hasPrefix("MANIFEST-") })
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder.store + "/" + name)))
    #expect(ManifestCheck.damagedRecord(bytes) == nil)
    // Lengths and types of all records: the bytes whose damage RocksDB can take for a crash.
    var start = 0
    while start + 7 <= bytes.count {
      for (field, mask) in [(4, UInt8(0x20)), (5, 1), (5, 0x40), (6, 4)] {
        var damaged = bytes
        damaged[start + field] ^= mask
        let length = Int(damaged[start + 4]) | Int(damaged[start + 5]) << 8
        // A length that stays inside fails the record's checksum, which RocksDB reports.
        let isSeenByRocksDB = field < 6 && start + 7 + length <= bytes.count
        let found = ManifestCheck.damagedRecord(damaged)
        #expect(isSeenByRocksDB || found == start, "record at \(start), byte \(field)")
      }
      start += 7 + (Int(bytes[start + 4]) | Int(bytes[start + 5]) << 8)
    }
    // A record that a crash cut off is no damage, wherever the cut is.
    for end in 0..<bytes.count {
      #expect(ManifestCheck.damagedRecord(Array(bytes[0..<end])) == nil, "cut at \(end)")
    }
  }

  /// The ends, where footers and headers are, and some places between.
  private static func places(_ size: Int, using random: inout SplitMix64) -> [Int] {
    var places: Set<Int> = []
    for place in [0, size - 1, size - 9, size - 30, size - 54] where place >= 0 && place < size {
      places.insert(place)
    }
    if size > 0 { for _ in 0..<3 { places.insert(Int.random(in: 0..<size, using: &random)) } }
    return places.sorted()
  }

  private static func flip(_ path: String, at place: Int, _ mask: UInt8) throws {
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[place] ^= mask
    try bytes.write(to: URL(filePath: path))
  }
}
