/// What a resource of the data is.
public enum BSBMKind: UInt8, Sendable {
  case productType, productFeature, standardizationInstitution
  case producer, product, vendor, offer, ratingSite, reviewer, review

  /// How local names of this kind begin.
  var name: StaticString {
    switch self {
    case .productType: "ProductType"
    case .productFeature: "ProductFeature"
    case .standardizationInstitution: "StandardizationInstitution"
    case .producer: "Producer"
    case .product: "Product"
    case .vendor: "Vendor"
    case .offer: "Offer"
    case .ratingSite: "RatingSite"
    case .reviewer: "Reviewer"
    case .review: "Review"
    }
  }

  /// Who publishes resources of this kind, or nil for those of the standards.
  var sourceKind: BSBMKind? {
    switch self {
    case .productType, .productFeature, .standardizationInstitution: nil
    case .producer, .product: .producer
    case .vendor, .offer: .vendor
    case .ratingSite, .reviewer, .review: .ratingSite
    }
  }
}

/// A resource of the data: its kind, its number, and the number of who publishes it.
///
/// Numbers start at 1 and run through all publishers: `dataFromVendor3/Offer4711` is the 4711th offer
/// of all and the only one with that number.
public struct BSBMResource: Hashable, Sendable {
  /// What it is.
  public let kind: BSBMKind
  /// Which of its kind.
  public let number: Int
  /// Which producer, vendor or rating site publishes it; 0 for the standards.
  public let source: Int

  init(_ kind: BSBMKind, _ number: Int, source: Int) {
    self.kind = kind
    self.number = number
    self.source = source
  }

  /// What publishes the standards.
  static let institution = BSBMResource(.standardizationInstitution, 1, source: 0)

  /// A product type.
  static func type(_ number: Int) -> BSBMResource {
    BSBMResource(.productType, number, source: 0)
  }

  /// A product feature.
  static func feature(_ number: Int) -> BSBMResource {
    BSBMResource(.productFeature, number, source: 0)
  }

  /// A producer, vendor or rating site, which publishes itself.
  static func source(_ kind: BSBMKind, _ number: Int) -> BSBMResource {
    BSBMResource(kind, number, source: number)
  }

  /// Who publishes it.
  var publisher: BSBMResource {
    guard let kind = kind.sourceKind else { return .institution }
    return .source(kind, source)
  }

  /// The whole IRI.
  public var iri: String {
    let folder = kind.sourceKind.map { "dataFrom\($0.name)\(source)/" } ?? ""
    return "\(BSBMVocabulary.instances)\(folder)\(kind.name)\(number)"
  }
}
