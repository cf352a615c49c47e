// The names that the data uses, ready to be copied as bytes.

/// Namespaces of the benchmark.
enum BSBMVocabulary {
  static let vocabulary: StaticString =
    "http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/"
  static let instances: StaticString =
    "http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/instances/"
  static let countries: StaticString = "http://downlode.org/rdf/iso-3166/countries#"
}

/// A class that is not a product type.
enum BSBMClass: UInt8 {
  case productType, productFeature, producer, product, vendor, offer, person, review

  /// The class's IRI as a line has it.
  var lineText: StaticString {
    switch self {
    case .productType: "<http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/ProductType>"
    case .productFeature:
      "<http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/ProductFeature>"
    case .producer: "<http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/Producer>"
    case .product: "<http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/Product>"
    case .vendor: "<http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/Vendor>"
    case .offer: "<http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/Offer>"
    case .person: "<http://xmlns.com/foaf/0.1/Person>"
    case .review: "<http://purl.org/stuff/rev#Review>"
    }
  }

  /// The class as Turtle writes it.
  var turtleText: StaticString {
    switch self {
    case .productType: "bsbm:ProductType"
    case .productFeature: "bsbm:ProductFeature"
    case .producer: "bsbm:Producer"
    case .product: "bsbm:Product"
    case .vendor: "bsbm:Vendor"
    case .offer: "bsbm:Offer"
    case .person: "foaf:Person"
    case .review: "rev:Review"
    }
  }
}
