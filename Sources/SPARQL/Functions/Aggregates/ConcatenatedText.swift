/// The text of GROUP_CONCAT, in a box: the other aggregates carry a word for it.
///
/// A state that is copied shares the box until one of both adds to it.
struct ConcatenatedText: Sendable {
  /// Unchecked, because it is written only while one text alone refers to it.
  private final class Storage: @unchecked Sendable {
    let separator: String
    var bytes: [UInt8]
    var isEmpty: Bool

    init(separator: String, bytes: [UInt8] = [], isEmpty: Bool = true) {
      self.separator = separator
      self.bytes = bytes
      self.isEmpty = isEmpty
    }
  }

  private var storage: Storage

  init(separator: String) { storage = Storage(separator: separator) }

  /// The memory of the text.
  var byteCount: Int { storage.bytes.capacity }

  var string: String { String(decoding: storage.bytes, as: UTF8.self) }

  mutating func append(_ text: String) {
    makeOwn()
    if !storage.isEmpty { storage.bytes += storage.separator.utf8 }
    storage.bytes += text.utf8
    storage.isEmpty = false
  }

  /// Appends the parts of another text with the same separator.
  mutating func append(_ other: ConcatenatedText) {
    if other.storage.isEmpty { return }
    makeOwn()
    if !storage.isEmpty { storage.bytes += storage.separator.utf8 }
    storage.bytes += other.storage.bytes
    storage.isEmpty = false
  }

  private mutating func makeOwn() {
    if isKnownUniquelyReferenced(&storage) { return }
    storage = Storage(
      separator: storage.separator, bytes: storage.bytes, isEmpty: storage.isEmpty)
  }
}
