// What there is, before anything of it is written.
//
// The catalog holds what several resources share: the tree of types, which producer makes which
// products, which vendor has which offers, which site has which reviews. All else about a resource
// follows from a random stream of its own (see BSBMProduct, BSBMOffer, BSBMReview), so that any
// product, offer or review can be looked at by itself, without those before it: that is how queries
// get parameters that exist.
// Memory: a product adds a fifth of a byte, its share of the tree included: 285,000 products, which
// are 100 million statements, some 60 KiB.

/// The random streams of a seed; each resource has one.
enum BSBMStream: UInt64 {
  case hierarchy = 1
  case producers, vendors, sites
  case standards, producer, product, vendor, offer, siteReviewers, reviewer, review
  case parameters

  /// Stream `number` of this kind.
  ///
  /// A number never reaches the kind's bits: there are at most 2^28 of anything.
  func random(seed: UInt64, number: Int = 0) -> SeededRandom {
    SeededRandom(seed: seed, stream: rawValue << 48 | UInt64(number))
  }
}

/// The outline of a dataset.
struct BSBMCatalog: Sendable {
  let seed: UInt64
  let productCount: Int
  let hierarchy: BSBMHierarchy
  /// Products by producer.
  let producers: BSBMPartition
  /// Offers by vendor.
  let vendors: BSBMPartition
  /// Reviews by rating site.
  let sites: BSBMPartition
  /// The first reviewer of each site, and one more than the last of all.
  private let firstReviewers: [Int]

  var offerCount: Int { productCount * BSBMProfile.offersPerProduct }
  var reviewCount: Int { productCount * BSBMProfile.reviewsPerProduct }
  var reviewerCount: Int { firstReviewers[firstReviewers.count - 1] - 1 }

  /// Draws the outline of the data that a seed defines.
  init(products: Int, seed: UInt64) {
    self.seed = seed
    productCount = products
    var random = BSBMStream.hierarchy.random(seed: seed)
    hierarchy = BSBMHierarchy(products: products, using: &random)
    random = BSBMStream.producers.random(seed: seed)
    producers = BSBMPartition(
      products, bound: BSBMProfile.productsOfProducerBound, using: &random)
    random = BSBMStream.vendors.random(seed: seed)
    vendors = BSBMPartition(
      products * BSBMProfile.offersPerProduct, bound: BSBMProfile.offersOfVendorBound,
      using: &random)
    random = BSBMStream.sites.random(seed: seed)
    sites = BSBMPartition(
      products * BSBMProfile.reviewsPerProduct, bound: BSBMProfile.reviewsOfSiteBound,
      using: &random)
    var firstReviewers = [1]
    for site in 1...sites.runCount {
      var walk = BSBMReviewerWalk(
        reviews: sites.numbers(ofRun: site), firstReviewer: firstReviewers[site - 1], site: site,
        seed: seed)
      while walk.next() != nil {}
      firstReviewers.append(walk.nextReviewer)
    }
    self.firstReviewers = firstReviewers
  }

  /// The product with a number.
  func product(_ number: Int) -> BSBMResource {
    BSBMResource(.product, number, source: producers.run(of: number))
  }

  /// The offer with a number.
  func offer(_ number: Int) -> BSBMResource {
    BSBMResource(.offer, number, source: vendors.run(of: number))
  }

  /// The review with a number.
  func review(_ number: Int) -> BSBMResource {
    BSBMResource(.review, number, source: sites.run(of: number))
  }

  /// The reviewers of a site, in order.
  func reviewers(ofSite site: Int) -> BSBMReviewerWalk {
    BSBMReviewerWalk(
      reviews: sites.numbers(ofRun: site), firstReviewer: firstReviewers[site - 1], site: site,
      seed: seed)
  }

  /// Who wrote a review; walks over the reviewers of its site, some 500.
  func reviewer(ofReview number: Int) -> BSBMResource {
    let site = sites.run(of: number)
    var walk = reviewers(ofSite: site)
    while let found = walk.next() {
      if found.reviews.contains(number) {
        return BSBMResource(.reviewer, found.reviewer, source: site)
      }
    }
    preconditionFailure("review \(number) is not one of its site")
  }
}

/// Goes through the reviewers of a rating site; each has the next reviews of the site.
struct BSBMReviewerWalk {
  private var random: SeededRandom
  private var reviews: Range<Int>
  /// The number of the reviewer who comes next.
  private(set) var nextReviewer: Int

  fileprivate init(reviews: Range<Int>, firstReviewer: Int, site: Int, seed: UInt64) {
    random = BSBMStream.siteReviewers.random(seed: seed, number: site)
    self.reviews = reviews
    nextReviewer = firstReviewer
  }

  /// The next reviewer's number with the numbers of the reviews, or nil at the end.
  mutating func next() -> (reviewer: Int, reviews: Range<Int>)? {
    guard !reviews.isEmpty else { return nil }
    let drawn = random.normal(
      below: BSBMProfile.reviewsOfReviewerBound, limit: .threeDeviations)
    let count = min(max(1, drawn), reviews.count)
    let own = reviews.lowerBound..<reviews.lowerBound + count
    reviews = own.upperBound..<reviews.upperBound
    nextReviewer += 1
    return (nextReviewer - 1, own)
  }
}
