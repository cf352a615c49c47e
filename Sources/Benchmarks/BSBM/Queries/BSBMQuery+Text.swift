// The templates about products; those about offers and reviews are beside.

extension BSBMQuery {
  /// The query in SPARQL.
  public var text: String {
    switch self {
    case .withFeatures(let type, let first, let second, let bound):
      Self.withFeatures(type, first, second, bound)
    case .details(let product): Self.details(product)
    case .withoutFeature(let type, let has, let lacks, let lower, let upper):
      Self.withoutFeature(type, has, lacks, lower, upper)
    case .withEitherFeature(let type, let common, let first, let second, let bound1, let bound2):
      Self.withEitherFeature(type, common, first, second, bound1, bound2)
    case .similar(let product): Self.similar(product)
    case .labelled(let word): Self.labelled(word)
    case .offersAndReviews(let product, let country, let day):
      Self.offersAndReviews(product, country, day)
    case .englishReviews(let product): Self.englishReviews(product)
    case .reviewer(let review): Self.reviewer(review)
    case .quickOffers(let product, let country, let day):
      Self.quickOffers(product, country, day)
    case .neighbourhood(let offer): Self.neighbourhood(offer)
    case .export(let offer): Self.export(offer)
    }
  }

  private static func withFeatures(
    _ type: BSBMResource, _ first: BSBMResource, _ second: BSBMResource, _ bound: Int
  ) -> String {
    """
    \(prefixes(.bsbm, .rdfs))
    SELECT DISTINCT ?product ?label
    WHERE {
      ?product a <\(type.iri)> ;
        bsbm:productFeature <\(first.iri)>, <\(second.iri)> ;
        bsbm:productPropertyNumeric1 ?number ;
        rdfs:label ?label .
      FILTER (?number > \(bound))
    }
    ORDER BY ?label
    LIMIT 10
    """
  }

  private static func details(_ product: BSBMResource) -> String {
    """
    \(prefixes(.bsbm, .rdfs, .dc))
    SELECT ?label ?comment ?producerLabel ?featureLabel ?text1 ?text2 ?text3 ?number1 ?number2
      ?text4 ?text5 ?number4
    WHERE {
      <\(product.iri)> rdfs:label ?label ;
        rdfs:comment ?comment ;
        bsbm:producer ?producer ;
        dc:publisher ?producer ;
        bsbm:productFeature ?feature ;
        bsbm:productPropertyTextual1 ?text1 ;
        bsbm:productPropertyTextual2 ?text2 ;
        bsbm:productPropertyTextual3 ?text3 ;
        bsbm:productPropertyNumeric1 ?number1 ;
        bsbm:productPropertyNumeric2 ?number2 .
      ?producer rdfs:label ?producerLabel .
      ?feature rdfs:label ?featureLabel .
      OPTIONAL { <\(product.iri)> bsbm:productPropertyTextual4 ?text4 }
      OPTIONAL { <\(product.iri)> bsbm:productPropertyTextual5 ?text5 }
      OPTIONAL { <\(product.iri)> bsbm:productPropertyNumeric4 ?number4 }
    }
    """
  }

  private static func withoutFeature(
    _ type: BSBMResource, _ has: BSBMResource, _ lacks: BSBMResource, _ lower: Int, _ upper: Int
  ) -> String {
    """
    \(prefixes(.bsbm, .rdfs))
    SELECT ?product ?label
    WHERE {
      ?product a <\(type.iri)> ;
        bsbm:productFeature <\(has.iri)> ;
        bsbm:productPropertyNumeric1 ?number1 ;
        bsbm:productPropertyNumeric3 ?number3 ;
        rdfs:label ?label .
      FILTER (?number1 > \(lower))
      FILTER (?number3 < \(upper))
      OPTIONAL {
        ?product bsbm:productFeature <\(lacks.iri)> ;
          rdfs:label ?unwanted .
      }
      FILTER (!BOUND(?unwanted))
    }
    ORDER BY ?label
    LIMIT 10
    """
  }

  private static func withEitherFeature(
    _ type: BSBMResource, _ common: BSBMResource, _ first: BSBMResource, _ second: BSBMResource,
    _ bound1: Int, _ bound2: Int
  ) -> String {
    """
    \(prefixes(.bsbm, .rdfs))
    SELECT DISTINCT ?product ?label ?text
    WHERE {
      {
        ?product a <\(type.iri)> ;
          bsbm:productFeature <\(common.iri)>, <\(first.iri)> ;
          bsbm:productPropertyNumeric1 ?number1 ;
          bsbm:productPropertyTextual1 ?text ;
          rdfs:label ?label .
        FILTER (?number1 > \(bound1))
      } UNION {
        ?product a <\(type.iri)> ;
          bsbm:productFeature <\(common.iri)>, <\(second.iri)> ;
          bsbm:productPropertyNumeric2 ?number2 ;
          bsbm:productPropertyTextual1 ?text ;
          rdfs:label ?label .
        FILTER (?number2 > \(bound2))
      }
    }
    ORDER BY ?label
    OFFSET 5
    LIMIT 10
    """
  }

  private static func similar(_ product: BSBMResource) -> String {
    """
    \(prefixes(.bsbm, .rdfs))
    SELECT DISTINCT ?other ?label
    WHERE {
      <\(product.iri)> bsbm:productFeature ?feature ;
        bsbm:productPropertyNumeric1 ?number1 ;
        bsbm:productPropertyNumeric2 ?number2 .
      ?other bsbm:productFeature ?feature ;
        bsbm:productPropertyNumeric1 ?otherNumber1 ;
        bsbm:productPropertyNumeric2 ?otherNumber2 ;
        rdfs:label ?label .
      FILTER (?other != <\(product.iri)>)
      FILTER (?otherNumber1 > ?number1 - \(similarNumeric1) && ?otherNumber1 < ?number1 + \(similarNumeric1))
      FILTER (?otherNumber2 > ?number2 - \(similarNumeric2) && ?otherNumber2 < ?number2 + \(similarNumeric2))
    }
    ORDER BY ?label
    LIMIT 5
    """
  }

  /// How near the first numbers of similar products are.
  static let similarNumeric1 = 120
  /// How near the second numbers of similar products are.
  static let similarNumeric2 = 170

  private static func labelled(_ word: String) -> String {
    """
    \(prefixes(.bsbm, .rdfs))
    SELECT ?product ?label
    WHERE {
      ?product a bsbm:Product ;
        rdfs:label ?label .
      FILTER (REGEX(?label, "\(word)"))
    }
    """
  }
}
