import Glibc
import Storage

// The distinct terms of one chunk: open addressing over 8-byte slots, small enough to stay in a core's
// cache. It is emptied, not freed, between chunks, so the memory is touched once a process.

/// Finds or adds the entries of an `EncodedChunk`; one thread uses it.
final class ChunkTermTable {
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private let hash: KeyedHash
  private let seed = FastHash.processSeed

  init(hash: KeyedHash) {
    self.hash = hash
    mask = (1 << 14) - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: UInt64.max, count: mask + 1)
  }

  deinit { slots.deallocate() }

  /// Forgets the entries of the last chunk.
  func removeAll() { slots.update(repeating: UInt64.max, count: mask + 1) }

  /// The entry of a term with an inline id.
  @inline(__always)
  func entry(inline id: UInt64, in chunk: EncodedChunk) -> UInt32 {
    let mixed = FastHash.fold(id ^ seed, 0xA076_1D64_78BD_642F)
    var slot = Int(truncatingIfNeeded: mixed) & mask
    let tag = mixed &>> 32
    while slots[slot] != UInt64.max {
      if slots[slot] &>> 32 == tag {
        let found = Int(truncatingIfNeeded: slots[slot] & 0xffff_ffff)
        if chunk.entries.base[found].id == id { return UInt32(truncatingIfNeeded: found) }
      }
      slot = (slot &+ 1) & mask
    }
    // The run's table hashes inline terms by their id; any good mix will do.
    let runHash = FastHash.fold(id ^ 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3)
    let index = add(
      ChunkEntry(id: id, hash: TermHash(high: runHash, low: id), offset: 0, length: 0),
      slot: slot, tag: tag, in: chunk)
    return index
  }

  /// The entry of a dictionary term; its key bytes are copied where it is new to the chunk.
  @inline(__always)
  func entry(
    kind: TermKind, _ bytes: UnsafePointer<UInt8>, count: Int, in chunk: EncodedChunk
  ) -> UInt32 {
    let id = UInt64(kind.rawValue) << 60
    let mixed = FastHash.hash(bytes, count: count, seed: seed &+ UInt64(kind.rawValue))
    var slot = Int(truncatingIfNeeded: mixed) & mask
    let tag = mixed &>> 32
    while slots[slot] != UInt64.max {
      if slots[slot] &>> 32 == tag {
        let found = Int(truncatingIfNeeded: slots[slot] & 0xffff_ffff)
        let entry = chunk.entries.base[found]
        if entry.id == id, Int(entry.length) == count,
          memcmp(chunk.bytes.base + Int(entry.offset), bytes, count) == 0
        {
          return UInt32(truncatingIfNeeded: found)
        }
      }
      slot = (slot &+ 1) & mask
    }
    let start = chunk.byteCount
    // Batches are cut long before: what a chunk copies is counted where it is parsed.
    precondition(start + count < Int(UInt32.max), "a chunk's terms outgrew 4 GiB")
    chunk.bytes.reserve(start + count, keeping: start)
    (chunk.bytes.base + start).update(from: bytes, count: count)
    chunk.byteCount = start + count
    let termHash = hash.hash(kind: kind.rawValue, bytes, count: count)
    return add(
      ChunkEntry(
        id: id, hash: termHash, offset: UInt32(truncatingIfNeeded: start),
        length: UInt32(truncatingIfNeeded: count)),
      slot: slot, tag: tag, in: chunk)
  }

  private func add(
    _ entry: ChunkEntry, slot: Int, tag: UInt64, in chunk: EncodedChunk
  ) -> UInt32 {
    let index = chunk.entryCount
    chunk.entries.reserve(index + 1, keeping: index)
    chunk.entries.base[index] = entry
    chunk.entryCount = index + 1
    slots[slot] = tag &<< 32 | UInt64(index)
    if (index + 1) * 2 > mask + 1 { grow(chunk) }
    return UInt32(truncatingIfNeeded: index)
  }

  /// Doubles the table.
  ///
  /// Slots keep the tag only, so hashes are computed anew.
  private func grow(_ chunk: EncodedChunk) {
    slots.deallocate()
    mask = mask * 2 + 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: UInt64.max, count: mask + 1)
    for index in 0..<chunk.entryCount {
      let entry = chunk.entries.base[index]
      let kind = entry.id >> 60
      let mixed =
        kind &- 1 < 7
        ? FastHash.hash(
          chunk.bytes.base + Int(entry.offset), count: Int(entry.length), seed: seed &+ kind)
        : FastHash.fold(entry.id ^ seed, 0xA076_1D64_78BD_642F)
      var slot = Int(truncatingIfNeeded: mixed) & mask
      while slots[slot] != UInt64.max { slot = (slot &+ 1) & mask }
      slots[slot] = (mixed &>> 32) &<< 32 | UInt64(index)
    }
  }
}
