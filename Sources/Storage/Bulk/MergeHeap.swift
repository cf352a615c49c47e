/// The heads of sorted sources, the smallest first: what a merge of many takes the next element from.
///
/// A binary heap; a step costs some comparisons, more by the logarithm of the number of sources.
struct MergeHeap<Head: Comparable> {
  private var entries: [(head: Head, source: Int)] = []

  /// Adds a source by its first element; `order` follows before anything is taken.
  mutating func add(_ head: Head, source: Int) { entries.append((head, source)) }

  /// Brings the sources into order.
  mutating func order() {
    for index in stride(from: entries.count / 2 - 1, through: 0, by: -1) { sink(index) }
  }

  /// The smallest head and its source, or nil where no source has anything left.
  var first: (head: Head, source: Int)? { entries.first }

  /// The smallest head of all sources but the first, or nil where there is none.
  var second: Head? {
    switch entries.count {
    case 0, 1: nil
    case 2: entries[1].head
    default: min(entries[1].head, entries[2].head)
    }
  }

  /// Gives the first source its next element, or takes it out where it has none.
  mutating func replaceFirst(_ head: Head?) {
    if let head {
      entries[0].head = head
    } else {
      entries[0] = entries[entries.count - 1]
      entries.removeLast()
    }
    sink(0)
  }

  /// Moves an entry down to its place.
  private mutating func sink(_ start: Int) {
    guard start < entries.count else { return }
    let entry = entries[start]
    var place = start
    while true {
      var child = 2 * place + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, entries[child + 1].head < entries[child].head { child += 1 }
      guard entries[child].head < entry.head else { break }
      entries[place] = entries[child]
      place = child
    }
    entries[place] = entry
  }
}
