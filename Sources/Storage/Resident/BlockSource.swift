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
  /// Whether much reading through this source may read the order into memory: not while others wait for its
  /// reader.
  private let mayBuild: Bool
  /// Blocks of the order, about.
  private let blocks: Int
  private var resident: ResidentOrder?
  /// The current block of the resident order.
  private var block = 0
  /// Made where the order is not resident; kept behind it, as blocks may have been lent from it.
  private var cursor: BlockCursor?
  /// Blocks that were read and are not counted yet.
  private var visits = 0
  private var isStarted = false

  /// Visits after which they are counted: the count takes a lock.
  private static let countedVisits = 256

  init(
    _ store: QuadStore, order: IndexOrder, segment: UInt32, quads: Int,
    snapshot: DatabaseSnapshot, isScan: Bool, mayBuild: Bool = true
  ) {
    database = store.database
    residents = store.residents
    self.order = order
    self.segment = segment
    self.snapshot = snapshot
    self.isScan = isScan
    self.mayBuild = mayBuild
    blocks = quads / segmentBlockRows + 1
  }

  deinit {
    if resident == nil, visits > 0 {
      _ = residents.isDue(after: visits, order, of: segment, blocks: blocks)
    }
  }

  /// Goes to the first block whose last quad is not below `quad`.
  mutating func seek(_ quad: IDQuad) throws(StorageError) {
    if !isStarted || visits >= Self.countedVisits { countVisits() }
    isStarted = true
    visits += 1
    if let resident {
      block = resident.firstBlock(notBelow: quad)
      return
    }
    if cursor == nil {
      cursor = BlockCursor(Cursor(database, order.family, snapshot: snapshot, scan: isScan))
    }
    var key = InlineArray<5, UInt64>(repeating: 0)
    // The key is 36 bytes; the segment takes the upper half of the first word.
    key[0] = UInt64(segment).bigEndian
    key[1] = quad.a.bigEndian
    key[2] = quad.b.bigEndian
    key[3] = quad.c.bigEndian
    key[4] = quad.d.bigEndian
    withUnsafeBytes(of: &key) { cursor?.place.seek(UnsafeRawBufferPointer(rebasing: $0[4...])) }
  }

  /// Tells of the visits, and takes what is in memory from there from now on; what has been let go, is let go
  /// here too.
  private mutating func countVisits() {
    let counted = visits
    visits = 0
    resident = residents.resident(order, of: segment)
    if resident != nil { return }
    if residents.isDue(after: counted, order, of: segment, blocks: blocks), mayBuild {
      // That it cannot be read whole is no failure of a look-up, which goes on through RocksDB.
      resident = try? residents.build(
        order, of: segment, blocks: blocks, database: database, snapshot: snapshot)
    }
  }

  /// Goes to the next block.
  mutating func next() throws(StorageError) {
    visits += 1
    if resident != nil { block += 1 } else { cursor?.place.next() }
  }

  /// The last quad of the current block, or nil behind the last block.
  func last() throws(StorageError) -> IDQuad? {
    if let resident { return block < resident.count ? resident.last(block) : nil }
    guard let cursor else { return nil }
    guard cursor.place.isValid else {
      try cursor.place.check()
      return nil
    }
    return try QuadKey.last(of: segment, cursor.place.key)
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
