// Which orders of which segments are in memory.
//
// An order becomes resident once readers have looked at twice as many of its blocks as it has: what is read
// once, as by a dump, never does, and building it costs no more than what was read already. Where room is
// short, the order that was used longest ago goes; who still reads it keeps it until the end of that read.

/// The resident orders of a store; any thread.
final class ResidentOrders: @unchecked Sendable {
  private struct Key: Hashable {
    var segment: UInt32
    var order: IndexOrder
  }

  private struct Entry {
    var visits = 0
    var resident: ResidentOrder?
    var lastUse = 0
    /// Whether a thread is building it, or it was found too large.
    var isClosed = false
  }

  private let monitor = Monitor()
  let maximumBytes: Int
  private let visitsPerBlock: Int
  private var entries: [Key: Entry] = [:]
  private var clock = 0

  /// Orders that take `maximumBytes` in all; each after `visitsPerBlock` visits for each of its blocks.
  init(maximumBytes: Int, visitsPerBlock: Int = 2) {
    self.maximumBytes = maximumBytes
    self.visitsPerBlock = visitsPerBlock
  }

  /// Bytes of memory held, but for what is still read after it has gone.
  var footprintBytes: Int {
    monitor.withLock { entries.values.reduce(0) { $0 + ($1.resident?.footprintBytes ?? 0) } }
  }

  /// The resident order, or nil where it is not in memory.
  func resident(_ order: IndexOrder, of segment: UInt32) -> ResidentOrder? {
    monitor.withLock {
      let key = Key(segment: segment, order: order)
      guard let resident = entries[key]?.resident else { return nil }
      clock += 1
      entries[key]?.lastUse = clock
      return resident
    }
  }

  /// Counts visits of blocks that were read from RocksDB; reads the order into memory where they have become
  /// many, and gives it back then.
  ///
  /// `blocks` is about how many it has.
  func visited(
    _ visits: Int, _ order: IndexOrder, of segment: UInt32, blocks: Int, database: Database
  ) throws(StorageError) -> ResidentOrder? {
    let key = Key(segment: segment, order: order)
    let isDue = monitor.withLock { () -> Bool in
      var entry = entries[key, default: Entry()]
      entry.visits += visits
      let isDue =
        !entry.isClosed && entry.resident == nil && maximumBytes > 0
        && entry.visits >= visitsPerBlock * blocks
      if isDue { entry.isClosed = true }
      entries[key] = entry
      return isDue
    }
    guard isDue else { return nil }
    let resident = try ResidentOrder(
      database, order: order, segment: segment, blocks: blocks, maximumBytes: maximumBytes)
    // One that is too large stays closed.
    guard let resident else { return nil }
    monitor.withLock { keep(resident, key) }
    return resident
  }

  /// Under the lock.
  private func keep(_ resident: ResidentOrder, _ key: Key) {
    // Its segment may have gone meanwhile.
    guard entries[key] != nil else { return }
    clock += 1
    entries[key] = Entry(resident: resident, lastUse: clock)
    var held = entries.values.reduce(0) { $0 + ($1.resident?.footprintBytes ?? 0) }
    let oldest = entries.filter { $0.key != key && $0.value.resident != nil }.sorted {
      $0.value.lastUse < $1.value.lastUse
    }
    for (other, entry) in oldest where held > maximumBytes {
      held -= entry.resident?.footprintBytes ?? 0
      entries[other] = Entry()
    }
  }

  /// Forgets a segment that is not live any more.
  func remove(segment: UInt32) {
    monitor.withLock {
      for order in IndexOrder.allCases {
        entries[Key(segment: segment, order: order)] = nil
      }
    }
  }
}
