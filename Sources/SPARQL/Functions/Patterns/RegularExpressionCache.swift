// Compiled patterns of one thread. Nearly every query has one or two constant patterns; one that takes
// them from the data could have millions, so the cache is emptied when it is full.

import RDF

struct RegularExpressionCache {
  private struct Key: Hashable {
    let pattern: ExactString
    let flags: ExactString
  }

  private struct Entry {
    let key: Key
    /// Nil for a pattern that is wrong: that is worth remembering too.
    let expression: RegularExpression?
  }

  /// Some hundred kilobytes of compiled patterns at worst.
  static let capacity = 64

  private var entries: [Key: Entry] = [:]
  private var last: Entry?

  /// How many patterns are kept.
  var count: Int { entries.count }

  mutating func expression(_ pattern: String, flags: String) -> RegularExpression? {
    let key = Key(pattern: ExactString(pattern), flags: ExactString(flags))
    if let last, last.key == key { return last.expression }
    if let entry = entries[key] {
      last = entry
      return entry.expression
    }
    if entries.count >= Self.capacity { entries.removeAll(keepingCapacity: true) }
    let entry = Entry(key: key, expression: RegularExpression(pattern, flags: flags))
    entries[key] = entry
    last = entry
    return entry.expression
  }
}
