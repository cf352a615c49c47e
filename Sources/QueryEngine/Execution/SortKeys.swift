// Keys of ORDER BY that are compared without decoding.
//
//     prefix   rank (8 bits) │ 56 bits of the value, ascending with it
//     text     for IRIs, labels and strings all bytes, in an arena
//
// Ranks follow SolutionOrder: no value, blank nodes, IRIs, numbers, booleans, times and durations, strings, the rest.
// A number's bits are those of the nearest double: equal ones are compared as values. So a comparison is one of two
// words nearly always, of bytes for long texts, and of decoded values only where those do not tell.

import RDF
import SPARQL
import Storage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The keys of one condition, one a row; one thread.
final class SortKeys {
  private enum Rank: UInt64 {
    case unbound = 0
    case blankNode, iri, number, boolean, time, string, rest
  }

  private let context: EvaluationContext
  private var prefixes: [UInt64] = []
  private var ids: [UInt64] = []
  private var starts: [Int] = []
  private var lengths: [Int32] = []
  private var text: [UInt8] = []
  /// The row that had the last text, for repeated keys.
  private var lastID: UInt64 = 0

  init(_ context: EvaluationContext) { self.context = context }

  /// Bytes of memory held, about.
  var footprintBytes: Int {
    prefixes.capacity * 8 + ids.capacity * 8 + starts.capacity * 8 + lengths.capacity * 4
      + text.capacity
  }

  func reserve(_ rows: Int) {
    prefixes.reserveCapacity(rows)
    ids.reserveCapacity(rows)
    starts.reserveCapacity(rows)
    lengths.reserveCapacity(rows)
  }

  func removeAll() {
    prefixes.removeAll(keepingCapacity: true)
    ids.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }

  /// Takes the last row's key away.
  func removeLast() {
    ids.removeLast()
    prefixes.removeLast()
    let (start, length) = (starts.removeLast(), Int(lengths.removeLast()))
    // A repeated key shares its text with the row before.
    guard length > 0, starts.last != start, start + length == text.count else { return }
    text.removeLast(length)
  }

  /// Adds the key of the next row.
  func append(_ id: UInt64) throws(QueryError) {
    if let last = ids.last, last == id, let prefix = prefixes.last, let start = starts.last,
      let length = lengths.last
    {
      add(id, prefix, start, length)
      return
    }
    let term = TermID(rawValue: id)
    switch term.kind {
    case .reserved: add(id, prefix(.unbound, 0), 0, 0)
    case .integer: add(id, number(Double(InlineValue.integerValue(term))), 0, 0)
    case .decimal: add(id, number(Double(InlineValue.decimalMillionths(term)) / 1e6), 0, 0)
    case .boolean: add(id, prefix(.boolean, term.payload), 0, 0)
    case .iri: try addText(id, .iri)
    case .blankNode: try addText(id, .blankNode)
    case .string, .shortString: try addText(id, .string)
    case .date, .dateTime: add(id, prefix(.time, 0), 0, 0)
    case .languageString, .unused, .tripleTerm: add(id, prefix(.rest, 0), 0, 0)
    case .numericLiteral, .temporalLiteral, .otherLiteral:
      let value = try context.value(of: id)?.xsdValue
      switch value {
      case nil: add(id, prefix(.rest, 0), 0, 0)
      case let value? where value.isNumeric: add(id, number(value.asDouble ?? .nan), 0, 0)
      default: add(id, prefix(.time, 0), 0, 0)
      }
    }
  }

  private func add(_ id: UInt64, _ prefix: UInt64, _ start: Int, _ length: Int32) {
    ids.append(id)
    prefixes.append(prefix)
    starts.append(start)
    lengths.append(length)
  }

  private func prefix(_ rank: Rank, _ bits: UInt64) -> UInt64 { rank.rawValue << 56 | bits }

  /// NaN comes first, then numbers by their bits, the negative ones turned round.
  private func number(_ value: Double) -> UInt64 {
    if value.isNaN { return prefix(.number, 0) }
    // Minus zero equals zero.
    let bits = (value == 0 ? 0.0 : value).bitPattern
    let ascending = bits >> 63 == 1 ? ~bits : bits | 1 << 63
    return prefix(.number, max(ascending >> 8, 1))
  }

  private func addText(_ id: UInt64, _ rank: Rank) throws(QueryError) {
    let start = text.count
    if let term = try context.bytes(of: id) {
      text.append(contentsOf: term.value)
    } else {
      text.append(contentsOf: context.local.bytes(of: TermID(rawValue: id)).value)
    }
    let count = text.count - start
    var bits: UInt64 = 0
    for index in 0..<min(7, count) { bits |= UInt64(text[start + index]) << UInt64(48 - 8 * index) }
    add(id, prefix(rank, bits), start, Int32(truncatingIfNeeded: count))
  }

  // MARK: comparing

  /// How two rows stand, of this table and another of the same condition.
  @inline(__always)
  func order(
    _ row: Int, _ other: SortKeys, _ otherRow: Int
  ) throws(QueryError) -> SortingOrder {
    let (a, b) = (prefixes[row], other.prefixes[otherRow])
    if a != b { return a < b ? .ascending : .descending }
    if ids[row] == other.ids[otherRow] { return .even }
    return try furtherOrder(row, other, otherRow)
  }

  @inline(never)
  private func furtherOrder(
    _ row: Int, _ other: SortKeys, _ otherRow: Int
  ) throws(QueryError) -> SortingOrder {
    switch Rank(rawValue: prefixes[row] >> 56) {
    case .iri?, .blankNode?, .string?:
      let (a, b) = (Int(lengths[row]), Int(other.lengths[otherRow]))
      let difference = text.withUnsafeBufferPointer { own in
        other.text.withUnsafeBufferPointer { others in
          compared(own, starts[row], a, others, other.starts[otherRow], b)
        }
      }
      if difference != 0 { return difference < 0 ? .ascending : .descending }
      return a == b ? .even : a < b ? .ascending : .descending
    default:
      return SolutionOrder.compareValues(
        try context.value(of: ids[row]), try context.value(of: other.ids[otherRow]))
    }
  }

  private func compared(
    _ own: UnsafeBufferPointer<UInt8>, _ ownStart: Int, _ ownCount: Int,
    _ others: UnsafeBufferPointer<UInt8>, _ otherStart: Int, _ otherCount: Int
  ) -> Int32 {
    guard let a = own.baseAddress, let b = others.baseAddress else { return 0 }
    return memcmp(a + ownStart, b + otherStart, min(ownCount, otherCount))
  }
}
