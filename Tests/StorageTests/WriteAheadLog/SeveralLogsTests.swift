import Foundation
import Testing

@testable import Storage

/// A family's full memtable makes RocksDB begin another log, beside those that others still need.
@Suite struct SeveralLogsTests {
  @Test("logs that RocksDB has left are sound, and guarded by the marks in later ones")
  func severalLogs() throws {
    let scratch = try ScratchFolder()
    let database = try Database(
      path: scratch.store, tuning: StoreTuning(preset: .development, memoryBytes: 1 << 30),
      .create)
    func put(_ family: Family, _ key: UInt8, _ value: [UInt8], sync: Bool) throws {
      let batch = WriteBatch()
      batch.put(database, family, key: [key], value: value)
      try database.write(batch, sync: sync)
    }
    // Keeps the first log, as this family's memtable never fills up.
    try put(.ledger, 0, [1], sync: false)
    var random = SplitMix64(seed: 5)
    for number: UInt8 in 0..<60 {
      let value = [UInt8](repeating: number, count: Int.random(in: 1...200_000, using: &random))
      try put(.views, number, value, sync: number % 20 == 19)
    }
    let logs = try scratch.storeFiles().filter { $0.hasSuffix(".log") }.sorted()
    try #require(logs.count > 1)
    let copy = scratch.path + "/copy"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    for name in logs + ["IDENTITY"] {
      try FileManager.default.copyItem(
        atPath: scratch.store + "/" + name, toPath: copy + "/" + name)
    }
    try LogCheck.check(copy)
    for name in logs {
      let url = URL(filePath: copy + "/" + name)
      let bytes = try Data(contentsOf: url)
      let end = name == logs.last ? try #require(lastMark(bytes)) : bytes.count
      for place in (0..<5).map({ _ in Int.random(in: 0..<end, using: &random) }) {
        var damaged = bytes
        damaged[place] ^= 1
        try damaged.write(to: url)
        let failure = #expect(throws: StorageError.self, "\(name), byte \(place) of \(end)") {
          try LogCheck.check(copy)
        }
        #expect(failure.map { "\($0)".contains(name) } == true)
      }
      try bytes.write(to: url)
    }
  }
}
