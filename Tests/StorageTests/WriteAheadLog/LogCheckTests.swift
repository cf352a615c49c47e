import Foundation
import Testing

@testable import Storage

/// Damage in front of a mark is found; what a power cut can leave is not taken for damage.
@Suite struct LogCheckTests {
  let folder: LogFolder

  init() throws { folder = try LogFolder() }

  private func payload(_ count: Int, using random: inout SplitMix64) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  private static func seed() -> UInt64 {
    let given = ProcessInfo.processInfo.environment["SLUICE_TEST_SEED"].flatMap { UInt64($0) }
    return given ?? UInt64.random(in: 0...UInt64.max)
  }

  /// A log of writes with marks among them; says where the last synced write ends.
  private func randomLog(
    firstLog: UInt64, using random: inout SplitMix64
  ) -> (log: HandmadeLog, synced: Int) {
    var log = HandmadeLog()
    var synced = 0
    for _ in 0..<Int.random(in: 1...30, using: &random) {
      let isLarge = Int.random(in: 0..<8, using: &random) == 0
      log.append(
        payload(Int.random(in: 12...(isLarge ? 70_000 : 400), using: &random), using: &random))
      if Int.random(in: 0..<4, using: &random) == 0 {
        synced = log.bytes.count
        log.append(folder.mark, firstLog: firstLog)
      }
    }
    return (log, synced)
  }

  @Test("no log, an empty one, and a sound one are not damaged")
  func sound() throws {
    #expect(try folder.damage() == nil)
    try folder.put([], number: 3)
    #expect(try folder.damage() == nil)
    // Every distance from a block's border, with a header that just fits and one that does not.
    for count in (LogBlock.byteCount - 120)...(LogBlock.byteCount + 10) {
      var log = HandmadeLog()
      log.append([UInt8](repeating: 7, count: count))
      log.append(folder.mark, firstLog: 3)
      log.append([1, 2, 3])
      try folder.put(log.bytes, number: 3)
      #expect(try folder.damage() == nil, "\(count)")
    }
  }

  @Test("a mark is found wherever a block's border cuts it")
  func markAtBorder() throws {
    for count in (LogBlock.byteCount - 120)...(LogBlock.byteCount + 10) {
      var log = HandmadeLog()
      log.append([UInt8](repeating: 7, count: count))
      log.append(folder.mark, firstLog: 3)
      var bytes = log.bytes
      bytes[100] ^= 1
      try folder.put(bytes, number: 3)
      let detail = "000003.log has a damaged record at byte 0, which had been on disk"
      #expect(try folder.damage() == detail, "\(count)")
    }
  }

  @Test("each byte in front of a mark counts, each byte behind the last one may be torn")
  func eachByte() throws {
    var log = HandmadeLog()
    for count in [0, 40, 3] {
      log.append([UInt8](repeating: 0x55, count: 12 + count))
      log.append([UInt8](repeating: 0x66, count: 12 + count))
      log.append(folder.mark, firstLog: 3)
    }
    let mark = try #require(log.marks.last)
    log.append([UInt8](repeating: 0x77, count: 60))
    for place in log.bytes.indices {
      for mask: UInt8 in [1, 0x80, 0xff] {
        var bytes = log.bytes
        bytes[place] ^= mask
        try folder.put(bytes, number: 3)
        let isFound = try folder.damage() != nil
        #expect(isFound == (place < mark), "byte \(place), mask \(mask), mark at \(mark)")
      }
    }
    for end in log.bytes.indices {
      try folder.put(Array(log.bytes[..<end]), number: 3)
      #expect(try folder.damage() == nil, "cut at \(end)")
    }
  }

  @Test("a sector of zeros, a cut record and a lost end in front of a mark are damage")
  func largerDamage() throws {
    var log = HandmadeLog()
    for _ in 0..<200 { log.append([UInt8](repeating: 0x55, count: 500)) }
    log.append(folder.mark, firstLog: 3)
    for start in stride(from: 0, to: log.bytes.count - 1024, by: 512) {
      var bytes = log.bytes
      for place in start..<(start + 512) { bytes[place] = 0 }
      try folder.put(bytes, number: 3)
      #expect(try folder.damage() != nil, "zeros at \(start)")
    }
    var later = HandmadeLog()
    later.append([1, 2, 3])
    later.append(folder.mark, firstLog: 3)
    try folder.put(later.bytes, number: 4)
    try folder.put(log.bytes, number: 3)
    #expect(try folder.damage() == nil)
    for lost in [1, 6, 7, 30, 500] {
      try folder.put(log.bytes.dropLast(lost), number: 3)
      #expect(try folder.damage()?.hasPrefix("000003.log") == true, "\(lost) bytes lost")
    }
  }

  @Test("the torn log of an earlier session is no damage, whatever later ones say")
  func earlierSession() throws {
    var torn = HandmadeLog()
    torn.append([UInt8](repeating: 1, count: 300))
    var later = HandmadeLog()
    later.append([UInt8](repeating: 2, count: 300))
    later.append(folder.mark, firstLog: 9)
    try folder.put(torn.bytes.dropLast(5), number: 8)
    try folder.put(later.bytes, number: 10)
    #expect(try folder.damage() == nil)
    // The same log in the session of the mark.
    try folder.put([], number: 8)
    try folder.put(torn.bytes.dropLast(5), number: 9)
    #expect(try folder.damage()?.hasPrefix("000009.log") == true)
  }

  @Test("marks of another store, and what only looks like a mark, vouch for nothing")
  func foreignMarks() throws {
    let other = try LogFolder()
    try Data("another".utf8).write(to: URL(filePath: other.scratch.path + "/IDENTITY"))
    var cut = folder.mark.bytes(firstLog: 3)
    cut[cut.count - 1] ^= 1
    var log = HandmadeLog()
    log.append([UInt8](repeating: 1, count: 300))
    log.append(LogMark(folder: other.scratch.path), firstLog: 3)
    log.append(LogMark.magic + cut + LogMark.magic)
    var bytes = log.bytes
    bytes[20] ^= 4
    try folder.put(bytes, number: 3)
    #expect(try folder.damage() == nil)
  }

  @Test("a power cut is never taken for damage, and any flip in front of a mark is")
  func random() throws {
    let seed = Self.seed()
    print("seed \(seed)")
    var random = SplitMix64(seed: seed)
    for round in 0..<80 {
      let first = randomLog(firstLog: 3, using: &random)
      let (log, synced) = randomLog(firstLog: 3, using: &random)
      for place in (0..<4).map({ _ in Int.random(in: log.bytes.indices, using: &random) }) {
        try folder.put(first.log.bytes, number: 3)
        try folder.put(losePages(log.bytes, from: synced, using: &random), number: 5)
        #expect(try folder.damage() == nil, "seed \(seed), round \(round)")
        var bytes = log.bytes
        bytes[place] ^= UInt8.random(in: 1...255, using: &random)
        try folder.put(bytes, number: 5)
        let isFound = try folder.damage() != nil
        #expect(
          isFound == (place < log.marks.last ?? 0), "seed \(seed), round \(round), byte \(place)")
        guard !log.marks.isEmpty else { continue }
        bytes = first.log.bytes
        bytes[place % bytes.count] ^= UInt8.random(in: 1...255, using: &random)
        try folder.put(bytes, number: 3)
        try folder.put(log.bytes, number: 5)
        #expect(
          try folder.damage()?.hasPrefix("000003.log") == true, "seed \(seed), round \(round)")
      }
    }
  }
}
