// A page of terms: up to 32 terms of one kind with consecutive ids, front-coded.
//
//     key    last id of the page (8 bytes, big-endian)
//     value  count (1), then for each term: varint shared, varint rest, bytes
//
// `shared` is how many leading bytes a term has in common with the one before. IRIs in order of first
// appearance share long prefixes, so a page is a fraction of its terms before any compression. Pages
// of bulk loads are full, by their count or, where terms are long, by their bytes; a stream commit
// writes what it has. Cost of a look-up: one seek and on average half a page of short copies.

/// Terms in a page at most.
let termPageTerms = 32

/// Bytes of a page after which no other term is added: a page of long literals is theirs to read, so a
/// look-up of one must not cost all others.
let termPageBytes = 32 << 10

/// Builds the values of pages, one after the other.
struct TermPageBuilder {
  private var value: [UInt8] = [0]
  private var previous: [UInt8] = []
  private(set) var count = 0

  /// Adds a term.
  mutating func append(_ term: UnsafeBufferPointer<UInt8>) {
    var shared = 0
    if count > 0 {
      let limit = min(previous.count, term.count)
      while shared < limit, previous[shared] == term[shared] { shared += 1 }
    }
    appendVarint(shared)
    appendVarint(term.count - shared)
    value.append(contentsOf: UnsafeBufferPointer(rebasing: term[shared...]))
    previous.removeSubrange(min(shared, previous.count)...)
    previous.append(contentsOf: UnsafeBufferPointer(rebasing: term[shared...]))
    count += 1
  }

  private mutating func appendVarint(_ number: Int) {
    var number = number
    while number >= 0x80 {
      value.append(UInt8(truncatingIfNeeded: number) | 0x80)
      number >>= 7
    }
    value.append(UInt8(truncatingIfNeeded: number))
  }

  var isFull: Bool { count == termPageTerms || value.count >= termPageBytes }

  /// The page's value; the builder starts a new page.
  mutating func take() -> [UInt8] {
    value[0] = UInt8(count)
    defer {
      value.removeAll(keepingCapacity: true)
      value.append(0)
      previous.removeAll(keepingCapacity: true)
      count = 0
    }
    return value
  }
}

/// Reads a page's terms one after the other.
struct TermPageReader {
  private var source: UnsafeRawPointer
  private let end: UnsafeRawPointer
  let count: Int
  private var index = 0

  /// Reads the value of a page, or nil where it is not one.
  init?(_ value: UnsafeRawBufferPointer) {
    guard let base = value.baseAddress, value.count >= 1 else { return nil }
    source = base + 1
    end = base + value.count
    count = Int(base.load(as: UInt8.self))
    guard count >= 1, count <= termPageTerms else { return nil }
  }

  /// Turns `term` from the term before into the next one; false at the end and on bytes that are wrong.
  @inline(__always)
  mutating func next(_ term: inout [UInt8]) -> Bool {
    guard index < count, let shared = varint(), let rest = varint(), shared <= term.count,
      rest <= end - source
    else { return false }
    term.removeSubrange(shared...)
    term.append(contentsOf: UnsafeRawBufferPointer(start: source, count: rest))
    source += rest
    index += 1
    return true
  }

  @inline(__always)
  private mutating func varint() -> Int? {
    var value = 0
    var shift = 0
    while source < end, shift < 56 {
      let byte = source.load(as: UInt8.self)
      source += 1
      value |= Int(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}

/// Big-endian bytes of a key's number.
@inline(__always)
func bigEndianBytes(_ value: UInt64) -> [UInt8] {
  withUnsafeBytes(of: value.bigEndian) { Array($0) }
}

/// Reads a number that a key holds.
@inline(__always)
func readBigEndian(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
  UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
}
