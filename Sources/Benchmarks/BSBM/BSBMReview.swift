/// What is chosen about a review.
struct BSBMReview {
  /// The number of the product that is reviewed; those in the middle are reviewed more often.
  let product: Int
  let reviewDay: BSBMDay
  /// When the site published it: on the day of the review or later.
  let day: BSBMDay
  /// The four ratings; 0 where there is none.
  let ratings: InlineArray<4, Int>
  /// The stream after all this: the texts follow.
  var random: SeededRandom

  /// Draws review `number` of a dataset.
  init(_ number: Int, of catalog: BSBMCatalog) {
    var random = BSBMStream.review.random(seed: catalog.seed, number: number)
    product = 1 + random.normal(below: catalog.productCount, limit: .twoDeviations)
    let daysAgo = random.within(BSBMProfile.reviewDaysAgo)
    reviewDay = .current.earlier(by: daysAgo)
    day = reviewDay.later(by: random.below(daysAgo))
    var ratings = InlineArray<4, Int>(repeating: 0)
    for place in 0..<4 where random.below(10) < BSBMProfile.ratedOfTen {
      ratings[place] = random.within(BSBMProfile.ratings)
    }
    self.ratings = ratings
    self.random = random
  }
}
