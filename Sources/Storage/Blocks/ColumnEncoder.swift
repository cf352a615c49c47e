// Chooses an encoding for a column and writes it.
//
// One encoder serves one thread and is used for all of its blocks: the scratch arrays live as long as
// it does. About 5 ns a value over all candidates.

/// Encodes columns of at most ``maximumBlockRows`` values.
final class ColumnEncoder {
  typealias Column = UnsafePointer<UInt64>

  /// Codes of the column that was encoded last as pure slots; a context column reads them.
  private let codes = UnsafeMutablePointer<UInt8>.allocate(capacity: maximumBlockRows)
  /// Codes of a slots column that is being considered.
  private let pendingCodes = UnsafeMutablePointer<UInt8>.allocate(capacity: maximumBlockRows)
  private let scratch = UnsafeMutablePointer<UInt64>.allocate(capacity: maximumBlockRows)
  private let slotOfHash = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  private let bases = UnsafeMutablePointer<UInt64>.allocate(capacity: maximumSlots)
  private let last = UnsafeMutablePointer<UInt64>.allocate(capacity: maximumSlots)
  private let widths = UnsafeMutablePointer<UInt8>.allocate(capacity: maximumSlots)
  private let histogram = UnsafeMutablePointer<Int>.allocate(capacity: 65)
  /// Number of codes in `codes`, or 0 where the last column gave none.
  private(set) var contextCount = 0

  deinit {
    codes.deallocate()
    pendingCodes.deallocate()
    scratch.deallocate()
    slotOfHash.deallocate()
    bases.deallocate()
    last.deallocate()
    widths.deallocate()
    histogram.deallocate()
  }

  /// Forgets the context of an earlier block.
  func startBlock() { contextCount = 0 }

  /// Writes `column` at `target` and returns the byte behind it.
  ///
  /// The caller provides room for ``maximumColumnBytes``.
  func encode(
    _ column: Column, count: Int, to target: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    let shape = survey(column, count: count)
    if shape.distinctNeighbours == 1 {
      return writeConstant(column[0], to: target)
    }
    let deltaPlan = planDelta(count: count)
    var best = (ColumnEncoding.delta, deltaPlan.bits)
    let runBits = shape.isSorted ? runsBits(shape) : Int.max
    if runBits < best.1 { best = (.runs, runBits) }
    let context = contextCount > 0 ? contextBits(column, count: count) : Int.max
    if context < best.1 { best = (.context, context) }
    // Slots cost a hash a row to find out; where neighbours hardly repeat and the rest is cheap
    // already, they can't win by much.
    let slots = planSlots(column, count: count)
    if slots.bits < best.1 { best = (.slots, slots.bits) }

    switch best.0 {
    case .runs: return writeRuns(column, count: count, shape: shape, to: target)
    case .context: return writeContext(column, count: count, to: target)
    case .slots: return writeSlots(column, count: count, plan: slots, to: target)
    default: return writeDelta(column, count: count, plan: deltaPlan, to: target)
    }
  }

  /// Upper bound of an encoded column in bytes: every encoding loses to delta at full width.
  static let maximumColumnBytes = 64 + maximumBlockRows * 9 + maximumSlots * 10

  // MARK: survey

  private struct Shape {
    var isSorted = true
    /// Runs of equal neighbours.
    var distinctNeighbours = 1
    var largestStep: UInt64 = 0
    var longestRun = 1
  }

  /// Looks at neighbours: sortedness, runs, and the histogram of widths of zigzag differences.
  private func survey(_ column: Column, count: Int) -> Shape {
    var shape = Shape()
    histogram.update(repeating: 0, count: 65)
    var previous = column[0]
    var run = 1
    for row in 1..<max(count, 1) {
      let value = column[row]
      let difference = value &- previous
      let folded = zigzag(difference)
      scratch[row] = folded
      histogram[bitWidth(folded)] += 1
      if difference == 0 {
        run += 1
      } else {
        shape.longestRun = max(shape.longestRun, run)
        run = 1
        shape.distinctNeighbours += 1
        if value < previous { shape.isSorted = false }
        if difference > shape.largestStep { shape.largestStep = difference }
      }
      previous = value
    }
    shape.longestRun = max(shape.longestRun, run)
    return shape
  }

  // MARK: constant

  private func writeConstant(
    _ value: UInt64, to target: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    contextCount = 0
    target.storeBytes(of: ColumnEncoding.constant.rawValue, as: UInt8.self)
    return writeVarint(value, target + 1)
  }

  // MARK: runs: varint runs, varint first, width of steps, width of lengths, steps, lengths - 1

  private func runsBits(_ shape: Shape) -> Int {
    let widthStep = bitWidth(shape.largestStep)
    let widthLength = bitWidth(UInt64(shape.longestRun - 1))
    return 112 + shape.distinctNeighbours * (widthStep + widthLength)
  }

  private func writeRuns(
    _ column: Column, count: Int, shape: Shape, to start: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    contextCount = 0
    let stepWidth = bitWidth(shape.largestStep)
    let lengthWidth = bitWidth(UInt64(shape.longestRun - 1))
    var target = start
    target.storeBytes(of: ColumnEncoding.runs.rawValue, as: UInt8.self)
    target = writeVarint(UInt64(shape.distinctNeighbours), target + 1)
    target = writeVarint(column[0], target)
    target.storeBytes(of: UInt8(stepWidth), as: UInt8.self)
    (target + 1).storeBytes(of: UInt8(lengthWidth), as: UInt8.self)
    var steps = BitWriter(target + 2)
    for row in 1..<count where column[row] != column[row - 1] {
      steps.append(column[row] &- column[row - 1], width: stepWidth)
    }
    var lengths = BitWriter(steps.finish())
    var run = 0
    for row in 1..<count {
      if column[row] != column[row - 1] {
        lengths.append(UInt64(run), width: lengthWidth)
        run = 0
      } else {
        run += 1
      }
    }
    lengths.append(UInt64(run), width: lengthWidth)
    return lengths.finish()
  }

  // MARK: delta: varint first, width, varint exceptions, differences, (index, difference) ...

  private struct DeltaPlan {
    var width: Int
    var exceptions: Int
    var bits: Int
  }

  private func planDelta(count: Int) -> DeltaPlan {
    var best = DeltaPlan(width: 64, exceptions: 0, bits: Int.max)
    var above = 0
    for width in stride(from: 64, through: 0, by: -1) {
      let bits = 88 + width * (count - 1) + above * exceptionBits
      if bits < best.bits { best = DeltaPlan(width: width, exceptions: above, bits: bits) }
      above += histogram[width]
    }
    return best
  }

  private func writeDelta(
    _ column: Column, count: Int, plan: DeltaPlan, to start: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    contextCount = 0
    var target = start
    target.storeBytes(of: ColumnEncoding.delta.rawValue, as: UInt8.self)
    target = writeVarint(column[0], target + 1)
    target.storeBytes(of: UInt8(plan.width), as: UInt8.self)
    target = writeVarint(UInt64(plan.exceptions), target + 1)
    var bits = BitWriter(target)
    for row in 1..<count {
      let folded = scratch[row]
      bits.append(bitWidth(folded) > plan.width ? 0 : folded, width: plan.width)
    }
    target = bits.finish()
    guard plan.exceptions > 0 else { return target }
    for row in 1..<count where bitWidth(scratch[row]) > plan.width {
      target.storeBytes(of: UInt16(row).littleEndian, as: UInt16.self)
      (target + 2).storeBytes(of: scratch[row].littleEndian, as: UInt64.self)
      target += 10
    }
    return target
  }

  // MARK: slots: slots, width of offsets, varint bases, codes, offsets

  private struct SlotPlan {
    var slots = 0
    var offsetWidth = 0
    var bits = Int.max
  }

  /// Tries pure codes (few distinct values), else one base for each kind of term.
  private func planSlots(_ column: Column, count: Int) -> SlotPlan {
    slotOfHash.update(repeating: 255, count: 256)
    var slots = 0
    for row in 0..<count {
      let value = column[row]
      var place = Int(truncatingIfNeeded: (value &* 0x9E37_79B9_7F4A_7C15) &>> 56)
      while slotOfHash[place] != 255, bases[Int(slotOfHash[place])] != value {
        place = (place + 1) & 255
      }
      if slotOfHash[place] == 255 {
        if slots == maximumSlots { return planKinds(column, count: count) }
        slotOfHash[place] = UInt8(slots)
        bases[slots] = value
        slots += 1
      }
      pendingCodes[row] = slotOfHash[place]
    }
    let bits = 24 + slots * 40 + count * bitWidth(UInt64(slots - 1))
    return SlotPlan(slots: slots, offsetWidth: 0, bits: bits)
  }

  private func planKinds(_ column: Column, count: Int) -> SlotPlan {
    var slotOfKind = InlineArray<16, UInt8>(repeating: 255)
    var slots = 0
    for row in 0..<count {
      let value = column[row]
      let kind = Int(value &>> 60)
      if slotOfKind[kind] == 255 {
        slotOfKind[kind] = UInt8(slots)
        bases[slots] = value
        last[slots] = value
        slots += 1
      }
      let slot = Int(slotOfKind[kind])
      if value < bases[slot] { bases[slot] = value }
      if value > last[slot] { last[slot] = value }
      pendingCodes[row] = UInt8(slot)
    }
    var width = 0
    for slot in 0..<slots { width = max(width, bitWidth(last[slot] &- bases[slot])) }
    let bits = 24 + slots * 40 + count * (bitWidth(UInt64(slots - 1)) + width)
    return SlotPlan(slots: slots, offsetWidth: width, bits: bits)
  }

  private func writeSlots(
    _ column: Column, count: Int, plan: SlotPlan, to start: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    var target = start
    target.storeBytes(of: ColumnEncoding.slots.rawValue, as: UInt8.self)
    (target + 1).storeBytes(of: UInt8(plan.slots), as: UInt8.self)
    (target + 2).storeBytes(of: UInt8(plan.offsetWidth), as: UInt8.self)
    target += 3
    for slot in 0..<plan.slots { target = writeVarint(bases[slot], target) }
    let codeWidth = bitWidth(UInt64(plan.slots - 1))
    var bits = BitWriter(target)
    for row in 0..<count { bits.append(UInt64(pendingCodes[row]), width: codeWidth) }
    target = bits.finish()
    if plan.offsetWidth > 0 {
      var offsets = BitWriter(target)
      for row in 0..<count {
        offsets.append(column[row] &- bases[Int(pendingCodes[row])], width: plan.offsetWidth)
      }
      target = offsets.finish()
      contextCount = 0
    } else {
      codes.update(from: pendingCodes, count: count)
      contextCount = plan.slots
    }
    return target
  }

  // MARK: context: (varint first value, width) a code, then a zigzag difference a row

  private func contextBits(_ column: Column, count: Int) -> Int {
    prepareContext(column, count: count)
    var bits = 16 + contextCount * 48
    for row in 0..<count { bits += Int(widths[Int(codes[row])]) }
    return bits
  }

  /// Finds the widest difference under each code; `bases` is left to the slots, so firsts go to `last`.
  private func prepareContext(_ column: Column, count: Int) {
    widths.update(repeating: 255, count: contextCount)
    for row in 0..<count {
      let code = Int(codes[row])
      if widths[code] == 255 {
        widths[code] = 0
      } else {
        let width = UInt8(bitWidth(zigzag(column[row] &- last[code])))
        if width > widths[code] { widths[code] = width }
      }
      last[code] = column[row]
    }
  }

  private func writeContext(
    _ column: Column, count: Int, to start: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    prepareContext(column, count: count)
    var target = start
    target.storeBytes(of: ColumnEncoding.context.rawValue, as: UInt8.self)
    target += 1
    // The first value under each code, in code order.
    var seen = UInt64(0)
    for row in 0..<count {
      let code = Int(codes[row])
      if seen & (1 << UInt64(code)) == 0 {
        seen |= 1 << UInt64(code)
        last[code] = column[row]
      }
    }
    for code in 0..<contextCount {
      target = writeVarint(last[code], target)
      target.storeBytes(of: widths[code], as: UInt8.self)
      target += 1
    }
    var bits = BitWriter(target)
    for row in 0..<count {
      let code = Int(codes[row])
      bits.append(zigzag(column[row] &- last[code]), width: Int(widths[code]))
      last[code] = column[row]
    }
    contextCount = 0
    return bits.finish()
  }
}
