import TestSupport
import Testing

@testable import Benchmarks

@Suite("BSBM values")
struct BSBMValueTests {
  private let data: BSBMTripleSet

  init() throws {
    data = try BSBMTripleSet.hundred.get()
  }

  @Test(
    "properties have objects of the reference's kinds", .enabled(if: Suites.isPresent))
  func kinds() throws {
    let reference = try BSBMTripleSet.reference.get()
    // In which of the languages the few reviewers write is chance; English is among them.
    let kinds = { (data: BSBMTripleSet, predicate: String) in
      Set(data.objects(ofAll: predicate).map { BSBMTripleSet.kind($0) })
    }
    for predicate in BSBMReference.predicates.keys where predicate != "text" {
      #expect(kinds(data, predicate) == kinds(reference, predicate), "\(predicate)")
    }
    #expect(kinds(data, "text").contains("@en") && kinds(reference, "text").contains("@en"))
    #expect(kinds(data, "text").allSatisfy { $0.utf8.count == 3 && $0.hasPrefix("@") })
  }

  @Test(
    "resources of each class have the properties of the reference's",
    .enabled(if: Suites.isPresent))
  func properties() throws {
    let reference = try BSBMTripleSet.reference.get()
    let properties = { (data: BSBMTripleSet, type: String) in
      Set(data.members(of: type).flatMap { data.properties($0).keys })
    }
    for type in BSBMReference.classes.keys where type != "ProductType1" {
      #expect(properties(data, type) == properties(reference, type), "\(type)")
    }
  }

  @Test("texts have as many words as those of the original")
  func words() {
    let ranges: [(String, String, ClosedRange<Int>)] = [
      ("Product", "label", 1...3), ("Product", "comment", 50...150),
      ("ProductFeature", "label", 1...3), ("ProductFeature", "comment", 20...50),
      ("Product", "productPropertyTextual1", 3...15),
      ("Product", "productPropertyTextual6", 3...15),
      ("Review", "title", 4...15), ("Review", "text", 50...200), ("Vendor", "comment", 20...50),
    ]
    for (type, property, range) in ranges {
      let counts = data.members(of: type).flatMap { data.objects($0, property) }
        .map { BSBMTripleSet.form($0).split(separator: " ").count }
      #expect(counts.allSatisfy(range.contains), "\(type) \(property)")
      #expect(!counts.isEmpty)
    }
  }

  @Test("the words that a text is known to have are those that are written", arguments: 1...12)
  func knownWords(count: Int) {
    var random = SeededRandom(seed: 1, stream: UInt64(count))
    let text = BSBMText(words: count...count, using: &random)
    var buffer = GeneratorBuffer(capacity: 256)
    text.append(to: &buffer)
    var written = ""
    buffer.withBytes { written = String(decoding: $0, as: UTF8.self) }
    #expect(written == text.wordIndices.map { BSBMLexicon.words[$0].text }.joined().dropLast())
  }

  @Test("numbers are in the original's ranges")
  func numbers() {
    for product in data.members(of: "Product") {
      for number in 1...6 {
        let value = data.integer(product, "productPropertyNumeric\(number)")
        #expect(value.map((1...2_000).contains) ?? (number > 3))
      }
    }
    for review in data.members(of: "Review") {
      for number in 1...4 {
        #expect(data.integer(review, "rating\(number)").map((1...10).contains) ?? true)
      }
    }
    var prices: [Double] = []
    for offer in data.members(of: "Offer") {
      #expect((1...8).contains(data.integer(offer, "deliveryDays") ?? 0))
      let price = BSBMTripleSet.form(data.object(offer, "price"))
      #expect(price.split(separator: ".").last?.utf8.count == 2)
      prices.append(Double(price) ?? 0)
    }
    #expect(prices.allSatisfy { (5...10_000).contains($0) })
    #expect(abs(prices.reduce(0, +) / Double(prices.count) - 5_002) < 300)
  }

  @Test("days follow each other as in the original")
  func days() {
    #expect(BSBMDay.current.text == "2008-06-20" && BSBMDay.first.text == "2000-06-20")
    #expect(BSBMDay.texts.last?.text == "2008-12-31")
    let day = { (subject: String, property: String) in
      BSBMTripleSet.form(data.object(subject, property)).prefix(10)
    }
    for offer in data.members(of: "Offer") {
      #expect(day(offer, "validFrom") <= day(offer, "date"))
      #expect(day(offer, "date") < "2008-06-20" && day(offer, "date") >= "2008-03-15")
      #expect(day(offer, "date") < day(offer, "validTo"))
    }
    for review in data.members(of: "Review") {
      #expect(
        day(review, "reviewDate") <= day(review, "date") && day(review, "date") < "2008-06-20")
    }
    for feature in data.members(of: "ProductFeature") {
      #expect(("2000-06-20"..."2000-07-22").contains(day(feature, "date")))
    }
  }

  @Test("everything is published by who owns it")
  func publishers() {
    for offer in data.members(of: "Offer") {
      #expect(data.object(offer, "publisher") == data.object(offer, "vendor"))
      #expect(data.object(offer, "offerWebpage") == offer.dropLast() + "/>")
    }
    for product in data.members(of: "Product") {
      #expect(data.object(product, "publisher") == data.object(product, "producer"))
    }
    for review in data.members(of: "Review") {
      let reviewer = data.object(review, "reviewer")
      #expect(data.object(review, "publisher") == data.object(reviewer, "publisher"))
    }
  }

  @Test("a review is in the language of its reviewer's country")
  func languages() {
    let languages = [
      "US": "@en", "GB": "@en", "JP": "@ja", "CN": "@zh", "DE": "@de", "AT": "@de", "FR": "@fr",
      "ES": "@es", "RU": "@ru", "KR": "@ko",
    ]
    #expect(languages.count == BSBMCountry.allCases.count)
    for review in data.members(of: "Review") {
      let country = data.object(data.object(review, "reviewer"), "country")
      let code = BSBMTripleSet.shortName(country)
      #expect(BSBMTripleSet.kind(data.object(review, "text")) == languages[code])
    }
  }

  @Test("products in the middle have more offers than those at the ends")
  func popularity() {
    let catalog = BSBMCatalog(products: 100, seed: 3)
    var fifths = [0, 0, 0, 0, 0]
    for number in 1...catalog.offerCount {
      fifths[(BSBMOffer(number, of: catalog).product - 1) / 20] += 1
    }
    #expect(fifths[0] < fifths[1] && fifths[1] < fifths[2])
    #expect(fifths[4] < fifths[3] && fifths[3] < fifths[2] && fifths[0] > 100, "\(fifths)")
  }
}
