// Writes the new terms of a run as SST files for `terms` and `ids`.

/// A new term: its final id, hash and key bytes.
struct NewTerm {
  var id: UInt64
  var hash: UInt64
  var bytes: UnsafePointer<UInt8>
  var length: UInt32
}

enum DictionaryWriter {
  /// Writes pages of terms.
  ///
  /// `terms` are sorted by id; ids of one kind are consecutive.
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

  /// Writes pages of the hash index, a new segment.
  ///
  /// `entries` are sorted by their hash's kept bits.
  static func writeHashes(
    _ entries: UnsafeBufferPointer<HashEntry>, segment: HashSegmentRecord, database: Database,
    path: String
  ) throws(StorageError) -> (family: Family, path: String)? {
    let writer = try HashSegmentWriter(
      database, number: segment.number, hashBits: segment.hashBits, path: path)
    for entry in entries { try writer.append(entry) }
    return try writer.finish()
  }
}

/// Writes the pages of a hash segment; rows come in by ascending hash.
final class HashSegmentWriter {
  private let writer: SSTWriter
  private let number: UInt32
  private let shift: UInt64
  private let encoder = HashPageEncoder()
  private let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: hashPageRows)
  private let ids = UnsafeMutablePointer<UInt64>.allocate(capacity: hashPageRows)
  private var rows = 0
  private var previousKey: UInt64?
  /// Rows written.
  private(set) var count = 0

  init(
    _ database: Database, number: UInt32, hashBits: Int, path: String
  ) throws(StorageError) {
    writer = try SSTWriter(database, family: .ids, path: path)
    self.number = number
    shift = UInt64(64 - hashBits)
  }

  deinit {
    hashes.deallocate()
    ids.deallocate()
  }

  func append(_ entry: HashEntry) throws(StorageError) {
    hashes[rows] = entry.hash &>> shift
    ids[rows] = entry.id
    rows += 1
    count += 1
    if rows == hashPageRows { try flush() }
  }

  private func flush() throws(StorageError) {
    guard rows > 0 else { return }
    // The key is the last hash; where a run of equal hashes fills whole pages, the count behind it keeps
    // keys distinct and in order.
    let last = hashes[rows - 1] &<< shift
    var key = hashPageKey(segment: number, hash: last)
    if previousKey == last { key += bigEndianBytes(UInt64(count)) }
    previousKey = last
    try writer.put(key: key, value: encoder.encode(hashes: hashes, ids: ids, count: rows))
    rows = 0
  }

  /// Writes what is left; returns the file, or nil where nothing came.
  func finish() throws(StorageError) -> (family: Family, path: String)? {
    try flush()
    return try writer.finish()
  }
}

/// A row of the hash index while it is built; rows order by hash alone.
struct HashEntry: Comparable {
  var hash: UInt64
  var id: UInt64

  static func < (a: HashEntry, b: HashEntry) -> Bool { a.hash < b.hash }
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
