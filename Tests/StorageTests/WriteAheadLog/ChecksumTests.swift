import CRocksDBBridge
import Testing

@testable import Storage

@Suite struct ChecksumTests {
  private func checksums(_ bytes: [UInt8]) -> [UInt32] {
    [sluice_crc32c(0, bytes, bytes.count), sluice_crc32c_by_tables(0, bytes, bytes.count)]
  }

  @Test("CRC-32C has its published values, with and without the processor's instruction")
  func values() {
    let digits = checksums(Array("123456789".utf8))
    #expect(digits == [0xe306_9283, 0xe306_9283])
    #expect(checksums([UInt8](repeating: 0, count: 32)) == [0x8a91_36aa, 0x8a91_36aa])
    #expect(checksums([]) == [0, 0])
    var random = SplitMix64(seed: 1)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let sums = checksums(bytes)
      #expect(sums[0] == sums[1], "\(count) bytes")
      // In two parts.
      bytes.withUnsafeBytes {
        let block = LogBlock(bytes: $0)
        let first = block.checksum(from: 0, to: count / 3)
        #expect(block.checksum(first, from: count / 3, to: count) == sums[0])
      }
    }
  }
}
