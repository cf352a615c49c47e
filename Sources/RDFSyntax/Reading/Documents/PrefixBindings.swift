// The prefixes of a Turtle document: name to namespace, as bytes.
//
// Open addressing over the hash of the name, at most half full, and in front of it the entries used last,
// one for each last letter and length: most documents use a handful of prefixes in turn. Names and
// namespaces live in memory of their own until the table goes, so a look-up hands out a pointer and copies
// nothing.

struct PrefixBindings: ~Copyable {
  private struct Entry {
    var name: UnsafeMutableBufferPointer<UInt8>
    var namespace: UnsafeMutableBufferPointer<UInt8>
  }

  private var entries: [Entry] = []
  /// Index of an entry plus one, or 0.
  private var slots = [Int32](repeating: 0, count: 32)
  /// Indices of entries by `place`; any other entry may be there.
  private var recent = InlineArray<16, Int32>(repeating: 0)

  deinit {
    for entry in entries {
      entry.name.deallocate()
      entry.namespace.deallocate()
    }
  }

  /// The namespace of the prefix `name`, or nil; valid until the prefix is defined again.
  @inline(__always)
  mutating func namespace(
    _ name: UnsafePointer<UInt8>, count: Int
  ) -> UnsafeBufferPointer<UInt8>? {
    let place = Self.place(name, count)
    let guess = Int(recent[place])
    if guess < entries.count, matches(entries[guess], name, count) {
      return UnsafeBufferPointer(entries[guess].namespace)
    }
    let found = Int(slots[slot(name, count)]) - 1
    if found < 0 { return nil }
    recent[place] = Int32(found)
    return UnsafeBufferPointer(entries[found].namespace)
  }

  /// Defines a prefix, anew if it was defined before.
  mutating func define(
    _ name: UnsafeBufferPointer<UInt8>, as namespace: UnsafeBufferPointer<UInt8>
  ) {
    let start = UnsafePointer(name.baseAddress ?? Self.somewhere)
    let slot = slot(start, name.count)
    let copy = Self.copy(namespace)
    let known = Int(slots[slot]) - 1
    if known >= 0 {
      entries[known].namespace.deallocate()
      entries[known].namespace = copy
      return
    }
    entries.append(Entry(name: Self.copy(name), namespace: copy))
    slots[slot] = Int32(entries.count)
    if entries.count * 2 > slots.count { grow() }
  }

  /// Stands in for the address of no bytes, which is never read.
  private static var somewhere: UnsafePointer<UInt8> { StaticString("").utf8Start }

  private static func copy(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> UnsafeMutableBufferPointer<UInt8> {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = copy.initialize(from: bytes)
    return copy
  }

  @inline(__always)
  private static func place(_ name: UnsafePointer<UInt8>, _ count: Int) -> Int {
    count == 0 ? 0 : (Int(name[count - 1]) ^ count &<< 2) & 15
  }

  @inline(__always)
  private func matches(_ entry: Entry, _ name: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard entry.name.count == count else { return false }
    for index in 0..<count where entry.name[index] != name[index] { return false }
    return true
  }

  /// The slot where `name` is, or the free one where it belongs.
  private func slot(_ name: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<count { hash = (hash ^ UInt64(name[index])) &* 0x100_0000_01B3 }
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
    while slots[slot] != 0, !matches(entries[Int(slots[slot]) - 1], name, count) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for (index, entry) in entries.enumerated() {
      let start = UnsafePointer(entry.name.baseAddress) ?? Self.somewhere
      slots[slot(start, entry.name.count)] = Int32(index + 1)
    }
  }
}
