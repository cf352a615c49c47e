// Writes the new terms of a run as SST files for `terms` and `ids`.

/// A new term: its final id, hash and key bytes.
struct NewTerm {
  var id: UInt64
  var hash: UInt64
  var bytes: UnsafePointer<UInt8>
  var length: UInt32
}

enum DictionaryWriter {
  /// Writes pages of terms. `terms` are sorted by id; ids of one kind are consecutive.
  static func writeTerms(
    _ terms: UnsafeBufferPointer<NewTerm>, database: Database, path: String
  ) throws(StorageError) -> (family: Family, path: String)? {
    let writer = try SSTWriter(database, family: .terms, path: path)
    var page = TermPageBuilder()
    for (index, term) in terms.enumerated() {
      page.append(UnsafeBufferPointer(start: term.bytes, count: Int(term.length)))
      let isLast = index + 1 == terms.count || terms[index + 1].id != term.id + 1
      if page.isFull || isLast { try writer.put(key: bigEndianBytes(term.id), value: page.take()) }
    }
    return try writer.finish()
  }

  /// Writes pages of the hash index, a new segment. `entries` are sorted by their hash's kept bits.
  static func writeHashes(
    _ entries: UnsafeBufferPointer<HashEntry>, segment: HashSegmentRecord, database: Database,
    path: String
  ) throws(StorageError) -> (family: Family, path: String)? {
    let writer = try SSTWriter(database, family: .ids, path: path)
    let encoder = HashPageEncoder()
    let shift = UInt64(64 - segment.hashBits)
    let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: hashPageRows)
    let ids = UnsafeMutablePointer<UInt64>.allocate(capacity: hashPageRows)
    defer {
      hashes.deallocate()
      ids.deallocate()
    }
    var start = 0
    var previousKey: UInt64?
    while start < entries.count {
      let end = min(start + hashPageRows, entries.count)
      for index in start..<end {
        hashes[index - start] = entries[index].hash &>> shift
        ids[index - start] = entries[index].id
      }
      // The key is the last hash; where a run of equal hashes fills whole pages, the id in the low
      // bits below keeps keys distinct.
      let last = hashes[end - start - 1] &<< shift
      let value = encoder.encode(hashes: hashes, ids: ids, count: end - start)
      var key = hashPageKey(segment: segment.number, hash: last)
      if previousKey == last { key += bigEndianBytes(UInt64(start)) }
      previousKey = last
      try writer.put(key: key, value: value)
      start = end
    }
    return try writer.finish()
  }
}

/// A row of the hash index while it is built.
struct HashEntry {
  var hash: UInt64
  var id: UInt64
}

/// Sorts hash entries by hash with a radix sort over the upper 33 bits, then by runs of equal ones.
func sortByHash(_ entries: UnsafeMutableBufferPointer<HashEntry>) {
  guard let base = entries.baseAddress, entries.count > 1 else { return }
  let other = UnsafeMutablePointer<HashEntry>.allocate(capacity: entries.count)
  let counters = UnsafeMutablePointer<Int>.allocate(capacity: 2048)
  defer {
    other.deallocate()
    counters.deallocate()
  }
  var (source, target) = (base, other)
  for shift: UInt64 in [31, 42, 53] {
    counters.initialize(repeating: 0, count: 2048)
    for index in 0..<entries.count { counters[Int(source[index].hash &>> shift) & 2047] &+= 1 }
    var sum = 0
    for bucket in 0..<2048 {
      let count = counters[bucket]
      counters[bucket] = sum
      sum += count
    }
    for index in 0..<entries.count {
      let bucket = Int(source[index].hash &>> shift) & 2047
      target[counters[bucket]] = source[index]
      counters[bucket] &+= 1
    }
    swap(&source, &target)
  }
  // Three passes end in the other buffer.
  base.update(from: other, count: entries.count)
  // Entries that agree in 33 bits are few: finish by insertion.
  for index in 1..<entries.count {
    let entry = base[index]
    var place = index
    while place > 0, base[place - 1].hash > entry.hash {
      base[place] = base[place - 1]
      place -= 1
    }
    base[place] = entry
  }
}
