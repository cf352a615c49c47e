/// What is chosen about a product, in the order in which it is drawn.
struct BSBMProduct {
  /// The number of the product's most specific type.
  let leaf: Int
  /// By the property's number less 1: the numeric value, or 0 where the product has none.
  let numerics: InlineArray<6, Int>
  /// By the property's number less 1: whether the product has the textual property.
  let textuals: InlineArray<6, Bool>
  let label: BSBMText
  let comment: BSBMText
  let day: BSBMDay
  /// What the product's features follow from.
  private let featureSeed: UInt64
  /// The stream after all this: textual properties follow.
  var random: SeededRandom

  /// Draws product `number` of a dataset.
  init(_ number: Int, of catalog: BSBMCatalog) {
    var random = BSBMStream.product.random(seed: catalog.seed, number: number)
    leaf = Self.drawLeaf(of: catalog.hierarchy, using: &random)
    let family = BSBMPropertyFamily.draw(using: &random)
    var numerics = InlineArray<6, Int>(repeating: 0)
    var textuals = InlineArray<6, Bool>(repeating: false)
    for place in 0..<6 {
      let share = family.share(ofProperty: place + 1)
      if random.below(20) < share {
        numerics[place] = 1 + random.halfNormal(below: BSBMProfile.largestNumeric)
      }
      textuals[place] = random.below(20) < share
    }
    self.numerics = numerics
    self.textuals = textuals
    label = BSBMText(words: BSBMProfile.labelWords, using: &random)
    comment = BSBMText(words: BSBMProfile.productCommentWords, using: &random)
    day = .first.later(by: random.within(BSBMProfile.productDays))
    featureSeed = random.next()
    self.random = random
  }

  /// The type of product `number`, for a fraction of the cost of the whole product.
  static func leaf(ofProduct number: Int, of catalog: BSBMCatalog) -> Int {
    var random = BSBMStream.product.random(seed: catalog.seed, number: number)
    return drawLeaf(of: catalog.hierarchy, using: &random)
  }

  /// Draws a type of the last level; the first of them have more products than the last.
  private static func drawLeaf(
    of hierarchy: BSBMHierarchy, using random: inout SeededRandom
  ) -> Int {
    hierarchy.leaves.lowerBound + random.halfNormal(below: hierarchy.leaves.count)
  }

  /// Passes the product's features to `body`: those of its type first, then each ancestor's.
  func forEachFeature<Failure: Error>(
    of hierarchy: BSBMHierarchy, _ body: (Int) throws(Failure) -> Void
  ) throws(Failure) {
    // Two bits of the product's own numbers for each feature that it might have.
    var mixer = SeedMixer(state: featureSeed)
    var bits: UInt64 = 0
    var bitCount = 0
    var type: Int? = leaf
    while let current = type {
      for feature in hierarchy.features(of: current) {
        if bitCount == 0 { (bits, bitCount) = (mixer.next(), 64) }
        if bits & ((1 << BSBMProfile.featureBits) - 1) == 0 { try body(feature) }
        bits >>= BSBMProfile.featureBits
        bitCount -= BSBMProfile.featureBits
      }
      type = hierarchy.parent(of: current)
    }
  }

  /// The product's features in a list.
  func features(of hierarchy: BSBMHierarchy) -> [Int] {
    var features: [Int] = []
    forEachFeature(of: hierarchy) { features.append($0) }
    return features
  }
}
