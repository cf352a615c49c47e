import Testing

@testable import Storage

/// A block gives back what was put in, whatever its columns look like.
@Suite struct QuadBlockTests {
  /// Column shapes that each push another encoding to its edge.
  static func value(shape: Int, row: Int, using random: inout SplitMix64) -> UInt64 {
    switch shape {
    case 0: 7
    case 1: UInt64(1) << 60 | UInt64(row / 5)
    case 2: UInt64(1) << 60 | UInt64.random(in: 0..<9, using: &random)
    case 3: UInt64.random(in: 0...UInt64.max, using: &random)
    case 4: UInt64(Int.random(in: 1...5, using: &random)) << 60 | UInt64(row)
    case 5: UInt64.random(in: 0..<100, using: &random) == 0 ? UInt64.max : UInt64(row)
    case 6: row % 2 == 0 ? 0 : UInt64.max
    default: UInt64(3) << 60 | UInt64.random(in: 0..<(1 << 22), using: &random)
    }
  }

  @Test("a block decodes to the rows it was encoded from", arguments: 0..<40)
  func roundTrip(round: Int) throws {
    let seed = UInt64(round) &+ 0x51_0CE
    var random = SplitMix64(seed: seed)
    let columns = QuadColumns(capacity: maximumBlockRows)
    let decoded = QuadColumns(capacity: maximumBlockRows)
    defer {
      columns.deallocate()
      decoded.deallocate()
    }
    let encoder = QuadBlockEncoder()
    let decoder = QuadBlockDecoder()
    for _ in 0..<50 {
      let rows = [1, 2, 3, 63, 512, 1023, 1024].randomElement(using: &random) ?? 1
      for column in 0..<4 {
        let shape = Int.random(in: 0..<8, using: &random)
        let sorted = Bool.random(using: &random)
        var values = (0..<rows).map { Self.value(shape: shape, row: $0, using: &random) }
        if sorted { values.sort() }
        for row in 0..<rows { columns.columns[column][row] = values[row] }
      }
      let bytes = encoder.encode(columns, first: 0, count: rows)
      let count = try #require(decoder.decode(bytes, into: decoded), "seed \(seed)")
      #expect(count == rows)
      for column in 0..<4 {
        let before = Array(UnsafeBufferPointer(start: columns.columns[column], count: rows))
        let after = Array(UnsafeBufferPointer(start: decoded.columns[column], count: rows))
        #expect(before == after, "seed \(seed), column \(column)")
      }
    }
  }

  @Test("bytes that are not a block are refused")
  func garbage() {
    let columns = QuadColumns(capacity: maximumBlockRows)
    defer { columns.deallocate() }
    let decoder = QuadBlockDecoder()
    let zeros = [UInt8](repeating: 0, count: 100)
    zeros.withUnsafeBytes { #expect(decoder.decode($0, into: columns) == nil) }
    [UInt8]().withUnsafeBytes { #expect(decoder.decode($0, into: columns) == nil) }
  }
}
