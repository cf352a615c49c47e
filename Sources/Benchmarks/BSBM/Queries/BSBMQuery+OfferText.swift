// The templates about offers and reviews, and the prefixes of all.

extension BSBMQuery {
  static func offersAndReviews(
    _ product: BSBMResource, _ country: BSBMCountry, _ day: BSBMDay
  ) -> String {
    """
    \(prefixes(.bsbm, .rdfs, .dc, .foaf, .rev, .xsd))
    SELECT ?productLabel ?offer ?price ?vendor ?vendorLabel ?review ?title ?reviewer ?reviewerName
      ?rating1 ?rating2
    WHERE {
      <\(product.iri)> rdfs:label ?productLabel .
      OPTIONAL {
        ?offer bsbm:product <\(product.iri)> ;
          bsbm:price ?price ;
          bsbm:vendor ?vendor ;
          dc:publisher ?vendor ;
          bsbm:validTo ?validTo .
        ?vendor rdfs:label ?vendorLabel ;
          bsbm:country <\(BSBMVocabulary.countries)\(country.rawValue)> .
        FILTER (?validTo > \(dateTime(day)))
      }
      OPTIONAL {
        ?review bsbm:reviewFor <\(product.iri)> ;
          rev:reviewer ?reviewer ;
          dc:title ?title .
        ?reviewer foaf:name ?reviewerName .
        OPTIONAL { ?review bsbm:rating1 ?rating1 }
        OPTIONAL { ?review bsbm:rating2 ?rating2 }
      }
    }
    """
  }

  static func englishReviews(_ product: BSBMResource) -> String {
    """
    \(prefixes(.bsbm, .dc, .foaf, .rev))
    SELECT ?title ?text ?reviewDate ?reviewer ?reviewerName ?rating1 ?rating2 ?rating3 ?rating4
    WHERE {
      ?review bsbm:reviewFor <\(product.iri)> ;
        dc:title ?title ;
        rev:text ?text ;
        bsbm:reviewDate ?reviewDate ;
        rev:reviewer ?reviewer .
      FILTER (LANGMATCHES(LANG(?text), "EN"))
      ?reviewer foaf:name ?reviewerName .
      OPTIONAL { ?review bsbm:rating1 ?rating1 }
      OPTIONAL { ?review bsbm:rating2 ?rating2 }
      OPTIONAL { ?review bsbm:rating3 ?rating3 }
      OPTIONAL { ?review bsbm:rating4 ?rating4 }
    }
    ORDER BY DESC(?reviewDate)
    LIMIT 20
    """
  }

  static func reviewer(_ review: BSBMResource) -> String {
    """
    \(prefixes(.rev))
    DESCRIBE ?reviewer
    WHERE { <\(review.iri)> rev:reviewer ?reviewer }
    """
  }

  static func quickOffers(
    _ product: BSBMResource, _ country: BSBMCountry, _ day: BSBMDay
  ) -> String {
    """
    \(prefixes(.bsbm, .dc, .xsd))
    SELECT DISTINCT ?offer ?price
    WHERE {
      ?offer bsbm:product <\(product.iri)> ;
        bsbm:vendor ?vendor ;
        dc:publisher ?vendor ;
        bsbm:deliveryDays ?deliveryDays ;
        bsbm:price ?price ;
        bsbm:validTo ?validTo .
      ?vendor bsbm:country <\(BSBMVocabulary.countries)\(country.rawValue)> .
      FILTER (?deliveryDays <= \(quickDays))
      FILTER (?validTo > \(dateTime(day)))
    }
    ORDER BY xsd:double(STR(?price))
    LIMIT 10
    """
  }

  /// Offers that take longer to deliver are not quick.
  static let quickDays = 3

  static func neighbourhood(_ offer: BSBMResource) -> String {
    """
    SELECT ?property ?value ?subject
    WHERE {
      { <\(offer.iri)> ?property ?value }
      UNION
      { ?subject ?property <\(offer.iri)> }
    }
    """
  }

  static func export(_ offer: BSBMResource) -> String {
    """
    \(prefixes(.bsbm, .export, .rdfs, .foaf))
    CONSTRUCT {
      <\(offer.iri)> export:product ?product ;
        export:productlabel ?productLabel ;
        export:vendor ?vendorLabel ;
        export:vendorhomepage ?homepage ;
        export:offerURL ?page ;
        export:price ?price ;
        export:deliveryDays ?deliveryDays ;
        export:validuntil ?validTo .
    }
    WHERE {
      <\(offer.iri)> bsbm:product ?product ;
        bsbm:vendor ?vendor ;
        bsbm:offerWebpage ?page ;
        bsbm:price ?price ;
        bsbm:deliveryDays ?deliveryDays ;
        bsbm:validTo ?validTo .
      ?product rdfs:label ?productLabel .
      ?vendor rdfs:label ?vendorLabel ;
        foaf:homepage ?homepage .
    }
    """
  }

  private static func dateTime(_ day: BSBMDay) -> String {
    "\"\(day.text)T00:00:00\"^^xsd:dateTime"
  }

  /// A prefix that queries use.
  enum Prefix: String {
    case bsbm, export, rdfs, dc, foaf, rev, xsd

    fileprivate var namespace: String {
      switch self {
      case .bsbm: "\(BSBMVocabulary.vocabulary)"
      case .export: "\(BSBMVocabulary.vocabulary)export/"
      case .rdfs: "http://www.w3.org/2000/01/rdf-schema#"
      case .dc: "http://purl.org/dc/elements/1.1/"
      case .foaf: "http://xmlns.com/foaf/0.1/"
      case .rev: "http://purl.org/stuff/rev#"
      case .xsd: "http://www.w3.org/2001/XMLSchema#"
      }
    }
  }

  /// The lines that declare prefixes.
  static func prefixes(_ prefixes: Prefix...) -> String {
    prefixes.map { "PREFIX \($0.rawValue): <\($0.namespace)>" }.joined(separator: "\n")
  }
}
