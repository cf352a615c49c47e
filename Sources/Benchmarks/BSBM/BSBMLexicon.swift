// The words of the data: an own list, small enough to stay in the processor's first caches.
//
// A word is one of 64 beginnings and one of 64 endings, so 4,096 words of 9 letters on average, as
// long as the original's are. Twelve random bits are a word; 64 bits are five.

/// Words and names that texts are made of.
enum BSBMLexicon {
  /// How many words a random number of 64 bits is enough for.
  static let wordsPerNumber = 5
  /// How many bits choose a word.
  static let bitsPerWord = 12

  /// All words, each with a space after it.
  static let words: [ShortText] = beginnings.flatMap { beginning in
    endings.map { ShortText(beginning + $0 + " ") }
  }

  /// All 1,024 names of people; a person has one or two.
  static let names: [ShortText] = nameBeginnings.flatMap { beginning in
    nameEndings.map { ShortText(beginning + $0) }
  }

  private static let beginnings = [
    "amber", "apple", "autumn", "barley", "beacon", "birch", "brass", "bright", "cedar", "cinder",
    "clay", "cloud", "clover", "copper", "coral", "crown", "dew", "drift", "ember", "fair", "fern",
    "field", "flint", "frost", "garden", "glass", "golden", "grain", "gray", "green", "harbor",
    "hazel", "hill", "honey", "iron", "ivory", "lake", "lark", "leaf", "lily", "linen", "loft",
    "maple", "marsh", "meadow", "mill", "mint", "moon", "moss", "north", "oak", "pearl", "pine",
    "quiet", "rain", "raven", "river", "rose", "silver", "star", "stone", "summer", "thistle",
    "winter",
  ]

  private static let endings = [
    "arch", "bank", "barn", "basin", "bell", "bend", "berry", "bird", "bloom", "board", "bough",
    "bow", "branch", "bread", "bridge", "brook", "chest", "cliff", "cloth", "coat", "cord",
    "court", "cove", "crest", "dale", "flower", "ford", "forge", "gate", "glade", "glow", "grove",
    "guard", "hall", "haven", "heart", "house", "kettle", "lamp", "land", "light", "line", "lock",
    "loom", "mark", "mast", "mere", "path", "post", "reed", "ridge", "roof", "root", "row", "sail",
    "seed", "shade", "shelf", "shore", "song", "spring", "stead", "water", "wheel",
  ]

  private static let nameBeginnings = [
    "Ada", "Bel", "Cor", "Dan", "Eli", "Fen", "Gil", "Han", "Ida", "Jon", "Kat", "Leo", "Mar",
    "Nel", "Odi", "Pet", "Quin", "Ros", "Sel", "Tam", "Ulf", "Val", "Wil", "Xen", "Yas", "Zor",
    "Alm", "Bri", "Cas", "Dor", "Emm", "Fri",
  ]

  private static let nameEndings = [
    "a", "ana", "bert", "da", "den", "dis", "elin", "en", "eth", "fried", "gard", "ia", "ik",
    "ina", "is", "la", "lin", "mir", "na", "nor", "o", "ola", "on", "ora", "red", "rik", "sa",
    "ta", "ten", "thea", "us", "wen",
  ]
}
