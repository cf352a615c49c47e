/// What is chosen about an offer.
struct BSBMOffer {
  /// The number of the product that is offered; those in the middle are offered more often.
  let product: Int
  let priceCents: Int
  let validFrom: BSBMDay
  let validTo: BSBMDay
  let deliveryDays: Int
  let day: BSBMDay

  /// Draws offer `number` of a dataset.
  init(_ number: Int, of catalog: BSBMCatalog) {
    var random = BSBMStream.offer.random(seed: catalog.seed, number: number)
    product = 1 + random.normal(below: catalog.productCount, limit: .twoDeviations)
    priceCents = random.within(BSBMProfile.priceCents)
    day = .current.earlier(by: random.within(BSBMProfile.offerDaysAgo))
    validFrom = day.earlier(by: random.within(BSBMProfile.validFromDaysEarlier))
    validTo = day.later(by: random.within(BSBMProfile.validToDaysLater))
    let (mean, deviation) = BSBMProfile.deliveryHundredths
    deliveryDays = 1 + random.normal(meanHundredths: mean, deviationHundredths: deviation)
  }
}
