// The dictionary: each id leads to one term, each term back to that id, and no term has two ids.
//
//     terms ──► hash each term ──► table of (hash, id), sorted ◄── rows of `ids`, in hash order
//
// Each row of the hash index must find its id under its hash in the table, and each entry of the
// table must be found once. Equal hashes side by side in the table are compared by their terms.
// Where the table does not fit into memory, hash space is cut into 2^n windows and there is a pass
// over `terms` for each; `ids` is read once in all, as it is in hash order.

/// Checks `terms` and `ids` against each other and learns which ids there are.
struct TermsCheck: VerifyCheck {
  let name = "dictionary"

  /// A table entry, its copy while sorting, its mark, and slack for growing.
  private static let bytesPerTerm = 48
  /// Windows are whole in each hash segment, which all keep at least 16 bits.
  private static let maximumWindowBits = 16

  func run(_ context: VerifyContext) throws(StorageError) {
    let state = context.view.state
    let expected = state.hashSegments.reduce(0) { $0 + max($1.termCount, 0) }
    let perPass = max(context.options.memoryBytes / Self.bytesPerTerm, 1 << 12)
    var windowBits = 0
    while expected >> windowBits > perPass, windowBits < Self.maximumWindowBits { windowBits += 1 }
    var rows = [Int](repeating: 0, count: state.hashSegments.count)
    for window in 0..<(1 << windowBits) {
      let window = HashWindow(index: UInt64(window), bits: windowBits)
      let table = TermTable(window: window, context: context)
      try table.fill()
      if window.isFirst { finishTerms(table, state, context) }
      table.sort()
      for (index, segment) in state.hashSegments.enumerated()
      where (16...64).contains(segment.hashBits) {
        rows[index] += try HashRows(segment, window, context).match(table)
      }
      try table.findDuplicates()
      context.orphans.formUnion(table.orphans())
    }
    for (segment, rows) in zip(state.hashSegments, rows) where segment.termCount != rows {
      context.found(
        .count(
          of: "terms of hash segment \(segment.number)", recorded: segment.termCount,
          counted: rows))
    }
    try countDeadPages(context)
    let total = rows.reduce(0, +)
    let orphans = context.orphans.count
    context.count {
      $0.hashRows = total
      $0.orphanTerms = orphans
    }
  }

  private func finishTerms(_ table: TermTable, _ state: StoreState, _ context: VerifyContext) {
    let intervals = table.intervals()
    context.terms = intervals
    let count = table.termCount
    context.count { $0.terms = count }
    for kind in 1..<8 {
      guard let highest = intervals.highest(kind: UInt64(kind)) else { continue }
      if highest & TermID.payloadMask > state.nextSequence[kind] {
        context.found(.state(detail: "id \(highest) is beyond the sequence of kind \(kind)"))
      }
    }
  }

  /// Counts pages of hash segments that are not live.
  private func countDeadPages(_ context: VerifyContext) throws(StorageError) {
    let live = Set(context.view.state.hashSegments.map(\.number))
    let cursor = context.cursor(.ids)
    cursor.seekToFirst()
    var dead = 0
    while cursor.isValid {
      let key = cursor.key
      guard key.count >= 12 else {
        context.found(.undecodable(place: "ids", detail: "a key has \(key.count) bytes"))
        cursor.next()
        continue
      }
      let number = UInt32(bigEndian: key.loadUnaligned(as: UInt32.self))
      if live.contains(number), number < .max {
        cursor.seek(hashPageKey(segment: number + 1, hash: 0))
      } else {
        dead += 1
        cursor.next()
      }
    }
    try cursor.check()
    context.count { $0.deadEntries += dead }
  }
}

/// One of 2^bits parts of hash space.
struct HashWindow: Sendable {
  let index: UInt64
  let bits: Int

  var isFirst: Bool { index == 0 }
  var isLast: Bool { index == (1 << UInt64(bits)) - 1 }

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool { bits == 0 || hash &>> UInt64(64 - bits) == index }

  /// The lowest hash in the window.
  var lowest: UInt64 { bits == 0 ? 0 : index << UInt64(64 - bits) }
}
