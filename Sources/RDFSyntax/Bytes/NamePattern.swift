// Shell patterns over one name: `*`, `?`, `[a-z]`, `[!a]`, and `\` before any of them.
//
// Names are matched scalar by scalar, `*` by going back to the last star only, so that no name
// takes more than (length of pattern) x (length of name) steps.

/// A pattern for one name, without slashes.
struct NamePattern: Hashable, Sendable {
  private enum Piece: Hashable, Sendable {
    case scalar(Unicode.Scalar)
    case any
    case anyRun
    case oneOf([ClosedRange<UInt32>], negated: Bool)
  }

  private var pieces: [Piece] = []
  /// The one name that it matches, where it has no wildcard.
  let literal: String?

  /// Reads `text`; a `[` without its `]` stands for itself.
  init(_ text: some StringProtocol) {
    let scalars = Array(text.unicodeScalars)
    var place = 0
    while place < scalars.count {
      switch scalars[place] {
      case "*":
        // Two in a row within a name are one.
        if pieces.last != .anyRun { pieces.append(.anyRun) }
      case "?": pieces.append(.any)
      case "[":
        if let (piece, end) = Self.bracket(scalars, from: place) {
          pieces.append(piece)
          place = end
        } else {
          pieces.append(.scalar("["))
        }
      case "\\" where place + 1 < scalars.count:
        place += 1
        pieces.append(.scalar(scalars[place]))
      default: pieces.append(.scalar(scalars[place]))
      }
      place += 1
    }
    var name = String.UnicodeScalarView()
    for case .scalar(let scalar) in pieces { name.append(scalar) }
    literal = name.count == pieces.count ? String(name) : nil
  }

  /// Whether `name` matches as a whole.
  func matches(_ name: some StringProtocol) -> Bool {
    let scalars = Array(name.unicodeScalars)
    var piece = 0
    var place = 0
    var lastRun: (piece: Int, place: Int)?
    while place < scalars.count {
      if piece < pieces.count, pieces[piece] == .anyRun {
        lastRun = (piece, place)
        piece += 1
      } else if piece < pieces.count, Self.matches(pieces[piece], scalars[place]) {
        piece += 1
        place += 1
      } else if let run = lastRun {
        // The last star takes one scalar more, and all after it is tried again.
        lastRun = (run.piece, run.place + 1)
        piece = run.piece + 1
        place = run.place + 1
      } else {
        return false
      }
    }
    return pieces[piece...].allSatisfy { $0 == .anyRun }
  }

  private static func matches(_ piece: Piece, _ scalar: Unicode.Scalar) -> Bool {
    switch piece {
    case .scalar(let wanted): wanted == scalar
    case .any, .anyRun: true
    case .oneOf(let ranges, let negated):
      ranges.contains { $0.contains(scalar.value) } != negated
    }
  }

  /// The set that opens at `start` and the place of its `]`, or nil where it is never closed.
  private static func bracket(
    _ scalars: [Unicode.Scalar], from start: Int
  ) -> (Piece, end: Int)? {
    var place = start + 1
    let negated = place < scalars.count && (scalars[place] == "!" || scalars[place] == "^")
    if negated { place += 1 }
    var ranges: [ClosedRange<UInt32>] = []
    while place < scalars.count {
      // A "]" in the first place is a member.
      if scalars[place] == "]" && !ranges.isEmpty {
        return (.oneOf(ranges, negated: negated), place)
      }
      if scalars[place] == "\\" && place + 1 < scalars.count { place += 1 }
      let low = scalars[place].value
      var high = low
      if place + 2 < scalars.count, scalars[place + 1] == "-", scalars[place + 2] != "]" {
        high = scalars[place + 2].value
        place += 2
      }
      ranges.append(min(low, high)...max(low, high))
      place += 1
    }
    return nil
  }
}
