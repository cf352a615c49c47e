// From a run's codes to final ids, and to the ranks that its quads are sorted by.

/// A run whose terms have their final ids.
///
/// Read only once it is made.
final class ResolvedRun: @unchecked Sendable {
  /// Ids in ascending order; a rank is an index here.
  let idOfRank: UnsafeMutablePointer<UInt64>
  /// For each code of the run its rank.
  let rankOfCode: UnsafeMutablePointer<UInt32>
  let termCount: Int

  /// Ranks the entries of `table`, which all have their final id.
  ///
  /// About 50 ns a term.
  init(_ table: RunTermTable) {
    termCount = table.count
    var source = UnsafeMutablePointer<IDAndCode>.allocate(capacity: max(termCount, 1))
    var target = UnsafeMutablePointer<IDAndCode>.allocate(capacity: max(termCount, 1))
    var varying: UInt64 = 0
    for code in 0..<termCount {
      let id = table.entries.base[code].id
      source[code] = IDAndCode(id: id, code: UInt32(truncatingIfNeeded: code))
      varying |= id ^ source[0].id
    }
    var shift: UInt64 = 0
    while shift < 64 {
      if (varying &>> shift) & 2047 != 0 {
        Self.radixPass(source, target, count: termCount, shift: shift)
        swap(&source, &target)
      }
      shift += 11
    }
    idOfRank = .allocate(capacity: max(termCount, 1))
    rankOfCode = .allocate(capacity: max(termCount, 1))
    for rank in 0..<termCount {
      idOfRank[rank] = source[rank].id
      rankOfCode[Int(source[rank].code)] = UInt32(truncatingIfNeeded: rank)
    }
    source.deallocate()
    target.deallocate()
  }

  deinit {
    idOfRank.deallocate()
    rankOfCode.deallocate()
  }

  private struct IDAndCode {
    var id: UInt64
    var code: UInt32
  }

  private static func radixPass(
    _ source: UnsafeMutablePointer<IDAndCode>, _ target: UnsafeMutablePointer<IDAndCode>,
    count: Int, shift: UInt64
  ) {
    var starts = [Int](repeating: 0, count: 2049)
    starts.withUnsafeMutableBufferPointer { starts in
      for index in 0..<count { starts[Int((source[index].id &>> shift) & 2047) + 1] += 1 }
      for bucket in 0..<2048 { starts[bucket + 1] += starts[bucket] }
      for index in 0..<count {
        let bucket = Int((source[index].id &>> shift) & 2047)
        target[starts[bucket]] = source[index]
        starts[bucket] += 1
      }
    }
  }
}

/// The new terms of a run, ready to be written; read only from then on.
final class NewTerms: @unchecked Sendable {
  /// Sorted by id.
  let terms: UnsafeMutableBufferPointer<NewTerm>
  /// Sorted by hash.
  let hashes: UnsafeMutableBufferPointer<HashEntry>

  init(
    terms: UnsafeMutableBufferPointer<NewTerm>, hashes: UnsafeMutableBufferPointer<HashEntry>
  ) {
    self.terms = terms
    self.hashes = hashes
  }

  deinit {
    terms.deallocate()
    hashes.deallocate()
  }
}

enum RunResolver {
  /// Gives every entry of `table` its final id: the store's where the term is known, the next of
  /// its kind otherwise.
  ///
  /// Moves `state` on by the new terms and returns them.
  static func assignIDs(
    _ table: RunTermTable, view: ReadView, recent: RecentTerms, state: inout StoreState
  ) throws(StorageError) -> NewTerms {
    let entries = table.entries.base
    var dictionaryTerms = 0
    for code in 0..<table.count where isDictionaryKind(entries[code].id) { dictionaryTerms += 1 }
    let hashes = UnsafeMutableBufferPointer<HashEntry>.allocate(capacity: dictionaryTerms)
    var filled = 0
    for code in 0..<table.count where isDictionaryKind(entries[code].id) {
      hashes[filled] = HashEntry(hash: entries[code].hash.high, id: UInt64(code))
      filled += 1
    }
    sortByHash(hashes)
    if !view.state.hashSegments.isEmpty, !hashes.isEmpty {
      try KnownTerms(entries, hashes: hashes, view: view).runParts()
    }
    if recent.count > 0 {
      for code in 0..<table.count where isUnresolved(entries[code].id) {
        if let id = recent.id(of: entries[code].hash, kind: UInt8(entries[code].id >> 60)) {
          entries[code].id = id
        }
      }
    }

    var perKind = [Int](repeating: 0, count: 8)
    for code in 0..<table.count where isUnresolved(entries[code].id) {
      perKind[Int(entries[code].id >> 60)] += 1
    }
    let terms = UnsafeMutableBufferPointer<NewTerm>.allocate(capacity: perKind.reduce(0, +))
    var place = [Int](repeating: 0, count: 8)
    for kind in 1..<8 { place[kind] = place[kind - 1] + perKind[kind - 1] }
    var isNew = [Bool](repeating: false, count: table.count)
    for code in 0..<table.count where isUnresolved(entries[code].id) {
      let kind = Int(entries[code].id >> 60)
      // Sequence numbers start at 1, so that a bare kind never is a final id.
      state.nextSequence[kind] += 1
      let id = UInt64(kind) << 60 | state.nextSequence[kind]
      entries[code].id = id
      isNew[code] = true
      terms[place[kind]] = NewTerm(
        id: id, hash: entries[code].hash.high, bytes: entries[code].bytes,
        length: entries[code].length)
      place[kind] += 1
    }
    var kept = 0
    for index in 0..<hashes.count where isNew[Int(hashes[index].id)] {
      hashes[kept] = HashEntry(hash: hashes[index].hash, id: entries[Int(hashes[index].id)].id)
      kept += 1
    }
    return NewTerms(
      terms: terms, hashes: UnsafeMutableBufferPointer(rebasing: hashes[0..<kept]))
  }

  @inline(__always)
  private static func isDictionaryKind(_ id: UInt64) -> Bool { id >> 60 &- 1 < 7 }

  /// A dictionary kind with a payload of zero.
  @inline(__always)
  private static func isUnresolved(_ id: UInt64) -> Bool {
    isDictionaryKind(id) && id & TermID.payloadMask == 0
  }
}

/// Finds the terms of a run that the dictionary has, half of the hashes on each thread: other commits wait
/// meanwhile, and the pages of a large store's hash index take their time.
private final class KnownTerms: ConcurrentWork, @unchecked Sendable {
  // Unchecked: the parts are different hashes, and each hash is of one entry.
  private let entries: UnsafeMutablePointer<RunEntry>
  private let hashes: UnsafeMutableBufferPointer<HashEntry>
  private let view: ReadView
  let partCount: Int

  /// In pieces, to keep the requests' memory small beside the run's own.
  private static let pieceCount = 1 << 16
  /// With fewer a second thread would not pay.
  private static let leastParallel = 1 << 14

  /// `hashes` are sorted, each with the code of its entry.
  init(
    _ entries: UnsafeMutablePointer<RunEntry>, hashes: UnsafeMutableBufferPointer<HashEntry>,
    view: ReadView
  ) {
    self.entries = entries
    self.hashes = hashes
    self.view = view
    partCount = hashes.count < Self.leastParallel ? 1 : 2
  }

  func run(part: Int) throws(StorageError) {
    let dictionary = view.dictionary()
    let end = (part + 1) * hashes.count / partCount
    let requests = UnsafeMutableBufferPointer<TermRequest>.allocate(
      capacity: min(Self.pieceCount, hashes.count))
    defer { requests.deallocate() }
    var start = part * hashes.count / partCount
    while start < end {
      let count = min(requests.count, end - start)
      for index in 0..<count {
        let entry = entries[Int(hashes[start + index].id)]
        requests[index] = TermRequest(
          hash: entry.hash.high, kind: UInt8(entry.id >> 60), bytes: entry.bytes,
          length: entry.length)
      }
      try dictionary.resolve(UnsafeMutableBufferPointer(rebasing: requests[0..<count]))
      for index in 0..<count where requests[index].id != 0 {
        entries[Int(hashes[start + index].id)].id = requests[index].id
      }
      start += count
    }
  }
}
