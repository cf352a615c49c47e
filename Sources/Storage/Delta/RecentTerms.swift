// Terms that stream commits have added since the last fold: their ids by hash, in memory.
//
// They are in `terms` already but in no hash segment yet. Writers look here first; a reader that turns
// a term into an id does too. Entries stand in the order of their commits; a table of 4-byte slots
// finds them by hash.

/// A hash table from term hashes to ids.
///
/// Guarded by its own lock.
final class RecentTerms: @unchecked Sendable {
  struct Entry {
    var hash: TermHash
    var id: UInt64
  }

  private let monitor = Monitor()
  private var entries: [Entry] = []
  private var slots = [UInt32](repeating: UInt32.max, count: 1024)

  /// How many terms there are: a mark for `entries(upTo:)` and `entries(since:)`.
  var count: Int { monitor.withLock { entries.count } }

  /// The id of a term that has just this hash and kind, or nil.
  ///
  /// 128 bits of the store's keyed hash stand for the term here.
  func id(of hash: TermHash, kind: UInt8) -> UInt64? {
    monitor.withLock {
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: hash.low) & mask
      while slots[slot] != UInt32.max {
        let entry = entries[Int(slots[slot])]
        if entry.hash == hash, entry.id >> 60 == UInt64(kind) { return entry.id }
        slot = (slot + 1) & mask
      }
      return nil
    }
  }

  func insert(_ hash: TermHash, id: UInt64) {
    monitor.withLock {
      entries.append(Entry(hash: hash, id: id))
      if entries.count * 2 > slots.count {
        rebuild(slotCount: slots.count * 2)
      } else {
        place(entries.count - 1)
      }
    }
  }

  private func place(_ index: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: entries[index].hash.low) & mask
    while slots[slot] != UInt32.max { slot = (slot + 1) & mask }
    slots[slot] = UInt32(index)
  }

  private func rebuild(slotCount: Int) {
    slots = [UInt32](repeating: UInt32.max, count: slotCount)
    for index in entries.indices { place(index) }
  }

  /// The first `mark` terms.
  func entries(upTo mark: Int) -> [Entry] { monitor.withLock { Array(entries[..<mark]) } }

  /// The terms behind the first `mark`.
  func entries(since mark: Int) -> [Entry] { monitor.withLock { Array(entries[mark...]) } }

  /// Drops the first `mark` terms, which are in a hash segment now.
  func removeFirst(_ mark: Int) {
    monitor.withLock {
      entries.removeFirst(mark)
      var slotCount = 1024
      while slotCount < entries.count * 2 { slotCount *= 2 }
      rebuild(slotCount: slotCount)
    }
  }
}
