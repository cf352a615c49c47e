// One order of one segment in memory, as its packed blocks: look-ups and scans without RocksDB.
//
//     lasts     the last quad of each block, ascending: a binary search finds the block of a quad
//     values    the packed bytes of each block, in slabs
//
// A seek in RocksDB goes through an iterator over memtable and levels, an index block, the block cache's
// hash table and a data block: some 2 µs, most of it cache misses. Here it is one binary search over 32
// bytes a block, some 0.2 µs. Blocks stay packed, so a quad takes 2 to 3 bytes; a segment never changes, so
// neither does this. Built by one scan of the keys and values, which RocksDB has checked by their CRC.

/// The packed blocks of one order of a segment; any thread may read it.
final class ResidentOrder: @unchecked Sendable {
  /// How many blocks there are.
  private(set) var count = 0
  /// Bytes of memory held.
  private(set) var footprintBytes = 0
  private var lasts: ReusableBuffer<IDQuad>
  private var values: ReusableBuffer<UnsafeRawBufferPointer>
  private var slabs: [UnsafeMutableRawPointer] = []
  private var slabUsed: Int

  /// Bytes of a slab; a block has some 40 KiB at the most.
  private let slabBytes: Int

  /// About how many bytes an order takes in memory.
  static func estimatedBytes(
    _ database: Database, order: IndexOrder, segment: UInt32, blocks: Int
  ) throws(StorageError) -> Int {
    let start = withUnsafeBytes(of: segment.bigEndian) { Array($0) }
    let end = withUnsafeBytes(of: (segment + 1).bigEndian) { Array($0) }
    return try database.approximateBytes(order.family, from: start, to: end)
      + blocks * (MemoryLayout<IDQuad>.stride + MemoryLayout<UnsafeRawBufferPointer>.stride)
  }

  /// Reads all blocks, which take about `bytes`; nil where they would take more than `maximumBytes`.
  init?(
    _ database: Database, order: IndexOrder, segment: UInt32, snapshot: DatabaseSnapshot,
    blocks: Int, bytes: Int, maximumBytes: Int
  ) throws(StorageError) {
    slabBytes = min(max(bytes, 64 << 10), 1 << 20)
    slabUsed = slabBytes
    lasts = ReusableBuffer(capacity: blocks + 1)
    values = ReusableBuffer(capacity: blocks + 1)
    let cursor = Cursor(database, order.family, snapshot: snapshot, scan: true)
    cursor.seek(withUnsafeBytes(of: segment.bigEndian) { Array($0) })
    while cursor.isValid, let last = try QuadKey.last(of: segment, cursor.key) {
      append(last, cursor.value)
      if footprintBytes > maximumBytes { return nil }
      cursor.next()
    }
    try cursor.check()
  }

  deinit {
    lasts.deallocate()
    values.deallocate()
    for slab in slabs { slab.deallocate() }
  }

  private func append(_ last: IDQuad, _ value: UnsafeRawBufferPointer) {
    precondition(value.count <= slabBytes, "a block is far smaller than a slab")
    if value.count > slabBytes - slabUsed {
      slabs.append(.allocate(byteCount: slabBytes, alignment: 16))
      slabUsed = 0
    }
    let place = slabs[slabs.count - 1] + slabUsed
    UnsafeMutableRawBufferPointer(start: place, count: value.count).copyMemory(from: value)
    slabUsed += value.count
    lasts.reserve(count + 1, keeping: count)
    values.reserve(count + 1, keeping: count)
    lasts.base[count] = last
    values.base[count] = UnsafeRawBufferPointer(start: place, count: value.count)
    count += 1
    footprintBytes =
      slabs.count * slabBytes + lasts.capacity * MemoryLayout<IDQuad>.stride
      + values.capacity * MemoryLayout<UnsafeRawBufferPointer>.stride
  }

  /// The first block whose last quad is not below `quad`; `count` where there is none.
  func firstBlock(notBelow quad: IDQuad) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if lasts.base[middle] < quad { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The last quad of a block.
  @inline(__always)
  func last(_ block: Int) -> IDQuad {
    precondition(block < count, "a block of the order")
    return lasts.base[block]
  }

  /// The packed bytes of a block, valid while this object is.
  @inline(__always)
  func value(_ block: Int) -> UnsafeRawBufferPointer {
    precondition(block < count, "a block of the order")
    return values.base[block]
  }
}

/// Keys of quad blocks: a segment and the block's last quad.
enum QuadKey {
  /// The last quad that a key names, or nil where the key is of another segment.
  @inline(__always)
  static func last(
    of segment: UInt32, _ key: UnsafeRawBufferPointer
  ) throws(StorageError) -> IDQuad? {
    guard key.count == blockKeyBytes else { throw .corrupted(detail: "a block's key is wrong") }
    guard UInt32(bigEndian: key.loadUnaligned(as: UInt32.self)) == segment else { return nil }
    return IDQuad(
      readBigEndian(key, at: 4), readBigEndian(key, at: 12), readBigEndian(key, at: 20),
      readBigEndian(key, at: 28))
  }
}
