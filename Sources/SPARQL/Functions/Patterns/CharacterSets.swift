// The sets of characters that XPath names by a letter, as PCRE2 writes them.

enum CharacterSets {
  typealias Ranges = [ClosedRange<UInt32>]

  /// What may start a name of XML (XML 1.0, NameStartChar, with the colon).
  private static let nameStart: Ranges = [
    0x3A...0x3A, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF,
    0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF,
    0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF,
  ]
  /// What else may stand in one (NameChar).
  private static let nameOnly: Ranges = [
    0x2D...0x2E, 0x30...0x39, 0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040,
  ]
  private static let space: Ranges = [0x09...0x0A, 0x0D...0x0D, 0x20...0x20]

  /// Whether a backslash and this letter stand for more than one character.
  static func isSet(_ letter: UInt8) -> Bool { "dDsSwWiIcCpP".utf8.contains(letter) }

  /// What a backslash and `letter` stand for, in brackets or in a class; nil where it is no set, or a
  /// property.
  static func escape(_ letter: UInt8, inClass: Bool) -> [UInt8]? {
    switch letter {
    case UInt8(ascii: "d"): return Array("\\p{Nd}".utf8)
    case UInt8(ascii: "D"): return Array("\\P{Nd}".utf8)
    case UInt8(ascii: "s"): return text(space, isNegated: false, inClass: inClass)
    case UInt8(ascii: "S"): return text(space, isNegated: true, inClass: inClass)
    case UInt8(ascii: "w"): return bracketed("\\p{L}\\p{M}\\p{N}\\p{S}", inClass)
    case UInt8(ascii: "W"): return bracketed("\\p{P}\\p{Z}\\p{C}", inClass)
    case UInt8(ascii: "i"): return text(nameStart, isNegated: false, inClass: inClass)
    case UInt8(ascii: "I"): return text(nameStart, isNegated: true, inClass: inClass)
    case UInt8(ascii: "c"): return text(nameStart + nameOnly, isNegated: false, inClass: inClass)
    case UInt8(ascii: "C"): return text(nameStart + nameOnly, isNegated: true, inClass: inClass)
    default: return nil
    }
  }

  private static func bracketed(_ members: String, _ inClass: Bool) -> [UInt8] {
    Array((inClass ? members : "[\(members)]").utf8)
  }

  /// The ranges, or all other characters.
  static func text(_ ranges: Ranges, isNegated: Bool, inClass: Bool) -> [UInt8] {
    let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
    let members = (isNegated ? complement(sorted) : sorted).compactMap(withoutSurrogates)
      .map { "\\x{\(hex($0.lowerBound))}-\\x{\(hex($0.upperBound))}" }.joined()
    // Blocks of surrogates have no characters: nothing in a class, and what never matches elsewhere.
    if members.isEmpty, !inClass { return Array("(?!)".utf8) }
    return bracketed(members, inClass)
  }

  private static func hex(_ value: UInt32) -> String { String(value, radix: 16) }

  /// All code points but those of `ranges`, which are sorted and do not overlap.
  private static func complement(_ ranges: Ranges) -> Ranges {
    var result: Ranges = []
    var next: UInt32 = 0
    for range in ranges {
      if next < range.lowerBound { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return result
  }

  /// No bound of a range may be a surrogate, as those are no characters.
  private static func withoutSurrogates(_ range: ClosedRange<UInt32>) -> ClosedRange<UInt32>? {
    let surrogates: ClosedRange<UInt32> = 0xD800...0xDFFF
    let low = surrogates.contains(range.lowerBound) ? 0xE000 : range.lowerBound
    let high = surrogates.contains(range.upperBound) ? 0xD7FF : range.upperBound
    return low <= high ? low...high : nil
  }
}
