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
    /// Whether it was found to be larger than all may be together.
    var isTooLarge = false
  }

  private let monitor = Monitor()
  let maximumBytes: Int
  private let visitsPerBlock: Int
  private var entries: [Key: Entry] = [:]
  private var clock = 0
  /// Whether a thread reads an order into memory; one at a time, so that room is counted once.
  private var isBuilding = false
  /// Segments that are not live any more, whose last readers may still count.
  private var gone: Set<UInt32> = []

  /// Orders that take `maximumBytes` in all; each after `visitsPerBlock` visits for each of its blocks.
  init(maximumBytes: Int, visitsPerBlock: Int = 2) {
    self.maximumBytes = maximumBytes
    self.visitsPerBlock = visitsPerBlock
  }

  /// Bytes of memory held, but for what is still read after it has gone.
  var footprintBytes: Int {
    monitor.withLock { entries.values.reduce(0) { $0 + ($1.resident?.footprintBytes ?? 0) } }
  }

  /// The resident order, or nil where it is not in memory; notes that it is used.
  func resident(_ order: IndexOrder, of segment: UInt32) -> ResidentOrder? {
    monitor.withLock {
      let key = Key(segment: segment, order: order)
      guard let resident = entries[key]?.resident else { return nil }
      clock += 1
      entries[key]?.lastUse = clock
      return resident
    }
  }

  /// Counts visits of blocks that were read from RocksDB; true where they have become so many that the
  /// order should be read into memory.
  ///
  /// `blocks` is about how many it has.
  func isDue(
    after visits: Int, _ order: IndexOrder, of segment: UInt32, blocks: Int
  ) -> Bool {
    monitor.withLock {
      guard maximumBytes > 0, !gone.contains(segment) else { return false }
      let key = Key(segment: segment, order: order)
      entries[key, default: Entry()].visits += visits
      let entry = entries[key, default: Entry()]
      return !isBuilding && !entry.isTooLarge && entry.resident == nil
        && entry.visits >= visitsPerBlock * blocks
    }
  }

  /// Reads an order into memory as `snapshot` has it, and gives it back; nil where another thread does so,
  /// or there is no room for it.
  ///
  /// Others are let go first, so that there is never more in memory than may be.
  func build(
    _ order: IndexOrder, of segment: UInt32, blocks: Int, database: Database,
    snapshot: DatabaseSnapshot
  ) throws(StorageError) -> ResidentOrder? {
    let key = Key(segment: segment, order: order)
    let bytes = try ResidentOrder.estimatedBytes(
      database, order: order, segment: segment, blocks: blocks)
    let mayBuild = monitor.withLock { () -> Bool in
      guard !isBuilding, entries[key]?.resident == nil, !gone.contains(segment) else {
        return false
      }
      guard bytes <= maximumBytes else {
        entries[key, default: Entry()].isTooLarge = true
        return false
      }
      isBuilding = true
      makeRoom(for: bytes)
      return true
    }
    guard mayBuild else { return nil }
    defer { monitor.withLock { isBuilding = false } }
    let resident = try ResidentOrder(
      database, order: order, segment: segment, snapshot: snapshot, blocks: blocks, bytes: bytes,
      maximumBytes: maximumBytes)
    monitor.withLock { keep(resident, key) }
    return resident
  }

  /// Under the lock.
  private func keep(_ resident: ResidentOrder?, _ key: Key) {
    // Its segment may have gone meanwhile.
    guard !gone.contains(key.segment) else { return }
    guard let resident else {
      entries[key, default: Entry()].isTooLarge = true
      return
    }
    clock += 1
    makeRoom(for: resident.footprintBytes)
    entries[key] = Entry(resident: resident, lastUse: clock)
  }

  /// Under the lock: lets orders go, the one that was used longest ago first.
  private func makeRoom(for bytes: Int) {
    var held = entries.values.reduce(0) { $0 + ($1.resident?.footprintBytes ?? 0) }
    let oldest = entries.filter { $0.value.resident != nil }.sorted {
      $0.value.lastUse < $1.value.lastUse
    }
    for (key, entry) in oldest where held + bytes > maximumBytes {
      held -= entry.resident?.footprintBytes ?? 0
      entries[key] = Entry()
    }
  }

  /// Forgets a segment that is not live any more.
  func remove(segment: UInt32) {
    monitor.withLock {
      gone.insert(segment)
      for order in IndexOrder.allCases {
        entries[Key(segment: segment, order: order)] = nil
      }
    }
  }
}
