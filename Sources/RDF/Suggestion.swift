// "Did you mean": the known word with the fewest edits to what was written. Edits are insertions,
// deletions, replacements and swaps of neighbours (optimal string alignment); case and `-` for `_`
// count as no edit. Cost: the product of the two lengths, for a few dozen words; long input is not
// compared at all.

/// Finds the known word that a misspelt one was meant to be.
package enum Suggestion {
  /// Longest word that is compared; known keys are far shorter.
  private static let longestWord = 64
  /// Most words that are compared with; a file may declare any number of prefixes.
  private static let mostWords = 256

  /// The word of `known` nearest to `written`, where a third of its letters or fewer differ.
  package static func closest(to written: String, among known: some Collection<String>) -> String? {
    guard written.unicodeScalars.count <= longestWord, known.count <= mostWords else {
      return nil
    }
    let word = normalized(written)
    var best: (word: String, edits: Int, shared: Int)?
    for candidate in known {
      let other = normalized(candidate)
      let edits = distance(word, other)
      let allowed = max(1, max(word.count, other.count) / 3)
      // A word of which nothing is left is no suggestion: `x` for `y`.
      guard edits <= allowed, edits < other.count else { continue }
      // Of two that are as near, that which starts as the word does; the order of the words must not
      // matter, for they may come from a dictionary.
      let shared = zip(word, other).prefix { $0 == $1 }.count
      guard let leader = best,
        (leader.edits, -leader.shared, leader.word) < (edits, -shared, candidate)
      else {
        best = (candidate, edits, shared)
        continue
      }
    }
    return best?.word
  }

  private static func normalized(_ text: String) -> [Unicode.Scalar] {
    text.lowercased().unicodeScalars.map { $0 == "-" ? "_" : $0 }
  }

  /// The optimal string alignment distance of two words, row by row.
  package static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    guard !left.isEmpty else { return right.count }
    guard !right.isEmpty else { return left.count }
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for i in 1...left.count {
      var row = [i]
      for j in 1...right.count {
        let replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
        var edits = min(replaced, previous[j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          edits = min(edits, beforePrevious[j - 2] + 1)
        }
        row.append(edits)
      }
      beforePrevious = previous
      previous = row
    }
    return previous[right.count]
  }
}
