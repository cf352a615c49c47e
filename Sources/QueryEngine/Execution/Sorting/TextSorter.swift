// Sorts terms by their keys: multikey quicksort, with the next bytes of each text at hand.
//
//     word      seven bytes of the text behind its class, then eight bytes at a time
//     less │ equal │ greater     the equal part goes on with the next eight bytes
//
// IRIs share long beginnings, which comparisons would read again and again; here each byte of them is looked at once
// (Bentley and Sedgewick, Fast algorithms for sorting and searching strings, 1997; the words at hand are Ng and
// Kakehi's, Engineering radix sort for strings, 2007).
//
// Unsafe: plain memory of entries; every part is a slice of it.

import SPARQL

/// Sorts the terms of a table; one thread.
struct TextSorter {
  /// A term with the part of its key that is compared next.
  struct Entry {
    var word: UInt64
    var number: Int32
  }

  typealias Entries = UnsafeMutableBufferPointer<Entry>

  /// A part that is not sorted yet.
  private struct Part {
    var entries: Entries
    /// Bytes of the texts that are known to be equal.
    var depth: Int
    /// Bytes in the words.
    var wordBytes: Int
  }

  private let table: SortKeyTable
  private let context: EvaluationContext

  /// Parts up to this size are sorted by insertion.
  private static let fewEntries = 12
  /// Parts above this size ask whether the query is to end.
  private static let manyEntries = 1 << 14

  init(_ table: SortKeyTable, _ context: EvaluationContext) {
    self.table = table
    self.context = context
  }

  /// Sorts entries whose words are the heads of their keys.
  func sort(_ entries: Entries) throws(QueryError) {
    var parts = [Part(entries: entries, depth: 0, wordBytes: SortKey.headBytes)]
    var random = IDHash.seed
    while let part = parts.popLast() {
      let entries = part.entries
      if entries.count > Self.manyEntries { try context.control.check() }
      if entries.count <= Self.fewEntries {
        try insertionSort(entries)
        continue
      }
      random = random &* 0x5851_F42D_4C95_7F2D &+ 1
      let (less, greater) = divide(entries, around: pivot(entries, random))
      if less > 1 { parts.append(slice(part, 0, less)) }
      if greater < entries.count { parts.append(slice(part, greater, entries.count)) }
      if greater - less > 1 { try sortEqual(slice(part, less, greater), &parts) }
    }
  }

  private func slice(_ part: Part, _ start: Int, _ end: Int) -> Part {
    var slice = part
    slice.entries = Entries(rebasing: part.entries[start..<end])
    return slice
  }

  /// The middle of three words.
  private func pivot(_ entries: Entries, _ random: UInt64) -> UInt64 {
    let count = entries.count
    let a = entries[Int((random >> 33) % UInt64(count))].word
    let (b, c) = (entries[count / 2].word, entries[count - 1].word)
    return max(min(a, b), min(max(a, b), c))
  }

  /// Puts lower words first and higher ones last; returns where the equal ones start and end.
  private func divide(_ entries: Entries, around pivot: UInt64) -> (Int, Int) {
    var (less, place, greater) = (0, 0, entries.count)
    while place < greater {
      let word = entries[place].word
      if word < pivot {
        entries.swapAt(less, place)
        less += 1
        place += 1
      } else if word > pivot {
        greater -= 1
        entries.swapAt(place, greater)
      } else {
        place += 1
      }
    }
    return (less, greater)
  }

  /// Goes on with entries whose words are equal.
  private func sortEqual(_ part: Part, _ parts: inout [Part]) throws(QueryError) {
    let entries = part.entries
    guard table.key(entries[0].number).sortClass.hasText else {
      return try insertionOrMergeSort(entries)
    }
    let depth = part.depth + part.wordBytes
    // Texts that end within the word come first, the shorter before the longer: they differ by zero bytes at most.
    var ended = 0
    for place in entries.indices where table.key(entries[place].number).count <= depth {
      entries.swapAt(ended, place)
      ended += 1
    }
    if ended > 1 {
      try insertionOrMergeSort(Entries(rebasing: entries[..<ended]))
    }
    guard entries.count - ended > 1 else { return }
    let rest = Entries(rebasing: entries[ended...])
    for place in rest.indices {
      let key = table.key(rest[place].number)
      rest[place].word = Self.word(key, at: depth)
    }
    parts.append(Part(entries: rest, depth: depth, wordBytes: 8))
  }

  /// Eight bytes of a text, zero where it has ended.
  @inline(__always)
  private static func word(_ key: SortKey, at depth: Int) -> UInt64 {
    guard let text = key.text else { return 0 }
    let left = key.count - depth
    if left >= 8 {
      return UInt64(
        bigEndian: UnsafeRawPointer(text + depth).loadUnaligned(as: UInt64.self))
    }
    var word: UInt64 = 0
    for index in 0..<max(left, 0) { word |= UInt64(text[depth + index]) << UInt64(56 - 8 * index) }
    return word
  }

  /// Sorts few entries by comparing them.
  private func insertionSort(_ entries: Entries) throws(QueryError) {
    var end = 1
    while end < entries.count {
      let entry = entries[end]
      var place = end
      while place > 0, try precedes(entry, entries[place - 1]) {
        entries[place] = entries[place - 1]
        place -= 1
      }
      entries[place] = entry
      end += 1
    }
  }

  @inline(__always)
  private func precedes(_ a: Entry, _ b: Entry) throws(QueryError) -> Bool {
    if a.word != b.word { return a.word < b.word }
    return try table.key(a.number).order(table.key(b.number), context) == .ascending
  }

  /// Sorts entries that only whole keys tell apart.
  private func insertionOrMergeSort(_ entries: Entries) throws(QueryError) {
    if entries.count <= Self.fewEntries { return try insertionSort(entries) }
    var numbers = entries.map(\.number)
    var failure: QueryError?
    var comparisons = 0
    numbers.sort { a, b in
      guard failure == nil else { return false }
      do throws(QueryError) {
        comparisons += 1
        if comparisons & 0xFF == 0 { try context.control.check() }
        return try table.key(a).order(table.key(b), context) == .ascending
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    for (place, number) in numbers.enumerated() { entries[place].number = number }
  }
}
