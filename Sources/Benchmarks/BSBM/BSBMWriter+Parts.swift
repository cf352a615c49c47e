// What is said about each kind of resource.

extension BSBMWriter where Emitter: ~Copyable {
  /// Writes the types and the features.
  mutating func writeStandards() throws(GeneratorError) {
    for type in 1...catalog.hierarchy.typeCount {
      try writeStandard(.type(type), .productType)
    }
    for feature in 1...catalog.hierarchy.featureCount {
      try writeStandard(.feature(feature), .productFeature)
    }
  }

  private mutating func writeStandard(
    _ standard: BSBMResource, _ type: BSBMClass
  ) throws(GeneratorError) {
    var random = BSBMStream.standards.random(
      seed: catalog.seed, number: standard.number << 1 | (type == .productType ? 1 : 0))
    try open(standard, type)
    if standard == .type(1) {
      try state(.label, .phrase("Thing"))
      try state(.comment, .phrase("Every product is of this type"))
    } else {
      try state(.label, .text(BSBMText(words: BSBMProfile.labelWords, using: &random)))
      try state(.comment, .text(BSBMText(words: BSBMProfile.commentWords, using: &random)))
    }
    if type == .productType, let parent = catalog.hierarchy.parent(of: standard.number) {
      try state(.subClassOf, .resource(.type(parent)))
    }
    let day = BSBMDay.first.later(by: random.within(BSBMProfile.standardDays))
    try close(publisher: .institution, day)
  }

  private mutating func writeCompany(
    _ company: BSBMResource, _ type: BSBMClass, _ choices: BSBMCompany
  ) throws(GeneratorError) {
    enter(company)
    try open(company, type)
    try state(.label, .text(choices.label))
    try state(.comment, .text(choices.comment))
    try state(.homepage, .homepage(company))
    try state(.country, .country(choices.country))
    try close(publisher: company, choices.day)
  }

  /// Writes a producer and its products.
  mutating func writeProducts(of producer: BSBMResource) throws(GeneratorError) {
    try writeCompany(
      producer, .producer, .producer(producer.number, seed: catalog.seed))
    for number in catalog.producers.numbers(ofRun: producer.number) {
      try writeProduct(BSBMResource(.product, number, source: producer.number))
    }
  }

  private mutating func writeProduct(_ product: BSBMResource) throws(GeneratorError) {
    var choices = BSBMProduct(product.number, of: catalog)
    try open(product, .product)
    try state(.label, .text(choices.label))
    try state(.comment, .text(choices.comment))
    var type: Int? = choices.leaf
    while let current = type {
      try state(.type, .resource(.type(current)))
      type = catalog.hierarchy.parent(of: current)
    }
    try state(.producer, .resource(product.publisher))
    for place in 0..<6 where choices.numerics[place] > 0 {
      try state(BSBMPredicate.numerics[place], .integer(choices.numerics[place]))
    }
    for place in 0..<6 where choices.textuals[place] {
      let text = BSBMText(
        words: BSBMProfile.textualPropertyWords, form: .string, using: &choices.random)
      try state(BSBMPredicate.textuals[place], .text(text))
    }
    let hierarchy = catalog.hierarchy
    try choices.forEachFeature(of: hierarchy) { feature throws(GeneratorError) in
      try state(.productFeature, .resource(.feature(feature)))
    }
    try close(publisher: product.publisher, choices.day)
  }

  /// Writes a vendor and its offers.
  mutating func writeOffers(of vendor: BSBMResource) throws(GeneratorError) {
    try writeCompany(vendor, .vendor, .vendor(vendor.number, seed: catalog.seed))
    for number in catalog.vendors.numbers(ofRun: vendor.number) {
      let offer = BSBMResource(.offer, number, source: vendor.number)
      let choices = BSBMOffer(number, of: catalog)
      try open(offer, .offer)
      try state(.product, .resource(catalog.product(choices.product)))
      try state(.vendor, .resource(vendor))
      try state(.price, .price(cents: choices.priceCents))
      try state(.validFrom, .dateTime(choices.validFrom))
      try state(.validTo, .dateTime(choices.validTo))
      try state(.deliveryDays, .integer(choices.deliveryDays))
      try state(.offerWebpage, .page(offer))
      try close(publisher: vendor, choices.day)
    }
  }

  /// Writes the reviewers of a rating site, each with the reviews.
  mutating func writeReviews(of site: BSBMResource) throws(GeneratorError) {
    enter(site)
    var walk = catalog.reviewers(ofSite: site.number)
    while let found = walk.next() {
      let reviewer = BSBMResource(.reviewer, found.reviewer, source: site.number)
      let choices = BSBMReviewer(found.reviewer, seed: catalog.seed)
      try open(reviewer, .person)
      try state(.name, .name(seed: choices.nameSeed))
      try state(.mailboxHash, .mailboxHash(seed: choices.mailboxSeed))
      try state(.country, .country(choices.country))
      try close(publisher: site, choices.day)
      for number in found.reviews {
        try writeReview(
          BSBMResource(.review, number, source: site.number), by: reviewer,
          from: choices.country)
      }
    }
  }

  private mutating func writeReview(
    _ review: BSBMResource, by reviewer: BSBMResource, from country: BSBMCountry
  ) throws(GeneratorError) {
    var choices = BSBMReview(review.number, of: catalog)
    let title = BSBMText(words: BSBMProfile.titleWords, using: &choices.random)
    let text = BSBMText(
      words: BSBMProfile.reviewWords, form: .language(country), using: &choices.random)
    try open(review, .review)
    try state(.reviewFor, .resource(catalog.product(choices.product)))
    try state(.reviewer, .resource(reviewer))
    try state(.reviewDate, .dateTime(choices.reviewDay))
    try state(.title, .text(title))
    try state(.text, .text(text))
    for place in 0..<4 where choices.ratings[place] > 0 {
      try state(BSBMPredicate.ratings[place], .integer(choices.ratings[place]))
    }
    try close(publisher: review.publisher, choices.day)
  }
}
