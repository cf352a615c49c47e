/// A text of random words, as the few numbers that it follows from.
struct BSBMText: Sendable {
  /// What is after the closing quote.
  enum Form {
    case plain
    /// The datatype `xsd:string`, spelled out as the original does.
    case string
    /// The language of a country.
    case language(BSBMCountry)
  }

  /// How many words it has, at least one.
  let wordCount: Int
  /// What the words follow from.
  let seed: UInt64
  let form: Form

  /// Draws a text whose number of words is in a range.
  init(words: ClosedRange<Int>, form: Form = .plain, using random: inout SeededRandom) {
    wordCount = random.within(words)
    seed = random.next()
    self.form = form
  }

  /// The index of each word in the lexicon, in order.
  var wordIndices: [Int] {
    var mixer = SeedMixer(state: seed)
    var indices: [Int] = []
    while indices.count < wordCount {
      var bits = mixer.next()
      for _ in 0..<min(BSBMLexicon.wordsPerNumber, wordCount - indices.count) {
        indices.append(Self.wordIndex(&bits))
      }
    }
    return indices
  }

  /// Appends the words with a space between them.
  func append(to buffer: inout GeneratorBuffer) {
    let words = BSBMLexicon.words
    var mixer = SeedMixer(state: seed)
    var remaining = wordCount
    while remaining > 0 {
      var bits = mixer.next()
      let count = min(BSBMLexicon.wordsPerNumber, remaining)
      for _ in 0..<count { buffer.append(words[Self.wordIndex(&bits)]) }
      remaining -= count
    }
    // The space after the last word.
    buffer.removeLast()
  }

  private static func wordIndex(_ bits: inout UInt64) -> Int {
    let index = Int(bits & ((1 << BSBMLexicon.bitsPerWord) - 1))
    bits >>= BSBMLexicon.bitsPerWord
    return index
  }
}
