// A page of the hash index: up to 256 truncated hashes in order, and the id of each one's term.
//
//     key    hash segment (4 bytes, big-endian), last hash of the page (8 bytes, left-aligned)
//     value  rows (u16), offset of the ids (u16), column of hashes, column of ids, eight bytes of padding
//
// A hash segment keeps the upper `hashBits` bits of each hash: enough that a wrong hit is one in about
// a thousand look-ups, so that an entry takes some 4.5 bytes. Hits are checked against the term. Equal
// truncated hashes may stand side by side, also across the border of two pages.

/// Rows of a hash page at most.
let hashPageRows = 256

/// Bits of hash kept in a segment of `terms` terms.
func hashBits(terms: Int) -> Int { min(64, max(34, bitWidth(UInt64(terms)) + 10)) }

/// Encodes hash pages; one a thread.
final class HashPageEncoder {
  private let columnEncoder = ColumnEncoder()
  private let buffer: UnsafeMutableRawPointer

  init() {
    buffer = .allocate(byteCount: 4 + 2 * ColumnEncoder.maximumColumnBytes + 8, alignment: 8)
  }

  deinit { buffer.deallocate() }

  /// Encodes rows sorted by hash; hashes are right-aligned (shifted down to their kept bits).
  func encode(
    hashes: UnsafePointer<UInt64>, ids: UnsafePointer<UInt64>, count: Int
  ) -> UnsafeRawBufferPointer {
    precondition(count >= 1 && count <= hashPageRows, "a hash page has 1 to 256 rows")
    let base = buffer
    columnEncoder.startBlock()
    var target = columnEncoder.encode(hashes, count: count, to: base + 4)
    base.storeBytes(of: UInt16(count).littleEndian, as: UInt16.self)
    (base + 2).storeBytes(of: UInt16(target - base).littleEndian, as: UInt16.self)
    columnEncoder.startBlock()
    target = columnEncoder.encode(ids, count: count, to: target)
    target.initializeMemory(as: UInt8.self, repeating: 0, count: 8)
    return UnsafeRawBufferPointer(start: base, count: target - base + 8)
  }
}

/// Decodes hash pages; one a thread.
final class HashPageDecoder {
  private let columnDecoder = ColumnDecoder()
  let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: maximumBlockRows)
  let ids = UnsafeMutablePointer<UInt64>.allocate(capacity: maximumBlockRows)
  private(set) var count = 0
  private var idColumn: UnsafeRawPointer?

  deinit {
    columnDecoder.deallocate()
    hashes.deallocate()
    ids.deallocate()
  }

  /// Decodes the hashes of a page; false where the bytes are not one.
  func decodeHashes(_ value: UnsafeRawBufferPointer) -> Bool {
    guard let base = value.baseAddress, value.count >= 16 else { return false }
    let rows = Int(UInt16(littleEndian: base.loadUnaligned(as: UInt16.self)))
    let offset = Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
    guard rows >= 1, rows <= hashPageRows, offset >= 5, offset < value.count - 8 else {
      return false
    }
    count = rows
    idColumn = base + offset
    return columnDecoder.decode(base + 4, count: rows, limit: rows, into: hashes)
  }

  /// Decodes the ids of the page whose hashes were decoded last and whose bytes are still there.
  func decodeIDs() -> Bool {
    guard let idColumn else { return false }
    return columnDecoder.decode(idColumn, count: count, limit: count, into: ids)
  }
}

/// The key of the first page that may hold `hash` (left-aligned) or anything behind it.
func hashPageKey(segment: UInt32, hash: UInt64) -> [UInt8] {
  withUnsafeBytes(of: segment.bigEndian) { Array($0) } + bigEndianBytes(hash)
}
