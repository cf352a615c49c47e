// Decodes what ColumnEncoder writes: the inner loop of every scan.
//
// Reads are unaligned loads of eight bytes that may reach behind the column; a block ends in eight
// bytes of padding, so they stay inside the block's value. Lengths and codes were checked when the
// block was written, and RocksDB's checksum covers every byte, so rows are not checked again.

/// Decodes columns of one block; keeps the codes that a context column needs.
struct ColumnDecoder {
  typealias Output = UnsafeMutablePointer<UInt64>

  /// Codes of the last slots column; a code has at most six bits.
  private let codes: UnsafeMutablePointer<UInt8>
  /// For each code the value that its next offset or difference is added to; any byte is an index.
  private let bases: UnsafeMutablePointer<UInt64>
  /// For each code the bits of a difference in a context column.
  private let widths: UnsafeMutablePointer<Int>
  private let masks: UnsafeMutablePointer<UInt64>
  /// Steps of a runs column.
  private let steps: UnsafeMutablePointer<UInt64>
  /// How many codes the last pure-slots column had.
  private let codeCount: UnsafeMutablePointer<Int>

  init() {
    codes = .allocate(capacity: maximumBlockRows)
    steps = .allocate(capacity: maximumBlockRows)
    codeCount = .allocate(capacity: 1)
    codeCount.initialize(to: 0)
    bases = .allocate(capacity: 256)
    widths = .allocate(capacity: 256)
    masks = .allocate(capacity: 256)
    codes.initialize(repeating: 0, count: maximumBlockRows)
    bases.initialize(repeating: 0, count: 256)
    widths.initialize(repeating: 0, count: 256)
    masks.initialize(repeating: 0, count: 256)
  }

  /// Gives back the scratch memory; the decoder's owner calls it once.
  func deallocate() {
    codes.deallocate()
    steps.deallocate()
    codeCount.deallocate()
    bases.deallocate()
    widths.deallocate()
    masks.deallocate()
  }

  /// Decodes rows `from ..< limit` of a column of `count` rows; false where the encoding is unknown.
  ///
  /// Rows before `from` are decoded only where those behind them need it. A context column needs the
  /// column before it decoded as far.
  @inline(__always)
  func decode(
    _ start: UnsafeRawPointer, count: Int, from: Int = 0, limit: Int, into out: Output
  ) -> Bool {
    var source = start + 1
    switch ColumnEncoding(rawValue: start.load(as: UInt8.self)) {
    case .constant: (out + from).update(repeating: readVarint(&source), count: limit - from)
    case .runs: decodeRuns(source, count: limit, into: out)
    case .slots: decodeSlots(source, count: count, from: from, limit: limit, into: out)
    case .delta: decodeDelta(source, count: count, limit: limit, into: out)
    case .context: decodeContext(source, count: limit, into: out)
    case nil: return false
    }
    return true
  }

  /// The first value of a column that tells it in front, or nil for the other encodings.
  func first(_ start: UnsafeRawPointer) -> UInt64? {
    var source = start + 1
    switch ColumnEncoding(rawValue: start.load(as: UInt8.self)) {
    case .constant, .delta: return readVarint(&source)
    case .runs:
      _ = readVarint(&source)
      return readVarint(&source)
    case .slots, .context, nil: return nil
    }
  }

  @inline(__always)
  private func decodeRuns(_ start: UnsafeRawPointer, count: Int, into out: Output) {
    var source = start
    // At most one run a row, and a row at most as many as a block has.
    let runs = max(1, min(Int(truncatingIfNeeded: readVarint(&source)), maximumBlockRows))
    var value = readVarint(&source)
    let stepWidth = Int(source.load(as: UInt8.self))
    let lengthWidth = Int((source + 1).load(as: UInt8.self))
    source += 2
    unpack(source, first: 0, count: runs - 1, width: stepWidth, into: steps)
    source += packedByteCount(runs - 1, width: stepWidth)
    if lengthWidth == 0 {
      out[0] = value
      for run in 1..<max(min(runs, count), 1) {
        value &+= steps[run - 1]
        out[run] = value
      }
      return
    }
    var row = 0
    var position = 0
    let mask: UInt64 = (1 &<< UInt64(truncatingIfNeeded: lengthWidth)) &- 1
    for run in 0..<runs where row < count {
      let word = (source + (position >> 3)).loadUnaligned(as: UInt64.self)
      let bits = (UInt64(littleEndian: word) &>> UInt64(truncatingIfNeeded: position & 7)) & mask
      position &+= lengthWidth
      let end = min(row &+ Int(truncatingIfNeeded: bits) &+ 1, count)
      while row < end {
        out[row] = value
        row &+= 1
      }
      if run &+ 1 < runs { value &+= steps[run] }
    }
  }

  /// The rows of a sorted column that hold `value`, without decoding the others; nil where the
  /// encoding does not allow it.
  ///
  /// The rows found are filled in.
  @inline(__always)
  func find(
    _ value: UInt64, _ start: UnsafeRawPointer, count: Int, into out: Output
  ) -> Range<Int>? {
    var source = start + 1
    switch ColumnEncoding(rawValue: start.load(as: UInt8.self)) {
    case .constant:
      guard readVarint(&source) == value else { return 0..<0 }
      out.update(repeating: value, count: count)
      return 0..<count
    case .runs: return findRun(value, source, count: count, into: out)
    default: return nil
    }
  }

  private func findRun(
    _ value: UInt64, _ start: UnsafeRawPointer, count: Int, into out: Output
  ) -> Range<Int> {
    var source = start
    let runs = max(1, min(Int(truncatingIfNeeded: readVarint(&source)), maximumBlockRows))
    var current = readVarint(&source)
    let stepWidth = Int(source.load(as: UInt8.self))
    let lengthWidth = Int((source + 1).load(as: UInt8.self))
    let steps = UnsafeRawPointer(source + 2)
    let lengths = steps + packedByteCount(runs - 1, width: stepWidth)
    var run = 0
    while current < value, run + 1 < runs {
      current &+= readBits(steps, at: run * stepWidth, width: stepWidth)
      run += 1
    }
    guard current == value else { return 0..<0 }
    var first = run
    for earlier in 0..<run {
      first += Int(
        truncatingIfNeeded: readBits(lengths, at: earlier * lengthWidth, width: lengthWidth))
    }
    let length = Int(
      truncatingIfNeeded: readBits(lengths, at: run * lengthWidth, width: lengthWidth))
    let end = min(first + length + 1, count)
    guard first < end else { return 0..<0 }
    (out + first).update(repeating: value, count: end - first)
    return first..<end
  }

  @inline(__always)
  private func decodeSlots(
    _ start: UnsafeRawPointer, count: Int, from: Int, limit: Int, into out: Output
  ) {
    var source = start
    // Damaged bytes must not trap; what they decode to is wrong either way.
    let slots = max(Int(source.load(as: UInt8.self)), 1)
    let offsetWidth = Int((source + 1).load(as: UInt8.self))
    source += 2
    for slot in 0..<slots { bases[slot] = readVarint(&source) }
    let codeWidth = bitWidth(UInt64(slots - 1))
    unpackCodes(source, count: limit, width: codeWidth)
    let (codes, bases) = (codes, bases)
    if offsetWidth == 0 {
      codeCount.pointee = slots
      for row in from..<limit { out[row] = bases[Int(codes[row])] }
      return
    }
    source += packedByteCount(count, width: codeWidth)
    unpack(source, first: from, count: limit - from, width: offsetWidth, into: out + from)
    for row in from..<limit { out[row] &+= bases[Int(codes[row])] }
  }

  /// Unpacks codes, eight from each load: eight codes of `width` bits are `width` whole bytes, and at most
  /// eight as slots are counted in a byte.
  @inline(__always)
  private func unpackCodes(_ start: UnsafeRawPointer, count: Int, width: Int) {
    let codes = codes
    let shift = UInt64(truncatingIfNeeded: width)
    let mask: UInt64 = (1 &<< shift) &- 1
    var source = start
    var row = 0
    while row &+ 8 <= count {
      var word = UInt64(littleEndian: source.loadUnaligned(as: UInt64.self))
      for place in 0..<8 {
        codes[row &+ place] = UInt8(truncatingIfNeeded: word & mask)
        word &>>= shift
      }
      source += width
      row &+= 8
    }
    guard row < count else { return }
    var word = UInt64(littleEndian: source.loadUnaligned(as: UInt64.self))
    while row < count {
      codes[row] = UInt8(truncatingIfNeeded: word & mask)
      word &>>= shift
      row &+= 1
    }
  }

  @inline(__always)
  private func decodeDelta(
    _ start: UnsafeRawPointer, count: Int, limit: Int, into out: Output
  ) {
    var source = start
    var value = readVarint(&source)
    let width = Int(source.load(as: UInt8.self))
    source += 1
    let exceptions = min(Int(truncatingIfNeeded: readVarint(&source)), count)
    out[0] = value
    guard exceptions > 0 || width > 56 else {
      // The common case: unpack and sum in one pass.
      let mask: UInt64 = (1 &<< UInt64(truncatingIfNeeded: width)) &- 1
      var position = 0
      for row in 1..<max(limit, 1) {
        let word = (source + (position >> 3)).loadUnaligned(as: UInt64.self)
        let shift = UInt64(truncatingIfNeeded: position & 7)
        value &+= unzigzag((UInt64(littleEndian: word) &>> shift) & mask)
        out[row] = value
        position &+= width
      }
      return
    }
    unpack(source, first: 0, count: limit - 1, width: width, into: out + 1)
    source += packedByteCount(count - 1, width: width)
    for _ in 0..<exceptions {
      let row = Int(UInt16(littleEndian: source.loadUnaligned(as: UInt16.self)))
      if row < limit {
        out[row] = UInt64(littleEndian: (source + 2).loadUnaligned(as: UInt64.self))
      }
      source += 10
    }
    for row in 1..<max(limit, 1) {
      value &+= unzigzag(out[row])
      out[row] = value
    }
  }

  @inline(__always)
  private func decodeContext(_ start: UnsafeRawPointer, count: Int, into out: Output) {
    let (codes, bases, widths, masks) = (codes, bases, widths, masks)
    var source = start
    var wide = false
    for code in 0..<codeCount.pointee {
      bases[code] = readVarint(&source)
      let width = Int(source.load(as: UInt8.self))
      widths[code] = width
      masks[code] = (1 &<< UInt64(truncatingIfNeeded: width)) &- 1
      if width > 56 { wide = true }
      source += 1
    }
    if wide { return decodeWideContext(source, count: count, into: out) }
    var position = 0
    for row in 0..<count {
      let code = Int(codes[row])
      let word = (source + (position &>> 3)).loadUnaligned(as: UInt64.self)
      let shift = UInt64(truncatingIfNeeded: position & 7)
      position &+= widths[code]
      let value = bases[code] &+ unzigzag((UInt64(littleEndian: word) &>> shift) & masks[code])
      bases[code] = value
      out[row] = value
    }
  }

  /// The same where a difference may reach into a ninth byte.
  @inline(never)
  private func decodeWideContext(_ source: UnsafeRawPointer, count: Int, into out: Output) {
    var position = 0
    for row in 0..<count {
      let code = Int(codes[row])
      bases[code] &+= unzigzag(readBits(source, at: position, width: widths[code]))
      out[row] = bases[code]
      position &+= widths[code]
    }
  }
}
