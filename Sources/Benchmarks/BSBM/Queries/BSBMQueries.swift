// The explore use case of the Berlin SPARQL Benchmark: somebody looks for a product, compares, and
// looks at offers and reviews.
//
// The queries ask for what the specification says each asks for, with the same operators, so that
// what a system finds hard in the original it finds hard here; their text is our own.

/// The explore use case as a whole.
public enum BSBMQueries {
  /// The numbers of the queries.
  public static let numbers = 1...12

  /// The numbers of the 25 queries of a mix, in order; query 6 is not part of it.
  public static let exploreMix = [
    1, 2, 2, 3, 2, 2, 4, 2, 2, 5, 7, 7, 5, 7, 7, 8, 9, 9, 8, 9, 9, 10, 10, 11, 12,
  ]

  /// A simple pattern with many rows, for the time until the first of them.
  public static let simplePattern = BenchmarkQuery(
    name: "bsbm-first-\(QueryBench.firstRowCount)",
    text: """
      \(BSBMQuery.prefixes(.bsbm))
      SELECT ?offer ?product ?price
      WHERE {
        ?offer bsbm:product ?product ;
          bsbm:price ?price .
      }
      """,
    mayBeEmpty: false)
}

/// A query of the explore use case: a template with its parameters.
public enum BSBMQuery: Hashable, Sendable {
  /// 1: products of a type that have both features and a first number above a bound.
  case withFeatures(
    type: BSBMResource, first: BSBMResource, second: BSBMResource, numeric1Above: Int)
  /// 2: all that a page about a product shows.
  case details(product: BSBMResource)
  /// 3: products of a type that have one feature and lack another, by negation.
  case withoutFeature(
    type: BSBMResource, has: BSBMResource, lacks: BSBMResource, numeric1Above: Int,
    numeric3Below: Int)
  /// 4: products of a type that have a feature and one of two others, from the sixth on.
  case withEitherFeature(
    type: BSBMResource, common: BSBMResource, first: BSBMResource, second: BSBMResource,
    numeric1Above: Int, numeric2Above: Int)
  /// 5: products that share a feature with a product and are near it in two numbers.
  case similar(product: BSBMResource)
  /// 6: products with a word in the label.
  case labelled(word: String)
  /// 7: a product with its valid offers from a country and its reviews, both optional.
  case offersAndReviews(product: BSBMResource, country: BSBMCountry, validAfter: BSBMDay)
  /// 8: the newest English reviews of a product.
  case englishReviews(product: BSBMResource)
  /// 9: the reviewer of a review, described.
  case reviewer(review: BSBMResource)
  /// 10: the cheapest valid offers of a product that come from a country within three days.
  case quickOffers(product: BSBMResource, country: BSBMCountry, validAfter: BSBMDay)
  /// 11: all that is said about an offer, in both directions.
  case neighbourhood(offer: BSBMResource)
  /// 12: an offer in another vocabulary.
  case export(offer: BSBMResource)

  /// The query's number, from 1 to 12.
  public var number: Int {
    switch self {
    case .withFeatures: 1
    case .details: 2
    case .withoutFeature: 3
    case .withEitherFeature: 4
    case .similar: 5
    case .labelled: 6
    case .offersAndReviews: 7
    case .englishReviews: 8
    case .reviewer: 9
    case .quickOffers: 10
    case .neighbourhood: 11
    case .export: 12
    }
  }
}
