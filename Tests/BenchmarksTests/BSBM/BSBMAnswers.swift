// The explore queries by hand, as far as whether they have an answer.

import Testing

@testable import Benchmarks

/// Looks for answers to explore queries in a small set of triples.
struct BSBMAnswers {
  let data: BSBMTripleSet

  /// Whether a query has an answer, its offset respected.
  func exist(_ query: BSBMQuery) -> Bool {
    switch query {
    case .withFeatures(let type, let first, let second, let bound):
      products(of: type, with: [first, second]).contains { number($0, 1) > bound }
    case .details(let product): !data.objects(product.term, "productFeature").isEmpty
    case .withoutFeature(let type, let has, let lacks, let lower, let upper):
      products(of: type, with: [has]).contains {
        number($0, 1) > lower && number($0, 3) < upper
          && !data.has($0, "productFeature", lacks.term)
      }
    case .withEitherFeature(let type, let common, let first, let second, let bound1, let bound2):
      Set(products(of: type, with: [common, first]).filter { number($0, 1) > bound1 })
        .union(products(of: type, with: [common, second]).filter { number($0, 2) > bound2 })
        .count > 5
    case .similar(let product): hasSimilar(product.term)
    case .labelled(let word):
      data.members(of: "Product").contains { data.object($0, "label").contains(word) }
    case .offersAndReviews(let product, _, _): !data.objects(product.term, "label").isEmpty
    case .englishReviews(let product):
      data.subjects("reviewFor", product.term).contains {
        data.object($0, "text").hasSuffix("@en")
      }
    case .reviewer(let review):
      data.objects(review.term, "reviewer").contains { !data.properties($0).isEmpty }
    case .quickOffers(let product, let country, let day):
      data.subjects("product", product.term).contains { isQuick($0, country, day) }
    case .neighbourhood(let offer): !data.properties(offer.term).isEmpty
    case .export(let offer):
      ["product", "vendor", "price", "deliveryDays", "offerWebpage", "validTo"]
        .allSatisfy { data.objects(offer.term, $0).count == 1 }
    }
  }

  private func number(_ product: String, _ number: Int) -> Int {
    data.integer(product, "productPropertyNumeric\(number)") ?? 0
  }

  private func products(of type: BSBMResource, with features: [BSBMResource]) -> [String] {
    data.subjects("a", type.term).filter { product in
      features.allSatisfy { data.has(product, "productFeature", $0.term) }
    }
  }

  private func hasSimilar(_ product: String) -> Bool {
    let features = data.objects(product, "productFeature")
    return Set(features.flatMap { data.subjects("productFeature", $0) }).contains { other in
      other != product && abs(number(other, 1) - number(product, 1)) < 120
        && abs(number(other, 2) - number(product, 2)) < 170
    }
  }

  private func isQuick(_ offer: String, _ country: BSBMCountry, _ day: BSBMDay) -> Bool {
    let from = data.object(data.object(offer, "vendor"), "country")
    let validTo = BSBMTripleSet.form(data.object(offer, "validTo"))
    return from.hasSuffix("#\(country.rawValue)>")
      && (data.integer(offer, "deliveryDays") ?? 9) <= 3 && validTo > "\(day.text)T00:00:00"
  }
}
