// Fixed-width bit packing, least significant bit first.
//
// Values of `width` bits stand one behind the other; a value may cross byte borders. Reading loads the
// eight bytes around a value, so a packed stretch must be followed by at least eight readable bytes:
// blocks end in that much padding. Widths above 56 need a ninth byte, which the reader adds.
// Cost: about one nanosecond a value.

/// Bytes that `count` values of `width` bits take.
@inline(__always)
func packedByteCount(_ count: Int, width: Int) -> Int { (count * width + 7) >> 3 }

/// Bits needed to hold `value`.
@inline(__always)
func bitWidth(_ value: UInt64) -> Int { 64 - value.leadingZeroBitCount }

/// Writes values bit by bit into memory that the caller has sized.
struct BitWriter {
  private var target: UnsafeMutableRawPointer
  private var pending: UInt64 = 0
  private var pendingBits = 0

  init(_ target: UnsafeMutableRawPointer) { self.target = target }

  /// Appends the low `width` bits of `value`; higher bits must be zero.
  @inline(__always)
  mutating func append(_ value: UInt64, width: Int) {
    // Shifts by `&<<` and `&>>` are exact here: pendingBits is below 64 throughout.
    pending |= value &<< UInt64(truncatingIfNeeded: pendingBits)
    let total = pendingBits &+ width
    if total >= 64 {
      target.storeBytes(of: pending.littleEndian, as: UInt64.self)
      target += 8
      let written = 64 &- pendingBits
      pending = written >= 64 ? 0 : value &>> UInt64(truncatingIfNeeded: written)
      if written == 64 { pending = 0 }
      pendingBits = total &- 64
    } else {
      pendingBits = total
    }
  }

  /// Writes what is pending and returns the byte behind the last one.
  mutating func finish() -> UnsafeMutableRawPointer {
    while pendingBits > 0 {
      target.storeBytes(of: UInt8(truncatingIfNeeded: pending), as: UInt8.self)
      target += 1
      pending >>= 8
      pendingBits -= 8
    }
    return target
  }
}

/// The value of `width` bits at bit `position` behind `base`.
@inline(__always)
func readBits(_ base: UnsafeRawPointer, at position: Int, width: Int) -> UInt64 {
  let byte = base + (position >> 3)
  let shift = UInt64(truncatingIfNeeded: position & 7)
  let low = UInt64(littleEndian: byte.loadUnaligned(as: UInt64.self)) &>> shift
  if width <= 56 { return low & ((1 &<< UInt64(truncatingIfNeeded: width)) &- 1) }
  return readWideBits(byte, low: low, shift: shift, width: width)
}

/// The slow half of `readBits`: a value that may reach into a ninth byte.
@inline(never)
func readWideBits(_ byte: UnsafeRawPointer, low: UInt64, shift: UInt64, width: Int) -> UInt64 {
  var value = low
  if shift > 0 { value |= UInt64((byte + 8).load(as: UInt8.self)) &<< (64 &- shift) }
  return width == 64 ? value : value & ((1 &<< UInt64(width)) &- 1)
}

/// Unpacks values `first ..< first + count` of a packed stretch into `out`.
@inline(__always)
func unpack(
  _ base: UnsafeRawPointer, first: Int, count: Int, width: Int,
  into out: UnsafeMutablePointer<UInt64>
) {
  if width == 0 {
    out.update(repeating: 0, count: count)
    return
  }
  if width > 56 {
    for index in 0..<count {
      out[index] = readBits(base, at: (first + index) * width, width: width)
    }
    return
  }
  let mask: UInt64 = (1 &<< UInt64(truncatingIfNeeded: width)) &- 1
  var position = first &* width
  for index in 0..<count {
    let word = (base + (position >> 3)).loadUnaligned(as: UInt64.self)
    out[index] =
      (UInt64(littleEndian: word) &>> UInt64(truncatingIfNeeded: position & 7)) & mask
    position &+= width
  }
}

/// Folds the sign into the lowest bit, so that small differences of either sign are small.
@inline(__always)
func zigzag(_ difference: UInt64) -> UInt64 {
  let signed = Int64(bitPattern: difference)
  return UInt64(bitPattern: (signed &<< 1) ^ (signed &>> 63))
}

/// Undoes `zigzag`.
@inline(__always)
func unzigzag(_ folded: UInt64) -> UInt64 { (folded &>> 1) ^ (0 &- (folded & 1)) }

/// Appends a base-128 integer (LEB128) and returns the byte behind it.
@inline(__always)
func writeVarint(_ value: UInt64, _ target: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
  var (value, target) = (value, target)
  while value >= 0x80 {
    target.storeBytes(of: UInt8(truncatingIfNeeded: value) | 0x80, as: UInt8.self)
    target += 1
    value &>>= 7
  }
  target.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
  return target + 1
}

/// Reads a base-128 integer and moves `source` behind it.
@inline(__always)
func readVarint(_ source: inout UnsafeRawPointer) -> UInt64 {
  var value: UInt64 = 0
  var shift: UInt64 = 0
  while true {
    let byte = source.load(as: UInt8.self)
    source += 1
    value |= UInt64(byte & 0x7f) &<< shift
    if byte < 0x80 || shift >= 63 { return value }
    shift &+= 7
  }
}
