// What the original generator's data of 100 products looks like.

/// Counts of the reference data.
enum BSBMReference {
  static let statements = 40_377

  /// Triples of each predicate.
  static let predicates = [
    "a": 4_474, "publisher": 4_174, "date": 4_174, "productFeature": 2_375, "vendor": 2_000,
    "validTo": 2_000, "validFrom": 2_000, "product": 2_000, "price": 2_000, "offerWebpage": 2_000,
    "deliveryDays": 2_000, "label": 1_124, "comment": 1_124, "reviewFor": 1_000,
    "reviewDate": 1_000, "text": 1_000, "reviewer": 1_000, "title": 1_000, "rating1": 717,
    "rating2": 713, "rating3": 691, "rating4": 701, "productPropertyTextual1": 100,
    "productPropertyTextual2": 100, "productPropertyTextual3": 100,
    "productPropertyTextual4": 49, "productPropertyTextual5": 53, "productPropertyTextual6": 17,
    "productPropertyNumeric1": 100, "productPropertyNumeric2": 100,
    "productPropertyNumeric3": 100, "productPropertyNumeric4": 44, "productPropertyNumeric5": 53,
    "productPropertyNumeric6": 16, "producer": 100, "country": 54, "name": 50, "mbox_sha1sum": 50,
    "subClassOf": 20, "homepage": 4,
  ]

  /// Members of each class.
  static let classes = [
    "Offer": 2_000, "Review": 1_000, "ProductFeature": 999, "Product": 100, "ProductType1": 100,
    "Person": 50, "ProductType": 21, "Producer": 3, "Vendor": 1,
  ]

  /// Sizes of data that the authors of the benchmark published with their results.
  static let publishedSizes = [
    PublishedSize(
      products: 666, types: 55, features: 2_860, producers: 14, vendors: 8, reviewers: 339,
      statements: 250_030),
    PublishedSize(
      products: 2_785, types: 151, features: 4_745, producers: 60, vendors: 34, reviewers: 1_432,
      statements: 1_000_313),
    PublishedSize(
      products: 70_812, types: 731, features: 23_833, producers: 1_422, vendors: 722,
      reviewers: 36_249, statements: 25_000_244),
    PublishedSize(
      products: 284_826, types: 2_011, features: 47_884, producers: 5_618, vendors: 2_854,
      reviewers: 146_054, statements: 100_000_112),
  ]

  /// How much of everything a number of products brings.
  struct PublishedSize: Sendable {
    let products: Int
    let types: Int
    let features: Int
    let producers: Int
    let vendors: Int
    let reviewers: Int
    let statements: Int
  }
}
