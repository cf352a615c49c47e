// A string that is equal only to the same code points.
//
// Swift's `String` compares by canonical equivalence: "é" as one code point equals "e" followed by a
// combining accent. RDF compares code point by code point (RDF 1.1 Concepts, sections 3.2 and 3.3), so
// terms must never be compared as `String`s, nor used as keys of a dictionary as such. UTF-8 bytes
// sort as their code points do, so the bytes are all that is compared here.
//
// Cost: one `memcmp`; a string whose storage is foreign (bridged on Darwin) is walked instead.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A string compared, sorted and hashed by its code points, never by canonical equivalence.
public struct ExactString: Hashable, Comparable, Sendable {
  /// The text.
  public let string: String

  /// Makes an exact string of `string`.
  public init(_ string: String) { self.string = string }

  /// Whether both have the same code points.
  public static func == (left: ExactString, right: ExactString) -> Bool {
    compareCodePoints(left.string, right.string) == 0
  }

  /// Whether `left` sorts before `right` by code points.
  public static func < (left: ExactString, right: ExactString) -> Bool {
    compareCodePoints(left.string, right.string) < 0
  }

  /// Feeds the UTF-8 bytes to `hasher`.
  public func hash(into hasher: inout Hasher) {
    let utf8 = string.utf8
    hasher.combine(utf8.count)
    let wasContiguous: Void? = utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if wasContiguous == nil {
      let copy = Array(utf8)
      copy.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }
}

extension ExactString: ExpressibleByStringLiteral, CustomStringConvertible {
  /// Makes an exact string of a literal.
  public init(stringLiteral value: String) { string = value }

  /// The text.
  public var description: String { string }
}

/// Compares by code points: negative, zero or positive as `left` sorts before, with or after `right`.
package func compareCodePoints(_ left: String, _ right: String) -> Int {
  let leftBytes = left.utf8
  let rightBytes = right.utf8
  let compared: Int?? = leftBytes.withContiguousStorageIfAvailable { leftBuffer in
    rightBytes.withContiguousStorageIfAvailable { rightBuffer in
      compareBytes(leftBuffer, rightBuffer)
    }
  }
  if case .some(.some(let order)) = compared { return order }
  if leftBytes.elementsEqual(rightBytes) { return 0 }
  return leftBytes.lexicographicallyPrecedes(rightBytes) ? -1 : 1
}

private func compareBytes(
  _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
) -> Int {
  let shared = min(left.count, right.count)
  // A buffer without a base address is empty, and so is what is shared with it.
  if shared > 0, let leftBase = left.baseAddress, let rightBase = right.baseAddress {
    // Both buffers hold at least `shared` bytes.
    let order = memcmp(leftBase, rightBase, shared)
    if order != 0 { return Int(order) }
  }
  return left.count - right.count
}
