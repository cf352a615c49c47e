// Queries 1 and 3 to 6, each built around a product that answers it.

/// A product that a query is built around.
private struct BSBMAnchor {
  let product: BSBMProduct
  /// The features that it has.
  let features: [Int]
  /// The features that it might have and has not.
  let lacking: [Int]
  /// Whether the product answers queries about these features.
  let isAnswer: Bool
}

extension BSBMParameters {
  /// Bounds of numbers are drawn from 1 to this.
  private static let largestBound = 500
  /// Query 4 skips the answers before this one.
  private static let answersOfQuery4 = 6

  mutating func drawWithFeatures() -> BSBMDrawnQuery {
    let anchor = drawAnchor()
    let features = drawDistinct(2, of: anchor.features)
    return BSBMDrawnQuery(
      query: .withFeatures(
        type: .type(anchor.product.leaf), first: .feature(features[0]),
        second: .feature(features[1]), numeric1Above: drawBound(below: anchor.product.numerics[0])),
      mayBeEmpty: !anchor.isAnswer)
  }

  mutating func drawWithoutFeature() -> BSBMDrawnQuery {
    let anchor = drawAnchor()
    let has = anchor.features[random.below(anchor.features.count)]
    let lacks = anchor.lacking[random.below(anchor.lacking.count)]
    let upper = anchor.product.numerics[2] + random.within(1...Self.largestBound)
    return BSBMDrawnQuery(
      query: .withoutFeature(
        type: .type(anchor.product.leaf), has: .feature(has), lacks: .feature(lacks),
        numeric1Above: drawBound(below: anchor.product.numerics[0]), numeric3Below: upper),
      mayBeEmpty: !anchor.isAnswer)
  }

  /// Draws query 4 with a type that has enough products: that of the product if it can be, else one
  /// of its ancestors, with features that this ancestor brings or inherits.
  mutating func drawWithEitherFeature() -> BSBMDrawnQuery {
    var last = BSBMDrawnQuery(query: drawEither(drawAnchor(), level: 0), mayBeEmpty: true)
    for _ in 0..<Self.attempts {
      let anchor = drawAnchor()
      // The root brings no features.
      for level in 0..<catalog.hierarchy.levels.count - 1 {
        let query = drawEither(anchor, level: level)
        if hasAnswers(query) { return BSBMDrawnQuery(query: query, mayBeEmpty: false) }
        last = BSBMDrawnQuery(query: query, mayBeEmpty: true)
      }
    }
    return last
  }

  private mutating func drawEither(_ anchor: BSBMAnchor, level: Int) -> BSBMQuery {
    let type = catalog.hierarchy.chain(from: anchor.product.leaf)[level]
    // Features are numbered level by level, so ancestors' have lower numbers than the type's own.
    let end = catalog.hierarchy.features(of: type).upperBound
    let pool = anchor.features.filter { $0 < end }
    let features = drawDistinct(3, of: pool.count >= 3 ? pool : anchor.features)
    return .withEitherFeature(
      type: .type(type), common: .feature(features[0]), first: .feature(features[1]),
      second: .feature(features[2]), numeric1Above: drawBound(below: anchor.product.numerics[0]),
      numeric2Above: drawBound(below: anchor.product.numerics[1]))
  }

  /// Looks at products until query 4 has as many answers as it needs.
  private func hasAnswers(_ query: BSBMQuery) -> Bool {
    guard
      case .withEitherFeature(let type, let common, let first, let second, let bound1, let bound2) =
        query
    else { return false }
    var count = 0
    for number in 1...catalog.productCount {
      let leaf = BSBMProduct.leaf(ofProduct: number, of: catalog)
      guard catalog.hierarchy.isType(leaf, within: type.number) else { continue }
      let product = BSBMProduct(number, of: catalog)
      let features = product.features(of: catalog.hierarchy)
      guard features.contains(common.number) else { continue }
      let isAnswer =
        features.contains(first.number) && product.numerics[0] > bound1
        || features.contains(second.number) && product.numerics[1] > bound2
      if isAnswer { count += 1 }
      if count == Self.answersOfQuery4 { return true }
    }
    return false
  }

  mutating func drawSimilar() -> BSBMDrawnQuery {
    var product = drawProduct()
    for _ in 0..<Self.attempts {
      if hasSimilar(product.number) {
        return BSBMDrawnQuery(query: .similar(product: product), mayBeEmpty: false)
      }
      product = drawProduct()
    }
    return BSBMDrawnQuery(query: .similar(product: product), mayBeEmpty: true)
  }

  /// Looks at products until one answers query 5.
  private func hasSimilar(_ number: Int) -> Bool {
    let hierarchy = catalog.hierarchy
    let product = BSBMProduct(number, of: catalog)
    let features = Set(product.features(of: hierarchy))
    return (1...catalog.productCount).contains { other in
      guard other != number else { return false }
      let candidate = BSBMProduct(other, of: catalog)
      let distance1 = abs(candidate.numerics[0] - product.numerics[0])
      let distance2 = abs(candidate.numerics[1] - product.numerics[1])
      return distance1 < BSBMQuery.similarNumeric1 && distance2 < BSBMQuery.similarNumeric2
        && !features.isDisjoint(with: candidate.features(of: hierarchy))
    }
  }

  mutating func drawLabelled() -> BSBMDrawnQuery {
    let label = BSBMProduct(drawProduct().number, of: catalog).label
    let indices = label.wordIndices
    let word = BSBMLexicon.words[indices[random.below(indices.count)]].text.dropLast()
    return BSBMDrawnQuery(query: .labelled(word: String(word)), mayBeEmpty: false)
  }

  /// Draws a product with at least three features.
  ///
  /// Nearly all have them; where the data is a product or two that have not, the features are just
  /// some of the product's types.
  private mutating func drawAnchor() -> BSBMAnchor {
    let hierarchy = catalog.hierarchy
    var anchor = anchor(drawProduct().number, of: hierarchy)
    for _ in 0..<Self.cheapAttempts where !anchor.isAnswer {
      anchor = self.anchor(drawProduct().number, of: hierarchy)
    }
    return anchor
  }

  private func anchor(_ number: Int, of hierarchy: BSBMHierarchy) -> BSBMAnchor {
    let product = BSBMProduct(number, of: catalog)
    let features = product.features(of: hierarchy)
    let possible = hierarchy.chain(from: product.leaf).flatMap { hierarchy.features(of: $0) }
    let lacking = possible.filter { !features.contains($0) }
    guard features.count >= 3, !lacking.isEmpty else {
      return BSBMAnchor(
        product: product, features: Array(possible.prefix(3)),
        lacking: Array(possible.dropFirst(3)), isAnswer: false)
    }
    return BSBMAnchor(product: product, features: features, lacking: lacking, isAnswer: true)
  }

  /// Draws a bound that a value is above: 0 for a value of 1.
  private mutating func drawBound(below value: Int) -> Int {
    let largest = min(Self.largestBound, value - 1)
    return largest < 1 ? 0 : random.within(1...largest)
  }

  /// Draws different members of a list that has enough of them.
  private mutating func drawDistinct(_ count: Int, of list: [Int]) -> [Int] {
    var rest = list
    return (0..<count).map { _ in rest.remove(at: random.below(rest.count)) }
  }
}
