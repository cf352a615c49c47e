// Where a cursor takes the blocks of an order from.

/// The blocks of one order of one segment, from memory or from RocksDB; one thread.
struct BlockSource: ~Copyable {
  // Not the store itself: its own writer keeps sources.
  private let database: Database
  private let residents: ResidentOrders
  private let order: IndexOrder
  let segment: UInt32
  private let snapshot: DatabaseSnapshot
  private let isScan: Bool
  /// Blocks of the order, about.
  private let blocks: Int
  private var resident: ResidentOrder?
  /// The current block of the resident order.
  private var block = 0
  /// Made where the order is not resident; kept behind it, as blocks may have been lent from it.
  private var cursor: BlockCursor?
  /// Blocks that were read from RocksDB and are not counted yet.
  private var visits = 0

  /// Visits after which they are counted: the count takes a lock.
  private static let countedVisits = 256

  init(
    _ store: QuadStore, order: IndexOrder, segment: UInt32, quads: Int,
    snapshot: DatabaseSnapshot, isScan: Bool
  ) {
    database = store.database
    residents = store.residents
    self.order = order
    self.segment = segment
    self.snapshot = snapshot
    self.isScan = isScan
    blocks = quads / segmentBlockRows + 1
    resident = residents.resident(order, of: segment)
  }

  deinit {
    // That an order could not be read into memory is no failure of the reading that is over.
    if visits > 0 {
      _ = try? residents.visited(
        visits, order, of: segment, blocks: blocks, database: database)
    }
  }

  /// Goes to the first block whose last quad is not below `quad`.
  mutating func seek(_ quad: IDQuad) throws(StorageError) {
    if resident == nil, visits >= Self.countedVisits { try countVisits() }
    if let resident {
      block = resident.firstBlock(notBelow: quad)
      return
    }
    if cursor == nil {
      cursor = BlockCursor(Cursor(database, order.family, snapshot: snapshot, scan: isScan))
    }
    visits += 1
    var key = InlineArray<5, UInt64>(repeating: 0)
    // The key is 36 bytes; the segment takes the upper half of the first word.
    key[0] = UInt64(segment).bigEndian
    key[1] = quad.a.bigEndian
    key[2] = quad.b.bigEndian
    key[3] = quad.c.bigEndian
    key[4] = quad.d.bigEndian
    withUnsafeBytes(of: &key) { cursor?.place.seek(UnsafeRawBufferPointer(rebasing: $0[4...])) }
  }

  private mutating func countVisits() throws(StorageError) {
    resident = try residents.visited(
      visits, order, of: segment, blocks: blocks, database: database)
    visits = 0
  }

  /// Goes to the next block.
  mutating func next() throws(StorageError) {
    if resident != nil {
      block += 1
      return
    }
    visits += 1
    cursor?.place.next()
  }

  /// The last quad of the current block, or nil behind the last block.
  func last() throws(StorageError) -> IDQuad? {
    if let resident { return block < resident.count ? resident.last(block) : nil }
    guard let cursor else { return nil }
    guard cursor.place.isValid else {
      try cursor.place.check()
      return nil
    }
    let key = cursor.place.key
    guard key.count == blockKeyBytes else { throw .corrupted(detail: "a block's key is wrong") }
    return QuadKey.last(of: segment, key)
  }

  /// The packed bytes of the current block, valid until the next step.
  var value: UnsafeRawBufferPointer {
    if let resident { return resident.value(block) }
    return cursor?.place.value ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }
}

/// A cursor that is made late.
private final class BlockCursor {
  let place: Cursor

  init(_ place: consuming Cursor) { self.place = place }
}
