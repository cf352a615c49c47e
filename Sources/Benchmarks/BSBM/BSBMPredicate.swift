// The properties of the data, ready to be copied as bytes.

/// A property of the data.
enum BSBMPredicate: UInt8, CaseIterable {
  case type, label, comment, subClassOf, publisher, date, title
  case homepage, name, mailboxHash, text, reviewer
  case country, producer, productFeature, product, vendor
  case price, validFrom, validTo, deliveryDays, offerWebpage, reviewFor, reviewDate
  case rating1, rating2, rating3, rating4
  case numeric1, numeric2, numeric3, numeric4, numeric5, numeric6
  case textual1, textual2, textual3, textual4, textual5, textual6

  static let ratings: [BSBMPredicate] = [.rating1, .rating2, .rating3, .rating4]
  static let numerics: [BSBMPredicate] = [
    .numeric1, .numeric2, .numeric3, .numeric4, .numeric5, .numeric6,
  ]
  static let textuals: [BSBMPredicate] = [
    .textual1, .textual2, .textual3, .textual4, .textual5, .textual6,
  ]

  /// The predicate between the spaces of a line: ` <iri> `.
  var lineText: StaticString {
    switch self {
    case .type: " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    case .label: " <http://www.w3.org/2000/01/rdf-schema#label> "
    case .comment: " <http://www.w3.org/2000/01/rdf-schema#comment> "
    case .subClassOf: " <http://www.w3.org/2000/01/rdf-schema#subClassOf> "
    case .publisher: " <http://purl.org/dc/elements/1.1/publisher> "
    case .date: " <http://purl.org/dc/elements/1.1/date> "
    case .title: " <http://purl.org/dc/elements/1.1/title> "
    case .homepage: " <http://xmlns.com/foaf/0.1/homepage> "
    case .name: " <http://xmlns.com/foaf/0.1/name> "
    case .mailboxHash: " <http://xmlns.com/foaf/0.1/mbox_sha1sum> "
    case .text: " <http://purl.org/stuff/rev#text> "
    case .reviewer: " <http://purl.org/stuff/rev#reviewer> "
    case .country: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/country> "
    case .producer: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/producer> "
    case .productFeature:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productFeature> "
    case .product: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/product> "
    case .vendor: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/vendor> "
    case .price: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/price> "
    case .validFrom: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/validFrom> "
    case .validTo: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/validTo> "
    case .deliveryDays: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/deliveryDays> "
    case .offerWebpage: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/offerWebpage> "
    case .reviewFor: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/reviewFor> "
    case .reviewDate: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/reviewDate> "
    case .rating1: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/rating1> "
    case .rating2: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/rating2> "
    case .rating3: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/rating3> "
    case .rating4: " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/rating4> "
    case .numeric1:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyNumeric1> "
    case .numeric2:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyNumeric2> "
    case .numeric3:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyNumeric3> "
    case .numeric4:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyNumeric4> "
    case .numeric5:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyNumeric5> "
    case .numeric6:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyNumeric6> "
    case .textual1:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyTextual1> "
    case .textual2:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyTextual2> "
    case .textual3:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyTextual3> "
    case .textual4:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyTextual4> "
    case .textual5:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyTextual5> "
    case .textual6:
      " <http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/productPropertyTextual6> "
    }
  }

  /// The predicate as Turtle writes it, with the space after it.
  var turtleText: StaticString {
    switch self {
    case .type: "a "
    case .label: "rdfs:label "
    case .comment: "rdfs:comment "
    case .subClassOf: "rdfs:subClassOf "
    case .publisher: "dc:publisher "
    case .date: "dc:date "
    case .title: "dc:title "
    case .homepage: "foaf:homepage "
    case .name: "foaf:name "
    case .mailboxHash: "foaf:mbox_sha1sum "
    case .text: "rev:text "
    case .reviewer: "rev:reviewer "
    case .country: "bsbm:country "
    case .producer: "bsbm:producer "
    case .productFeature: "bsbm:productFeature "
    case .product: "bsbm:product "
    case .vendor: "bsbm:vendor "
    case .price: "bsbm:price "
    case .validFrom: "bsbm:validFrom "
    case .validTo: "bsbm:validTo "
    case .deliveryDays: "bsbm:deliveryDays "
    case .offerWebpage: "bsbm:offerWebpage "
    case .reviewFor: "bsbm:reviewFor "
    case .reviewDate: "bsbm:reviewDate "
    case .rating1: "bsbm:rating1 "
    case .rating2: "bsbm:rating2 "
    case .rating3: "bsbm:rating3 "
    case .rating4: "bsbm:rating4 "
    case .numeric1: "bsbm:productPropertyNumeric1 "
    case .numeric2: "bsbm:productPropertyNumeric2 "
    case .numeric3: "bsbm:productPropertyNumeric3 "
    case .numeric4: "bsbm:productPropertyNumeric4 "
    case .numeric5: "bsbm:productPropertyNumeric5 "
    case .numeric6: "bsbm:productPropertyNumeric6 "
    case .textual1: "bsbm:productPropertyTextual1 "
    case .textual2: "bsbm:productPropertyTextual2 "
    case .textual3: "bsbm:productPropertyTextual3 "
    case .textual4: "bsbm:productPropertyTextual4 "
    case .textual5: "bsbm:productPropertyTextual5 "
    case .textual6: "bsbm:productPropertyTextual6 "
    }
  }
}
