// Where some bytes stand in others.
//
// The C library looks for the first byte, which is the quickest on ordinary text. On crafted text ("aaaab"
// in many "a"s) that would take the product of both lengths, so when it has compared many times the bytes
// that there are, the search goes on by Knuth, Morris and Pratt's automaton, which is linear but wants memory.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

package enum ByteSearch {
  /// The offset of the first place of `needle` in `haystack`, or nil; linear in both lengths.
  package static func firstOffset(of needle: UTF8Bytes, in haystack: UTF8Bytes) -> Int? {
    guard let needleBase = needle.baseAddress, let first = needle.first else { return 0 }
    guard let base = haystack.baseAddress else { return nil }
    var offset = 0
    var compared = 0
    let patience = 16 * haystack.count
    while haystack.count - offset >= needle.count {
      // In bounds: at least one byte is left, see above.
      guard
        let found = memchr(base + offset, Int32(first), haystack.count - offset - needle.count + 1)
      else { return nil }
      offset = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if memcmp(base + offset, needleBase, needle.count) == 0 { return offset }
      offset += 1
      compared += needle.count
      if compared > patience { return linearOffset(of: needle, in: haystack, from: offset) }
    }
    return nil
  }

  private static func linearOffset(
    of needle: UTF8Bytes, in haystack: UTF8Bytes, from start: Int
  ) -> Int? {
    let fallbacks = fallbacks(of: needle)
    var matched = 0
    for offset in start..<haystack.count {
      while matched > 0, haystack[offset] != needle[matched] { matched = fallbacks[matched - 1] }
      if haystack[offset] == needle[matched] { matched += 1 }
      if matched == needle.count { return offset + 1 - matched }
    }
    return nil
  }

  /// For each prefix, the length of the longest proper prefix that it ends with.
  private static func fallbacks(of needle: UTF8Bytes) -> [Int] {
    var fallbacks = [0]
    fallbacks.reserveCapacity(needle.count)
    var matched = 0
    for index in needle.indices.dropFirst() {
      while matched > 0, needle[index] != needle[matched] { matched = fallbacks[matched - 1] }
      if needle[index] == needle[matched] { matched += 1 }
      fallbacks.append(matched)
    }
    return fallbacks
  }
}
