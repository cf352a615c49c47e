import Glibc

// Reads the dictionary under one snapshot: terms by id, ids by term. One thread at a time.

/// Whether two stretches hold the same bytes.
@inline(__always)
func areEqual(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
  guard a.count == b.count else { return false }
  guard let left = a.baseAddress, let right = b.baseAddress else { return true }
  return memcmp(left, right, a.count) == 0
}

/// A term to be looked up.
struct TermRequest {
  var hash: UInt64
  var kind: UInt8
  var bytes: UnsafePointer<UInt8>
  var length: UInt32
  /// The id that was found, or 0.
  var id: UInt64 = 0
}

/// A reader of `terms` and `ids`.
package final class DictionaryReader {
  private var terms: Cursor
  private var hashes: Cursor
  let segmentRecords: [HashSegmentRecord]
  private let pageDecoder = HashPageDecoder()
  private var term: [UInt8] = []
  /// The page that is decoded, so that neighbouring ids don't decode it again.
  private var page: [UInt8] = []
  private var pageEnds: [Int] = []
  private var pageFirst: UInt64 = 1
  private var pageLast: UInt64 = 0

  init(_ database: Database, snapshot: DatabaseSnapshot, segments: [HashSegmentRecord]) {
    terms = Cursor(database, .terms, snapshot: snapshot, scan: false)
    hashes = Cursor(database, .ids, snapshot: snapshot, scan: false)
    segmentRecords = segments
  }

  // MARK: terms by id

  /// Calls `body` with the key bytes of a dictionary term; false where the id is unknown.
  package func withTerm(
    _ id: UInt64, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(StorageError) -> Bool {
    if id < pageFirst || id > pageLast {
      guard try loadPage(of: id) else { return false }
    }
    let index = Int(id - pageFirst)
    let start = index == 0 ? 0 : pageEnds[index - 1]
    page.withUnsafeBufferPointer { bytes in
      body(UnsafeBufferPointer(rebasing: bytes[start..<pageEnds[index]]))
    }
    return true
  }

  private func loadPage(of id: UInt64) throws(StorageError) -> Bool {
    var key = id.bigEndian
    withUnsafeBytes(of: &key) { terms.seek($0) }
    guard terms.isValid else {
      try terms.check()
      return false
    }
    guard terms.key.count == 8, var reader = TermPageReader(terms.value) else {
      throw .corrupted(detail: "a page of terms can't be read (id \(id))")
    }
    let last = readBigEndian(terms.key, at: 0)
    let first = last &- UInt64(reader.count - 1)
    guard id >= first, id >> 60 == last >> 60 else { return false }
    page.removeAll(keepingCapacity: true)
    pageEnds.removeAll(keepingCapacity: true)
    term.removeAll(keepingCapacity: true)
    for _ in 0..<reader.count {
      guard reader.next(&term) else {
        pageFirst = 1
        pageLast = 0
        throw .corrupted(detail: "a page of terms ends early (id \(id))")
      }
      page.append(contentsOf: term)
      pageEnds.append(page.count)
    }
    pageFirst = first
    pageLast = last
    return true
  }

  // MARK: ids by term

  /// Fills in the id of each request that the dictionary holds.
  ///
  /// Requests must be sorted by hash.
  ///
  /// Hash pages are visited in key order; hits are checked against their terms in id order, so each
  /// page is read once however many requests fall into it.
  func resolve(_ requests: UnsafeMutableBufferPointer<TermRequest>) throws(StorageError) {
    guard !requests.isEmpty else { return }
    var hits: [(id: UInt64, request: Int)] = []
    for segment in segmentRecords { try collectHits(requests, in: segment, &hits) }
    hits.sort { $0.id < $1.id }
    for hit in hits where requests[hit.request].id == 0 {
      let request = requests[hit.request]
      guard hit.id >> 60 == UInt64(request.kind) else { continue }
      var isSame = false
      let known = try withTerm(hit.id) { bytes in
        let other = UnsafeBufferPointer(start: request.bytes, count: Int(request.length))
        isSame = areEqual(bytes, other)
      }
      guard known else { throw .corrupted(detail: "the hash index names an unknown id \(hit.id)") }
      if isSame { requests[hit.request].id = hit.id }
    }
  }

  /// Finds rows of one segment whose truncated hash equals that of a request.
  private func collectHits(
    _ requests: UnsafeMutableBufferPointer<TermRequest>, in segment: HashSegmentRecord,
    _ hits: inout [(id: UInt64, request: Int)]
  ) throws(StorageError) {
    let shift = UInt64(64 - segment.hashBits)
    // Pages a request lies apart on average: near ones are reached by stepping, far ones by seeking.
    let pagesApart = segment.termCount / hashPageRows / max(requests.count, 1)
    var pageLast: UInt64?
    var row = 0
    var idsDecoded = false
    var request = 0
    while request < requests.count {
      let wanted = requests[request].hash &>> shift
      if pageLast == nil || pageLast.unsafelyUnwrapped < wanted {
        let step = pageLast != nil && pagesApart < 2
        guard try loadHashPage(segment, shift: shift, wanted: wanted, step: step, &pageLast) else {
          return
        }
        row = 0
        idsDecoded = false
        continue
      }
      while row < pageDecoder.count, pageDecoder.hashes[row] < wanted { row += 1 }
      var match = row
      while match < pageDecoder.count, pageDecoder.hashes[match] == wanted {
        if !idsDecoded {
          guard pageDecoder.decodeIDs() else {
            throw .corrupted(detail: "a page of the hash index can't be read")
          }
          idsDecoded = true
        }
        hits.append((pageDecoder.ids[match], request))
        match += 1
      }
      if match == pageDecoder.count, match > row {
        // Equal hashes may go on in the next page; the request is looked up there once more.
        try continueInto(segment, wanted: wanted, request: request, &hits)
        pageLast = nil
      }
      request += 1
    }
  }

  /// Decodes the hashes of the first page whose last hash is not below `wanted`.
  private func loadHashPage(
    _ segment: HashSegmentRecord, shift: UInt64, wanted: UInt64, step: Bool,
    _ pageLast: inout UInt64?
  ) throws(StorageError) -> Bool {
    if step { hashes.next() }
    if !step { hashes.seek(hashPageKey(segment: segment.number, hash: wanted &<< shift)) }
    guard try isAtPage(of: segment) else { return false }
    var last = readBigEndian(hashes.key, at: 4) &>> shift
    if step, last < wanted {
      hashes.seek(hashPageKey(segment: segment.number, hash: wanted &<< shift))
      guard try isAtPage(of: segment) else { return false }
      last = readBigEndian(hashes.key, at: 4) &>> shift
    }
    guard pageDecoder.decodeHashes(hashes.value) else {
      throw .corrupted(detail: "a page of the hash index can't be read")
    }
    pageLast = last
    return true
  }

  private func isAtPage(of segment: HashSegmentRecord) throws(StorageError) -> Bool {
    guard hashes.isValid else {
      try hashes.check()
      return false
    }
    let key = hashes.key
    guard key.count >= 12 else { throw .corrupted(detail: "a key of the hash index is too short") }
    return UInt32(bigEndian: key.loadUnaligned(as: UInt32.self)) == segment.number
  }

  /// Decodes the hashes and ids of every page of a segment in turn.
  func forEachHashPage(
    of segment: HashSegmentRecord, _ body: (HashPageDecoder) -> Void
  ) throws(StorageError) {
    var isFirst = true
    while try readHashPage(of: segment, isFirst: isFirst, body) { isFirst = false }
  }

  /// Decodes the first or the next page of a segment; false at its end.
  func readHashPage(
    of segment: HashSegmentRecord, isFirst: Bool, _ body: (HashPageDecoder) -> Void
  ) throws(StorageError) -> Bool {
    if isFirst {
      hashes.seek(hashPageKey(segment: segment.number, hash: 0))
    } else {
      hashes.next()
    }
    guard try isAtPage(of: segment) else { return false }
    guard pageDecoder.decodeHashes(hashes.value), pageDecoder.decodeIDs() else {
      throw .corrupted(detail: "a page of the hash index can't be read")
    }
    body(pageDecoder)
    return true
  }

  /// Collects hits from the pages behind the current one, as long as they start with `wanted`.
  private func continueInto(
    _ segment: HashSegmentRecord, wanted: UInt64, request: Int,
    _ hits: inout [(id: UInt64, request: Int)]
  ) throws(StorageError) {
    while true {
      hashes.next()
      guard try isAtPage(of: segment) else { return }
      guard pageDecoder.decodeHashes(hashes.value), pageDecoder.decodeIDs() else {
        throw .corrupted(detail: "a page of the hash index can't be read")
      }
      var row = 0
      while row < pageDecoder.count, pageDecoder.hashes[row] == wanted {
        hits.append((pageDecoder.ids[row], request))
        row += 1
      }
      if row < pageDecoder.count { return }
    }
  }
}
