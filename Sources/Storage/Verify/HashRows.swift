// The rows of one hash segment in one window, held against the terms.

/// Reads the pages of a hash segment in order; one thread.
struct HashRows {
  private let segment: HashSegmentRecord
  private let window: HashWindow
  private let context: VerifyContext
  private let shift: UInt64
  private let decoder = HashPageDecoder()

  init(_ segment: HashSegmentRecord, _ window: HashWindow, _ context: VerifyContext) {
    self.segment = segment
    self.window = window
    self.context = context
    shift = UInt64(64 - segment.hashBits)
  }

  /// Finds each row's term in the table; returns how many rows are in the window.
  func match(_ table: TermTable) throws(StorageError) -> Int {
    let cursor = context.cursor(.ids)
    cursor.seek(hashPageKey(segment: segment.number, hash: window.lowest))
    var (rows, place, wrong) = (0, 0, 0)
    var previous: UInt64?
    while cursor.isValid {
      let key = cursor.key
      guard key.count >= 12, UInt32(bigEndian: key.loadUnaligned(as: UInt32.self)) == segment.number
      else { break }
      let last = readBigEndian(key, at: 4)
      guard decoder.decodeHashes(cursor.value), decoder.decodeIDs() else {
        context.found(.undecodable(place: name, detail: "page \(String(last, radix: 16))"))
        cursor.next()
        continue
      }
      checkOrder(previous: previous, last: last)
      previous = decoder.hashes[decoder.count - 1]
      for row in 0..<decoder.count where window.contains(decoder.hashes[row] &<< shift) {
        rows += 1
        let result = table.match(
          decoder.hashes[row], shift: shift, id: decoder.ids[row], from: &place)
        if result != .found {
          wrong += 1
          if wrong <= 3 { report(result, id: decoder.ids[row]) }
        }
      }
      if !window.contains(last) { break }
      cursor.next()
    }
    try cursor.check()
    if wrong > 3 { context.found(.dictionary(detail: "\(wrong) rows of \(name) are wrong")) }
    return rows
  }

  private var name: String { "hash segment \(segment.number)" }

  private func checkOrder(previous: UInt64?, last: UInt64) {
    var before = previous ?? 0
    for row in 0..<decoder.count {
      if decoder.hashes[row] < before {
        return context.found(.disorder(place: name, detail: "row \(row) of a page"))
      }
      before = decoder.hashes[row]
    }
    if before &<< shift != last {
      context.found(.disorder(place: name, detail: "a key is not the last hash of its page"))
    }
  }

  private func report(_ result: TermTable.MatchResult, id: UInt64) {
    let id = String(id, radix: 16)
    switch result {
    case .found: break
    case .again: context.found(.dictionary(detail: "\(name) has id \(id) twice"))
    case .unknown:
      context.found(.dictionary(detail: "\(name) leads to id \(id), which has another term"))
    }
  }
}
