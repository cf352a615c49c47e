import Glibc

// The distinct terms of a run: everything a load has seen since its memory was last emptied.
//
// Chunks bring their distinct terms in input order, so a run's codes follow first appearance and depend
// on the input alone. Open addressing with linear probing over 8-byte slots (32 bits of hash, 32 bits of
// code); entries lie beside, term bytes in slabs that never move. A hit compares hash, then bytes.
// Cost: one or two cache misses a term of a chunk, none for terms that repeat inside it.

/// A term of a run.
struct RunEntry {
  /// Inline id, or kind of a dictionary term; after resolution the final id.
  var id: UInt64
  var hash: TermHash
  var bytes: UnsafePointer<UInt8>
  var length: UInt32
}

/// Terms of a run by code.
final class RunTermTable {
  private var slots: UnsafeMutablePointer<UInt64>
  private var slotMask: Int
  private(set) var entries = ReusableBuffer<RunEntry>(capacity: 1 << 13)
  private(set) var count = 0
  private var slabs: [UnsafeMutablePointer<UInt8>] = []
  /// Memory of terms that are large beside a slab.
  private var largeTerms: [UnsafeMutablePointer<UInt8>] = []
  private var slabUsed = RunTermTable.slabBytes
  private var slabTotal = 0

  static let slabBytes = 1 << 20

  init() {
    slotMask = (1 << 14) - 1
    slots = .allocate(capacity: slotMask + 1)
    slots.initialize(repeating: UInt64.max, count: slotMask + 1)
  }

  deinit {
    slots.deallocate()
    entries.deallocate()
    for slab in slabs { slab.deallocate() }
    for term in largeTerms { term.deallocate() }
  }

  /// Bytes of memory held.
  var footprintBytes: Int {
    (slotMask + 1) * 8 + entries.capacity * MemoryLayout<RunEntry>.stride + slabTotal
  }

  /// Gives every entry of `chunk` its code in this run.
  func merge(_ chunk: EncodedChunk) {
    chunk.codes.reserve(chunk.entryCount, keeping: 0)
    let source = chunk.entries.base
    let codes = chunk.codes.base
    if (count + chunk.entryCount) * 2 > slotMask + 1 { grow(toHold: count + chunk.entryCount) }
    for index in 0..<chunk.entryCount {
      codes[index] = code(of: source[index], bytes: chunk.bytes.base)
    }
  }

  @inline(__always)
  private func code(of entry: ChunkEntry, bytes: UnsafeMutablePointer<UInt8>) -> UInt32 {
    let tag = entry.hash.high & 0xffff_ffff
    var slot = Int(truncatingIfNeeded: entry.hash.high &>> 32) & slotMask
    // The table is at most half full, so an empty slot ends every probe.
    while slots[slot] != UInt64.max {
      let found = slots[slot]
      if found >> 32 == tag {
        let code = Int(truncatingIfNeeded: found & 0xffff_ffff)
        if isSame(entries.base + code, entry, bytes) { return UInt32(truncatingIfNeeded: code) }
      }
      slot = (slot + 1) & slotMask
    }
    let code = insert(entry, bytes: bytes)
    slots[slot] = tag << 32 | UInt64(code)
    return code
  }

  @inline(__always)
  private func isSame(
    _ old: UnsafeMutablePointer<RunEntry>, _ new: ChunkEntry, _ bytes: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    guard old.pointee.hash == new.hash, old.pointee.id == new.id,
      old.pointee.length == new.length
    else { return false }
    return memcmp(old.pointee.bytes, bytes + Int(new.offset), Int(new.length)) == 0
  }

  private func insert(_ entry: ChunkEntry, bytes: UnsafeMutablePointer<UInt8>) -> UInt32 {
    precondition(count < Int(UInt32.max) - 1, "a run holds fewer than 2^32 terms")
    entries.reserve(count + 1, keeping: count)
    let copy = store(bytes + Int(entry.offset), count: Int(entry.length))
    entries.base[count] = RunEntry(
      id: entry.id, hash: entry.hash, bytes: copy, length: entry.length)
    count += 1
    return UInt32(truncatingIfNeeded: count - 1)
  }

  private func store(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> UnsafePointer<UInt8> {
    if count > Self.slabBytes - slabUsed || slabs.isEmpty {
      if count > Self.slabBytes / 4 {
        // A large term has memory of its own, and the open slab stays open behind it.
        let own = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
        own.update(from: bytes, count: count)
        largeTerms.append(own)
        slabTotal += count
        return UnsafePointer(own)
      }
      slabs.append(.allocate(capacity: Self.slabBytes))
      slabTotal += Self.slabBytes
      slabUsed = 0
    }
    let place = slabs[slabs.count - 1] + slabUsed
    place.update(from: bytes, count: count)
    slabUsed += count
    return UnsafePointer(place)
  }

  /// Gives terms that other commits have made meanwhile the ids that those gave; returns the ids that
  /// they had here.
  func replaceIDs(_ others: [RecentTerms.Entry]) -> Set<UInt64> {
    var replaced: Set<UInt64> = []
    for other in others {
      var slot = Int(truncatingIfNeeded: other.hash.high &>> 32) & slotMask
      while slots[slot] != UInt64.max {
        let entry = entries.base + Int(truncatingIfNeeded: slots[slot] & 0xffff_ffff)
        if entry.pointee.hash == other.hash, entry.pointee.id >> 60 == other.id >> 60,
          entry.pointee.id != other.id
        {
          replaced.insert(entry.pointee.id)
          entry.pointee.id = other.id
        }
        slot = (slot + 1) & slotMask
      }
    }
    return replaced
  }

  private func grow(toHold terms: Int) {
    var size = slotMask + 1
    while terms * 2 > size { size *= 2 }
    slots.deallocate()
    slots = .allocate(capacity: size)
    slots.initialize(repeating: UInt64.max, count: size)
    slotMask = size - 1
    for code in 0..<count {
      let high = entries.base[code].hash.high
      var slot = Int(truncatingIfNeeded: high &>> 32) & slotMask
      while slots[slot] != UInt64.max { slot = (slot + 1) & slotMask }
      slots[slot] = (high & 0xffff_ffff) << 32 | UInt64(code)
    }
  }

  /// Gives the slots back: after the last merge only entries and bytes are needed.
  func sealForReading() {
    slots.deallocate()
    slots = .allocate(capacity: 1)
    slots.pointee = UInt64.max
    slotMask = 0
  }
}
