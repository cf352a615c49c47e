/// The flags of fn:matches: `s`, `m`, `i`, `x` and `q`, in any order, each as often as one likes.
struct RegularExpressionFlags: OptionSet {
  let rawValue: UInt8

  /// `s`: a dot matches a line feed too.
  static let dotMatchesLineFeed = Self(rawValue: 1)
  /// `m`: `^` and `$` match at each line.
  static let isMultiline = Self(rawValue: 2)
  /// `i`: case is ignored.
  static let ignoresCase = Self(rawValue: 4)
  /// `x`: white space in the pattern is left out.
  static let ignoresSpace = Self(rawValue: 8)
  /// `q`: the pattern is plain text; the other flags but `i` have no effect.
  static let isLiteral = Self(rawValue: 16)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Nil where there is another letter.
  init?(_ text: String) {
    self = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "s"): insert(.dotMatchesLineFeed)
      case UInt8(ascii: "m"): insert(.isMultiline)
      case UInt8(ascii: "i"): insert(.ignoresCase)
      case UInt8(ascii: "x"): insert(.ignoresSpace)
      case UInt8(ascii: "q"): insert(.isLiteral)
      default: return nil
      }
    }
  }
}
