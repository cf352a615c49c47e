#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Compares the first `count` bytes of both, which must have as many: negative, 0 or positive.
@inline(__always)
func compareBytes(
  _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, count: Int
) -> Int32 {
  assert(count <= left.count && count <= right.count, "a comparison beyond the end")
  guard count > 0, let left = left.baseAddress, let right = right.baseAddress else { return 0 }
  return memcmp(left, right, count)
}

/// Whether `bytes` begin with the UTF-8 of `text`.
@inline(__always)
func begins(_ bytes: UnsafeBufferPointer<UInt8>, with text: StaticString) -> Bool {
  let start = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  return bytes.count >= start.count && compareBytes(bytes, start, count: start.count) == 0
}
