// The terms of one window of hash space, as (hash, id) in order of hash.

/// Filled by several threads, then used by one.
final class TermTable: ConcurrentWork, @unchecked Sendable {
  let window: HashWindow
  let context: VerifyContext
  private let monitor = Monitor()
  // Guarded by the monitor while the table is filled.
  private var buffer = ReusableBuffer<HashEntry>(capacity: 1 << 12)
  private var count = 0
  private var streams: [TermStream] = []
  /// Entries that a row of the hash index has found.
  private var isMatched: [Bool] = []

  init(window: HashWindow, context: VerifyContext) {
    self.window = window
    self.context = context
  }

  deinit { buffer.deallocate() }

  // MARK: filling

  /// Reads all terms; each thread takes a range of ids.
  func fill() throws(StorageError) {
    let bounds = Self.split(context.view.state, parts: max(context.options.threads, 1))
    streams = zip(bounds, bounds.dropFirst()).map { TermStream(above: $0, upTo: $1, table: self) }
    try runParts()
  }

  var partCount: Int { streams.count }

  func run(part: Int) throws(StorageError) { try streams[part].run() }

  /// Ids that cut the terms of all kinds into ranges of about the same size.
  private static func split(_ state: StoreState, parts: Int) -> [UInt64] {
    let total = (1..<8).reduce(UInt64(0)) { $0 &+ state.nextSequence[$1] & TermID.payloadMask }
    var bounds: [UInt64] = [0]
    for part in 1..<max(parts, 1) {
      var rest = total / UInt64(parts) * UInt64(part)
      var kind = 1
      while kind < 7, rest > state.nextSequence[kind] {
        rest -= state.nextSequence[kind]
        kind += 1
      }
      bounds.append(max(UInt64(kind) << 60 | rest, bounds[part - 1]))
    }
    return bounds + [.max]
  }

  /// Takes a stream's entries.
  func append(_ entries: UnsafeBufferPointer<HashEntry>) {
    guard let start = entries.baseAddress else { return }
    monitor.withLock {
      buffer.reserve(count + entries.count, keeping: count)
      (buffer.base + count).initialize(from: start, count: entries.count)
      count += entries.count
    }
  }

  var termCount: Int { streams.reduce(0) { $0 + $1.termCount } }

  /// The ids that were read.
  func intervals() -> IDIntervals {
    var all = IDIntervals()
    for stream in streams {
      for interval in stream.intervals.intervals {
        if let end = all.intervals.last?.upperBound, interval.lowerBound <= end {
          context.found(.disorder(place: "terms", detail: "pages overlap at id \(end)"))
        } else {
          all.append(interval.lowerBound, interval.upperBound)
        }
      }
    }
    return all
  }

  // MARK: using

  private var entries: UnsafeMutableBufferPointer<HashEntry> {
    UnsafeMutableBufferPointer(start: buffer.base, count: count)
  }

  func sort() {
    sortByHash(entries)
    isMatched = [Bool](repeating: false, count: count)
  }

  /// Compares the terms of entries with the same hash, among those that something leads to.
  func findDuplicates() throws(StorageError) {
    let entries = entries
    var dictionary: DictionaryReader?
    var first = 0
    while first < count {
      var end = first + 1
      while end < count, entries[end].hash == entries[first].hash { end += 1 }
      if end > first + 1 {
        let reader = dictionary ?? context.view.dictionary()
        dictionary = reader
        try compare((first..<end).filter(isReachable).map { entries[$0].id }, reader)
      }
      first = end
    }
  }

  private func compare(_ ids: [UInt64], _ dictionary: DictionaryReader) throws(StorageError) {
    var known: [[UInt8]: [UInt64]] = [:]
    for id in ids {
      var key = [UInt8(id >> 60)]
      _ = try dictionary.withTerm(id) { key.append(contentsOf: $0) }
      known[key, default: []].append(id)
    }
    for same in known.values where same.count > 1 {
      context.found(.duplicateTerm(ids: same.sorted()))
    }
  }

  /// Finds and marks the entry of an id under the upper bits of its hash.
  ///
  /// `from` moves on with the
  /// hashes, which must not go back from call to call.
  @inline(__always)
  func match(_ hash: UInt64, shift: UInt64, id: UInt64, from: inout Int) -> MatchResult {
    let base = buffer.base
    while from < count, base[from].hash &>> shift < hash { from &+= 1 }
    var index = from
    while index < count, base[index].hash &>> shift == hash {
      if base[index].id == id {
        if isMatched[index] { return .again }
        isMatched[index] = true
        return .found
      }
      index &+= 1
    }
    return .unknown
  }

  enum MatchResult { case found, again, unknown }

  /// Terms that no row of the hash index leads to and that no stream commit has just made.
  func orphans() -> [UInt64] {
    (0..<count).compactMap { isReachable($0) ? nil : buffer.base[$0].id }
  }

  private func isReachable(_ index: Int) -> Bool {
    isMatched[index] || context.recentTerms.contains(buffer.base[index].id)
  }
}
