// The text of a pipeline file with its line starts, and the checks that come before any YAML: what
// is refused here never reaches libyaml or Yams, whose recursion and whose treatment of control
// characters we do not want to lean on.
//
// Lines end where libyaml ends them (LF, CR, CR LF, NEL, LS, PS) and columns count Unicode scalars,
// so that positions agree with the marks that Yams gives. Cost: four bytes of memory a character.

/// The characters of one file.
struct SourceText {
  /// Bounds on the text itself.
  enum Limit {
    /// Largest file; a pipeline of hundreds of sources takes some 100 KiB.
    static let file = ByteCount(1 << 20)
    /// Deepest nesting of lists and maps; the format itself needs 6 levels.
    static let nesting = 64
    /// Widest indentation, which bounds the nesting of block style before it is parsed.
    static let indentation = 128
  }

  /// First and last of the private-use characters that stand for others while Yams parses (see
  /// `YAMLComposer`); a file may not hold them itself.
  static let reservedScalars: ClosedRange<UInt32> = 0xF_0000...0xF_FFFD

  let file: String
  let scalars: [Unicode.Scalar]
  private let lineStarts: [Int]

  /// Makes the text of a file; a byte order mark in front is dropped.
  init(file: String, text: String) {
    self.file = file
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    var starts = [0]
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": continue
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": starts.append(index + 1)
      default: continue
      }
    }
    self.scalars = scalars
    lineStarts = starts
  }

  /// The place of the character at `index`.
  func position(of index: Int) -> TextPosition {
    // The last line start that is not after the index.
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return TextPosition(line: low + 1, column: index - lineStarts[low] + 1)
  }

  /// The place after the last character.
  var end: TextPosition { position(of: scalars.count) }

  /// The index of the character at `position`, or nil where the text has no such place.
  func index(of position: TextPosition) -> Int? {
    guard position.line >= 1, position.line <= lineStarts.count else { return nil }
    let index = lineStarts[position.line - 1] + position.column - 1
    return index < scalars.count ? index : nil
  }

  /// The characters of a line, from 1, without its end; nil where the text has no such line.
  func line(_ number: Int) -> ArraySlice<Unicode.Scalar>? {
    guard number >= 1, number <= lineStarts.count else { return nil }
    let end = number < lineStarts.count ? lineStarts[number] : scalars.count
    let line = scalars[lineStarts[number - 1]..<end]
    // One end at most, of one character or, as CR LF, of two.
    guard number < lineStarts.count else { return line }
    return line.dropLast(line.suffix(2).elementsEqual(["\r", "\n"]) ? 2 : 1)
  }

  /// The first thing that keeps the text from being parsed at all, or nil.
  func firstObstacle() -> PipelineDiagnostic? {
    var brackets = 0
    var isIndentation = true
    var lineStart = 0
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
        isIndentation = true
        lineStart = index + 1
      case "[", "{":
        brackets += 1
        isIndentation = false
      case "]", "}":
        brackets = max(0, brackets - 1)
        isIndentation = false
      case " ", "-", "?", ":", "\t": break
      default:
        isIndentation = false
        if let problem = problem(of: scalar, at: index) { return error(at: index, problem) }
      }
      // Brackets in quoted text count too: the bound is far above what a file needs.
      if brackets > 2 * Limit.nesting {
        return error(at: index, "more than \(2 * Limit.nesting) brackets are open")
      }
      if isIndentation, index - lineStart >= Limit.indentation {
        return error(
          at: index, "the line is indented by more than \(Limit.indentation) characters")
      }
    }
    return nil
  }

  private func problem(of scalar: Unicode.Scalar, at index: Int) -> String? {
    let reserved = "private-use characters from U+F0000 to U+FFFFD are not allowed"
    switch scalar.value {
    case 0x5C:  // A backslash: an escape must not write a reserved character either.
      let escape = String(String.UnicodeScalarView(scalars[index...].prefix(6)))
      return escape.uppercased() == "\\U000F" ? reserved : nil
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x1_0000...0xE_FFFF:
      return nil
    case Self.reservedScalars: return reserved
    case 0x10_0000...0x10_FFFF: return nil
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "the control character U+\(digits) is not allowed"
    }
  }

  private func error(at index: Int, _ message: String) -> PipelineDiagnostic {
    PipelineDiagnostic(.error, file: file, position: position(of: index), message: message)
  }
}
