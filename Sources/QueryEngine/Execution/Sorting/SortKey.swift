// Keys of ORDER BY that are compared without decoding.
//
//     head   class (8 bits) │ 56 bits of the value, ascending with it: seven bytes of a text, a number's
//            double, an instant
//     text   for IRIs, labels and strings all bytes
//
// Classes follow SolutionOrder. Two heads that differ decide; texts decide the rest of IRIs, labels and strings;
// where neither does (2^53 + 1 and its double, two durations) the values are compared.

import RDF
import SPARQL
import Storage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What an ORDER BY tells apart first.
enum SortClass: UInt64 {
  case unbound = 0
  case blankNode, iri, number, boolean, dateTime, date, otherTime, string, taggedString, opaque

  /// Whether keys have a text.
  var hasText: Bool {
    switch self {
    case .blankNode, .iri, .string, .taggedString: true
    default: false
    }
  }

  /// Whether terms with the same head, or the same text, may still have an order.
  var needsValues: Bool {
    switch self {
    case .unbound, .blankNode, .iri, .boolean, .string: false
    case .number, .dateTime, .date, .otherTime, .taggedString, .opaque: true
    }
  }
}

/// The key of one term; its text is somebody else's memory.
struct SortKey {
  var id: UInt64
  var head: UInt64
  var text: UnsafePointer<UInt8>?
  var count: Int

  /// Bytes of a text that are in the head.
  static let headBytes = 7

  static var unbound: SortKey { SortKey(id: 0, head: 0, text: nil, count: 0) }

  @inline(__always)
  var sortClass: SortClass { SortClass(rawValue: head >> 56) ?? .opaque }

  /// The head of a class and its bits.
  @inline(__always)
  static func head(_ sortClass: SortClass, _ bits: UInt64) -> UInt64 {
    sortClass.rawValue << 56 | bits
  }

  /// The head of a text.
  @inline(__always)
  static func head(_ sortClass: SortClass, _ text: UnsafePointer<UInt8>?, _ count: Int) -> UInt64 {
    var bits: UInt64 = 0
    if let text {
      for index in 0..<min(headBytes, count) {
        bits |= UInt64(text[index]) << UInt64(48 - 8 * index)
      }
    }
    return head(sortClass, bits)
  }

  /// How two keys stand in the order of their terms.
  @inline(__always)
  func order(_ other: SortKey, _ context: EvaluationContext) throws(QueryError) -> SortingOrder {
    if head != other.head { return head < other.head ? .ascending : .descending }
    if id == other.id { return .even }
    return try furtherOrder(other, context)
  }

  @inline(never)
  private func furtherOrder(
    _ other: SortKey, _ context: EvaluationContext
  ) throws(QueryError) -> SortingOrder {
    let sortClass = sortClass
    if sortClass.hasText {
      if let text, let others = other.text {
        let difference = memcmp(text, others, min(count, other.count))
        if difference != 0 { return difference < 0 ? .ascending : .descending }
      }
      if count != other.count { return count < other.count ? .ascending : .descending }
    }
    guard sortClass.needsValues else { return .even }
    return SolutionOrder.compareValues(try context.value(of: id), try context.value(of: other.id))
  }
}

/// Makes the keys of terms; one thread.
struct SortKeyMaker {
  let context: EvaluationContext

  /// The key of an id; its text is valid until the next call of the context for any term.
  func key(of id: UInt64) throws(QueryError) -> SortKey {
    let term = TermID(rawValue: id)
    switch term.kind {
    case .reserved: return .unbound
    case .integer: return plain(id, number(Double(InlineValue.integerValue(term))))
    case .decimal: return plain(id, number(Double(InlineValue.decimalMillionths(term)) / 1e6))
    case .boolean: return plain(id, SortKey.head(.boolean, term.payload))
    case .iri: return try text(id, .iri)
    case .blankNode: return try text(id, .blankNode)
    case .string, .shortString: return try text(id, .string)
    case .languageString: return try text(id, .taggedString)
    case .dateTime: return plain(id, instant(.dateTime, InlineValue.unixMilliseconds(term)))
    case .date: return plain(id, instant(.date, InlineValue.unixMilliseconds(term)))
    case .numericLiteral, .temporalLiteral, .otherLiteral: return try literal(id)
    case .unused, .tripleTerm: return plain(id, SortKey.head(.opaque, 0))
    }
  }

  private func plain(_ id: UInt64, _ head: UInt64) -> SortKey {
    SortKey(id: id, head: head, text: nil, count: 0)
  }

  private func literal(_ id: UInt64) throws(QueryError) -> SortKey {
    guard let value = try context.value(of: id)?.xsdValue else {
      return plain(id, SortKey.head(.opaque, 0))
    }
    switch value.kind {
    case .number: return plain(id, number(value.asDouble ?? .nan))
    case .boolean: return plain(id, SortKey.head(.boolean, value == .boolean(true) ? 1 : 0))
    case .dateTime: return plain(id, instant(.dateTime, value.unixMilliseconds ?? 0))
    case .date: return plain(id, instant(.date, value.unixMilliseconds ?? 0))
    case .string: return try text(id, .string)
    default: return plain(id, SortKey.head(.otherTime, 0))
    }
  }

  /// NaN comes first, then numbers by their bits, the negative ones turned round.
  private func number(_ value: Double) -> UInt64 {
    if value.isNaN { return SortKey.head(.number, 0) }
    // Minus zero equals zero.
    let bits = (value == 0 ? 0.0 : value).bitPattern
    let ascending = bits >> 63 == 1 ? ~bits : bits | 1 << 63
    return SortKey.head(.number, max(ascending >> 8, 1))
  }

  /// Milliseconds from 1970 in 56 bits; what lies beyond is compared as values.
  private func instant(_ sortClass: SortClass, _ milliseconds: Int) -> UInt64 {
    let middle = 1 << 55
    let place = min(max(milliseconds, 1 - middle), middle - 1) + middle
    return SortKey.head(sortClass, UInt64(place))
  }

  private func text(_ id: UInt64, _ sortClass: SortClass) throws(QueryError) -> SortKey {
    let bytes: UnsafeBufferPointer<UInt8>
    if let term = try context.bytes(of: id) {
      bytes = term.value
    } else {
      bytes = context.local.bytes(of: TermID(rawValue: id)).value
    }
    return SortKey(
      id: id, head: SortKey.head(sortClass, bytes.baseAddress, bytes.count),
      text: bytes.baseAddress, count: bytes.count)
  }
}
