// How large the parts of the data are and how their values are distributed.
//
// Source: the Berlin SPARQL Benchmark's specification, version 3.1, section on the rules of data
// generation. Where it leaves something open, what the original generator's data of 100 products
// shows: products per producer, the words of each text, dates, and the four families of optional
// properties. Sizes published with the benchmark's results (666 to 284,826 products) agree.

/// The numbers that the data is drawn from; a range is uniform unless it says otherwise.
enum BSBMProfile {
  /// A producer has fewer products than this, normally distributed with the limit at three
  /// deviations; 49.5 on average.
  static let productsOfProducerBound = 100
  /// As with producers, for the offers of a vendor; 1,999.5 on average.
  static let offersOfVendorBound = 4_000
  /// As with producers, for the reviews of a rating site; 9,999.5 on average.
  static let reviewsOfSiteBound = 20_000
  /// As with producers, for the reviews of a reviewer; 19.5 on average.
  static let reviewsOfReviewerBound = 40
  static let offersPerProduct = 20
  static let reviewsPerProduct = 10

  /// For each feature of its types, one product in four has it.
  static let featureBits = 2
  /// Numeric properties are from 1 to this, small ones likelier.
  static let largestNumeric = 2_000
  static let ratings = 1...10
  /// Of ten reviews, seven have a first rating, seven a second, and so on.
  static let ratedOfTen = 7
  static let priceCents = 500...1_000_000
  /// Days of delivery are one more than a normal number of at least 0.
  static let deliveryHundredths = (mean: 290, deviation: 145)

  static let labelWords = 1...3
  static let commentWords = 20...50
  static let productCommentWords = 50...150
  static let textualPropertyWords = 3...15
  static let titleWords = 4...15
  static let reviewWords = 50...200

  /// Days after 2000-06-20, when standards were published.
  static let standardDays = 0...32
  static let producerDays = 103...1_826
  static let productDays = 103...2_416
  /// Days before the current date, when offers were published; vendors too.
  static let offerDaysAgo = 1...97
  static let validFromDaysEarlier = 0...90
  static let validToDaysLater = 7...90
  static let reviewDaysAgo = 1...365
  /// The original dates reviewers after the current date, and so do we.
  static let reviewerDaysAhead = 0...97
}

/// Which of the optional properties a product has.
///
/// Properties 1 to 3 are in every product. Of the others two products in five have exactly numbers
/// 4 and 5; one in five may have 4 and 5, and two in five may have 5 and 6.
enum BSBMPropertyFamily {
  case complete, early, late

  /// Draws a family.
  static func draw(using random: inout SeededRandom) -> BSBMPropertyFamily {
    switch random.below(5) {
    case 0, 1: .complete
    case 2: .early
    default: .late
    }
  }

  /// Of twenty products of the family, how many have property `number`, the textual as the numeric.
  func share(ofProperty number: Int) -> Int {
    switch (self, number) {
    case (_, 1...3): 20
    case (.complete, 4...5): 20
    case (.early, 4), (.late, 6): 8
    case (.early, 5), (.late, 5): 5
    default: 0
    }
  }
}
