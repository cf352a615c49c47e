// Symbolic expressions: how algebra is shown in tests and to users who ask for a plan.
//
//     (project (?name)
//       (join
//         (bgp (triple ?s <http://xmlns.com/foaf/0.1/name> ?name))
//         (table (vars ?s) (row <x:a>))))

/// A word, or a list of symbolic expressions in parentheses.
public indirect enum SymbolicExpression: Hashable, Sendable {
  /// A word, written as it is.
  case word(String)
  /// A list; its first member names what it is.
  case list([SymbolicExpression])

  /// A list that starts with a word.
  static func call(_ name: String, _ members: SymbolicExpression...) -> SymbolicExpression {
    .list([.word(name)] + members)
  }

  /// A list that starts with a word.
  static func call(_ name: String, _ members: [SymbolicExpression]) -> SymbolicExpression {
    .list([.word(name)] + members)
  }
}

extension SymbolicExpression: CustomStringConvertible {
  /// The expression on one line.
  public var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .word(let word):
      text += word
    case .list(let members):
      text += "("
      var isFirst = true
      for member in members {
        if !isFirst { text += " " }
        isFirst = false
        member.write(to: &text)
      }
      text += ")"
    }
  }

  /// The expression with each list that is wider than `width` broken after its first words.
  public func indented(width: Int = 100) -> String {
    var text = ""
    writeIndented(to: &text, indent: 0, width: width)
    return text
  }

  private func writeIndented(to text: inout String, indent: Int, width: Int) {
    guard case .list(let members) = self, !fits(in: width - indent) else {
      write(to: &text)
      return
    }
    text += "("
    var isBroken = false
    for (index, member) in members.enumerated() {
      // Words and short lists stay on the first line, up to the first that is broken or is a pattern.
      let stays = index < 2 && !isBroken && member.fits(in: (width - indent) / 2)
      if stays {
        if index > 0 { text += " " }
        member.write(to: &text)
      } else {
        isBroken = true
        text += "\n" + String(repeating: " ", count: indent + 2)
        member.writeIndented(to: &text, indent: indent + 2, width: width)
      }
    }
    text += ")"
  }

  /// Whether the expression has at most `width` characters; looks at no more than that many.
  private func fits(in width: Int) -> Bool {
    var left = width
    return take(from: &left)
  }

  private func take(from left: inout Int) -> Bool {
    switch self {
    case .word(let word):
      left -= word.utf8.count
    case .list(let members):
      left -= members.count + 1
      for member in members where left >= 0 {
        if !member.take(from: &left) { return false }
      }
    }
    return left >= 0
  }
}
