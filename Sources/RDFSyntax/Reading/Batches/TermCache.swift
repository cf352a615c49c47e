// A direct-mapped cache over the bytes of terms: one slot a hash, the newest term wins.
//
// Memory: 8 bytes a slot. The owner frees it.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A stretch of a batch's arena; a length of 0 is none.
struct ArenaPlace {
  var offset: UInt32
  var length: UInt32

  static var none: ArenaPlace { ArenaPlace(offset: 0, length: 0) }
}

struct TermCache {
  /// What a slot holds is up to the user; a length of 0 is empty.
  let slots: UnsafeMutablePointer<ArenaPlace>
  private let slotBits: UInt64

  init(slotBits: Int) {
    self.slotBits = UInt64(slotBits)
    slots = .allocate(capacity: 1 << slotBits)
    slots.initialize(repeating: .none, count: 1 << slotBits)
  }

  func deallocate() { slots.deallocate() }

  func removeAll() { slots.update(repeating: .none, count: 1 << Int(slotBits)) }

  /// The slot for `bytes`, from their count, their end and their middle, where IRIs differ.
  @inline(__always)
  func slot(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int {
    var mix = UInt64(truncatingIfNeeded: count)
    if count >= 8 {
      let raw = UnsafeRawPointer(bytes)
      let tail = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      let middle = raw.loadUnaligned(fromByteOffset: (count - 8) / 2, as: UInt64.self)
      mix ^= tail &+ (middle &<< 21 | middle &>> 43)
    } else {
      for index in 0..<count { mix = mix &<< 8 ^ mix &>> 56 ^ UInt64(bytes[index]) }
    }
    return Int(truncatingIfNeeded: (mix &* 0x9E37_79B9_7F4A_7C15) &>> (64 - slotBits))
  }

  /// The place of `bytes` in the arena of `batch`, which is where they were put before or its end.
  @inline(__always)
  func place(
    _ bytes: UnsafePointer<UInt8>, count: Int, in batch: StatementBatch
  ) -> ArenaPlace {
    let slot = slot(bytes, count: count)
    let known = slots[slot]
    if Int(known.length) == count, equalBytes(batch.bytes + Int(known.offset), bytes, count) {
      return known
    }
    let new = ArenaPlace(
      offset: batch.store(bytes, count: count), length: UInt32(truncatingIfNeeded: count))
    slots[slot] = new
    return new
  }
}

extension StatementBatch {
  /// Copies `bytes` to the end of the arena; bytes that were written there by way of
  /// `reserveBytes` are only counted.
  @inline(__always)
  func store(_ source: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    guard source == UnsafePointer(bytes + byteCount) else {
      return appendBytes(source, count: count)
    }
    let offset = UInt32(truncatingIfNeeded: byteCount)
    commitBytes(count)
    return offset
  }
}

/// Whether two stretches hold the same bytes.
@inline(__always)
func equalBytes(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  memcmp(one, other, count) == 0
}
