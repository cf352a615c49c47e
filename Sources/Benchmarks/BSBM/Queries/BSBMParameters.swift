// Parameters that make the queries mean something.
//
// The original draws types, features and products independently, and many of its queries have no
// answer. Here each query is built around something that is in the data and answers it: a product
// for queries 1 to 6, an offer or a review for the others, all drawn with equal chances. Products in
// the middle have more offers and reviews, so queries 7, 8 and 10 ask about them more often.
//
// Still empty may be, because the specification says so:
//   1 3 in data of a product or two, which may have fewer than three features
//   4   the first five answers are skipped: in small data no type has six products that match
//   5   in small data a product may be like no other
//   8   in the smallest data no reviewer may write English
//   10  in small data no vendor may be of the country that the query names
// Whether they are is looked at when they are drawn, and they are drawn again some times before.
// Query 7 is never empty: all but the product's label is optional.
//
// Cost: microseconds, but for query 4, which looks at products until it has six answers: some
// milliseconds at 285,000 products. Memory: the catalog's.

/// A query with drawn parameters.
public struct BSBMDrawnQuery: Hashable, Sendable {
  /// The template and its parameters.
  public let query: BSBMQuery
  /// Whether no answer at all is a right answer; where false, there is at least one.
  public let mayBeEmpty: Bool

  /// The query as a benchmark runs it.
  public var benchmarkQuery: BenchmarkQuery {
    BenchmarkQuery(name: "bsbm-\(query.number)", text: query.text, mayBeEmpty: mayBeEmpty)
  }
}

/// Draws parameters for the explore queries from what a generator writes.
///
/// Nothing is written or read for it. The same generator and seed give the same queries on every
/// platform.
public struct BSBMParameters: Sendable {
  /// How often a query that would be empty is drawn again before it is given out as it is.
  static let attempts = 16
  /// As above, where an attempt takes a fraction of a microsecond.
  static let cheapAttempts = 10_000

  let catalog: BSBMCatalog
  var random: SeededRandom

  /// Starts to draw queries for the data of `generator`.
  ///
  /// - Parameters:
  ///   - generator: What writes the data.
  ///   - seed: What the parameters follow from; not the data's seed, though it may be the same.
  public init(of generator: BSBMGenerator, seed: UInt64) {
    catalog = BSBMCatalog(products: generator.products, seed: generator.seed)
    random = BSBMStream.parameters.random(seed: seed)
  }

  /// Draws a query.
  ///
  /// - Parameter number: The query's number, from 1 to 12.
  /// - Returns: The query with parameters.
  public mutating func draw(_ number: Int) -> BSBMDrawnQuery {
    switch number {
    case 1: drawWithFeatures()
    case 2: BSBMDrawnQuery(query: .details(product: drawProduct()), mayBeEmpty: false)
    case 3: drawWithoutFeature()
    case 4: drawWithEitherFeature()
    case 5: drawSimilar()
    case 6: drawLabelled()
    case 7: drawOffersAndReviews()
    case 8: drawEnglishReviews()
    case 9: BSBMDrawnQuery(query: .reviewer(review: drawReview()), mayBeEmpty: false)
    case 10: drawQuickOffers()
    case 11: BSBMDrawnQuery(query: .neighbourhood(offer: drawOffer()), mayBeEmpty: false)
    case 12: BSBMDrawnQuery(query: .export(offer: drawOffer()), mayBeEmpty: false)
    default: preconditionFailure("there is no query \(number)")
    }
  }

  /// Draws the 25 queries of an explore mix, in order.
  public mutating func drawMix() -> [BSBMDrawnQuery] {
    var mix: [BSBMDrawnQuery] = []
    for number in BSBMQueries.exploreMix { mix.append(draw(number)) }
    return mix
  }

  private mutating func drawOffersAndReviews() -> BSBMDrawnQuery {
    let review = BSBMReview(drawReview().number, of: catalog)
    return BSBMDrawnQuery(
      query: .offersAndReviews(
        product: catalog.product(review.product), country: .germany, validAfter: .current),
      mayBeEmpty: false)
  }

  private mutating func drawEnglishReviews() -> BSBMDrawnQuery {
    var number = 0
    for _ in 0..<Self.cheapAttempts {
      number = drawReview().number
      let reviewer = catalog.reviewer(ofReview: number)
      if BSBMReviewer(reviewer.number, seed: catalog.seed).country.isEnglish {
        return englishReviews(likeReview: number, mayBeEmpty: false)
      }
    }
    return englishReviews(likeReview: number, mayBeEmpty: true)
  }

  private func englishReviews(likeReview number: Int, mayBeEmpty: Bool) -> BSBMDrawnQuery {
    let product = catalog.product(BSBMReview(number, of: catalog).product)
    return BSBMDrawnQuery(query: .englishReviews(product: product), mayBeEmpty: mayBeEmpty)
  }

  private mutating func drawQuickOffers() -> BSBMDrawnQuery {
    let country = BSBMCountry.unitedStates
    var product = 0
    for _ in 0..<Self.cheapAttempts {
      let offer = drawOffer()
      let choices = BSBMOffer(offer.number, of: catalog)
      product = choices.product
      let isAnswer =
        choices.deliveryDays <= BSBMQuery.quickDays
        && choices.validTo.number > BSBMDay.current.number
        && BSBMCompany.vendor(offer.source, seed: catalog.seed).country == country
      if isAnswer { return quickOffers(ofProduct: product, from: country, mayBeEmpty: false) }
    }
    return quickOffers(ofProduct: product, from: country, mayBeEmpty: true)
  }

  private func quickOffers(
    ofProduct product: Int, from country: BSBMCountry, mayBeEmpty: Bool
  ) -> BSBMDrawnQuery {
    BSBMDrawnQuery(
      query: .quickOffers(
        product: catalog.product(product), country: country, validAfter: .current),
      mayBeEmpty: mayBeEmpty)
  }

  mutating func drawProduct() -> BSBMResource {
    catalog.product(1 + random.below(catalog.productCount))
  }

  private mutating func drawOffer() -> BSBMResource {
    catalog.offer(1 + random.below(catalog.offerCount))
  }

  private mutating func drawReview() -> BSBMResource {
    catalog.review(1 + random.below(catalog.reviewCount))
  }
}
