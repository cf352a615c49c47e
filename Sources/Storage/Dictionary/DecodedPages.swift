// Decoded pages of terms, kept so that neighbours and repeated terms don't decode a page again.
//
//     id ──► window (32 ids) ──► bucket ──► way 0: the page that begins before the window
//                                           way 1: a page that begins inside it
//
// A full page has 32 terms, so a window touches two full pages at most and each has a way of its own:
// ids that go to and fro between two pages never throw each other out. A page over a window's border
// may be decoded once for either window. Memory: `bucketCount * 2` pages, and `maximumBytes` with them.
//
// The unsafe code is safe because a page's buffer is allocated for the sum of its terms' lengths, which
// `init` computes from the very varints that it copies by, each checked against the value's end.

/// The terms of one page, front coding undone; immutable once made.
final class DecodedPage: Sendable {
  /// Id of the first term.
  let first: UInt64
  /// Id of the last term.
  let last: UInt64
  nonisolated(unsafe) private let bytes: UnsafeMutablePointer<UInt8>
  nonisolated(unsafe) private let ends: UnsafeMutablePointer<Int>
  /// Bytes that the terms take.
  let byteCount: Int

  /// Decodes the page whose last term is `last`; nil where the bytes are not one.
  init?(_ value: UnsafeRawBufferPointer, last: UInt64) {
    guard let start = value.baseAddress, !value.isEmpty else { return nil }
    let count = Int(start.load(as: UInt8.self))
    guard count >= 1, count <= termPageTerms, last & TermID.payloadMask >= UInt64(count),
      let total = Self.totalBytes(start, end: start + value.count, count: count)
    else { return nil }
    self.last = last
    first = last - UInt64(count - 1)
    byteCount = total
    bytes = .allocate(capacity: max(total, 1))
    ends = .allocate(capacity: count)
    var source = PageVarints(start + 1, end: start + value.count)
    var previousStart = 0
    var end = 0
    for index in 0..<count {
      // `totalBytes` has read the same varints and found all of them in bounds.
      let shared = source.next().unsafelyUnwrapped
      let rest = source.next().unsafelyUnwrapped
      let termStart = end
      (bytes + termStart).update(from: bytes + previousStart, count: shared)
      (bytes + termStart + shared).update(
        from: source.position.assumingMemoryBound(to: UInt8.self), count: rest)
      source.position += rest
      end = termStart + shared + rest
      ends[index] = end
      previousStart = termStart
    }
  }

  deinit {
    bytes.deallocate()
    ends.deallocate()
  }

  /// Bytes of all terms together; nil where a length is out of bounds.
  private static func totalBytes(
    _ start: UnsafeRawPointer, end: UnsafeRawPointer, count: Int
  ) -> Int? {
    var source = PageVarints(start + 1, end: end)
    var total = 0
    var previous = 0
    for _ in 0..<count {
      guard let shared = source.next(), let rest = source.next(), shared <= previous,
        rest <= end - source.position
      else { return nil }
      source.position += rest
      previous = shared + rest
      total += previous
    }
    return total
  }

  /// The key bytes of a term of the page; valid while the page is.
  @inline(__always)
  func term(_ id: UInt64) -> UnsafeBufferPointer<UInt8> {
    precondition(id >= first && id <= last, "the id \(id) stands in another page")
    let index = Int(truncatingIfNeeded: id &- first)
    let start = index == 0 ? 0 : ends[index - 1]
    return UnsafeBufferPointer(start: bytes + start, count: ends[index] - start)
  }
}

/// Reads the varints of a page's value.
private struct PageVarints {
  var position: UnsafeRawPointer
  private let end: UnsafeRawPointer

  init(_ start: UnsafeRawPointer, end: UnsafeRawPointer) {
    position = start
    self.end = end
  }

  @inline(__always)
  mutating func next() -> Int? {
    var value = 0
    var shift = 0
    while position < end, shift < 56 {
      let byte = position.load(as: UInt8.self)
      position += 1
      value |= Int(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}

/// Pages of terms under one snapshot, decoded at most once while they stay; one thread.
final class DecodedPages {
  /// Buckets of two pages.
  ///
  /// 1,024 pages are some 32,000 terms, about 2 MiB: more than the subjects,
  /// predicates and near objects of a scan, little beside any budget.
  static let bucketCount = 512
  /// Bytes of decoded terms at which everything is let go: long literals make pages of any size.
  static let maximumBytes = 16 << 20

  @exclusivity(unchecked) private var cursor: Cursor
  @exclusivity(unchecked) private var slots = [DecodedPage?](repeating: nil, count: 2 * bucketCount)
  @exclusivity(unchecked) private var keptBytes = 0
  /// The last id of the page that the cursor stands on, or 0.
  @exclusivity(unchecked) private var cursorLast: UInt64 = 0

  /// What other readers have decoded, or nil where only what the snapshot has is wanted.
  private let shared: SharedPages?

  init(_ database: Database, snapshot: DatabaseSnapshot, shared: SharedPages? = nil) {
    self.shared = shared
    cursor = Cursor(database, .terms, snapshot: snapshot, scan: false)
  }

  /// The page that holds a dictionary id, or nil where no page does.
  @inline(__always)
  func page(of id: UInt64) throws(StorageError) -> DecodedPage? {
    let window = id >> 5
    let bucket = Int(truncatingIfNeeded: window &+ (id >> 60) &* 131) & (Self.bucketCount - 1)
    if let page = slots[2 * bucket], page.first <= id, id <= page.last { return page }
    if let page = slots[2 * bucket + 1], page.first <= id, id <= page.last { return page }
    return try load(id, windowStart: window << 5, bucket: bucket)
  }

  private func load(
    _ id: UInt64, windowStart: UInt64, bucket: Int
  ) throws(StorageError) -> DecodedPage? {
    let slot = { (page: DecodedPage) in 2 * bucket + (page.first < windowStart ? 0 : 1) }
    if let page = shared?.page(of: id) {
      keep(page, at: slot(page))
      return page
    }
    if cursorLast != 0, id == cursorLast + 1 {
      cursor.next()
    } else {
      var key = id.bigEndian
      withUnsafeBytes(of: &key) { cursor.seek($0) }
    }
    cursorLast = 0
    guard cursor.isValid else {
      try cursor.check()
      return nil
    }
    guard cursor.key.count == 8 else { throw .corrupted(detail: "a key of the terms is wrong") }
    let last = readBigEndian(cursor.key, at: 0)
    guard let page = DecodedPage(cursor.value, last: last) else {
      throw .corrupted(detail: "a page of terms can't be read (id \(id))")
    }
    cursorLast = last
    guard page.first <= id, id <= last else { return nil }
    keep(page, at: slot(page))
    shared?.keep(page, for: id)
    return page
  }

  private func keep(_ page: DecodedPage, at slot: Int) {
    if keptBytes + page.byteCount > Self.maximumBytes {
      for index in slots.indices { slots[index] = nil }
      keptBytes = 0
    }
    keptBytes += page.byteCount - (slots[slot]?.byteCount ?? 0)
    slots[slot] = page
  }
}
