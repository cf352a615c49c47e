import TestSupport
import Testing

@testable import Benchmarks

@Suite("BSBM counts")
struct BSBMCountTests {
  private let data: BSBMTripleSet

  init() throws {
    data = try BSBMTripleSet.hundred.get()
  }

  @Test(
    "the table of reference counts is that of the reference data",
    .enabled(if: Suites.isPresent))
  func referenceCounts() throws {
    let reference = try BSBMTripleSet.reference.get()
    #expect(reference.count == BSBMReference.statements)
    #expect(reference.predicateCounts == BSBMReference.predicates)
    for (type, count) in BSBMReference.classes {
      #expect(reference.members(of: type).count == count, "\(type)")
    }
  }

  @Test("counts that the specification fixes are those of the reference data")
  func fixedCounts() {
    for predicate in [
      "vendor", "validTo", "validFrom", "product", "price", "offerWebpage", "deliveryDays",
      "reviewFor", "reviewDate", "text", "reviewer", "title", "producer", "subClassOf",
      "productPropertyTextual1", "productPropertyTextual2", "productPropertyTextual3",
      "productPropertyNumeric1", "productPropertyNumeric2", "productPropertyNumeric3",
    ] {
      #expect(
        data.predicateCounts[predicate] == BSBMReference.predicates[predicate], "\(predicate)")
    }
    for type in ["Offer", "Review", "Product", "ProductType1", "ProductType"] {
      #expect(data.members(of: type).count == BSBMReference.classes[type], "\(type)")
    }
    #expect(Set(data.predicateCounts.keys) == Set(BSBMReference.predicates.keys))
  }

  @Test("counts that chance decides are within some percent of the reference, over ten seeds")
  func chanceCounts() throws {
    var total: [String: Double] = [:]
    for seed in 1...10 as ClosedRange<UInt64> {
      let catalog = BSBMCatalog(products: 100, seed: seed)
      total["ProductFeature", default: 0] += Double(catalog.hierarchy.featureCount)
      total["Person", default: 0] += Double(catalog.reviewerCount)
      for number in 1...100 {
        let product = BSBMProduct(number, of: catalog)
        let features = product.features(of: catalog.hierarchy).count
        total["productFeature", default: 0] += Double(features)
        for place in 3..<6 {
          total["n\(place + 1)", default: 0] += product.numerics[place] > 0 ? 1 : 0
          total["t\(place + 1)", default: 0] += product.textuals[place] ? 1 : 0
        }
      }
      for number in 1...1_000 {
        let review = BSBMReview(number, of: catalog)
        for place in 0..<4 { total["r", default: 0] += review.ratings[place] > 0 ? 1 : 0 }
      }
    }
    // The reference is one sample itself: of 16 properties a third more or less is chance.
    let wanted: [String: (Double, tolerance: Double)] = [
      "ProductFeature": (999, 0.15), "productFeature": (2_375, 0.25), "Person": (50, 0.05),
      "r": (2_822, 0.02), "n4": (44, 0.15), "n5": (53, 0.15), "n6": (16, 0.3), "t4": (49, 0.15),
      "t5": (53, 0.15), "t6": (17, 0.3),
    ]
    for (name, (count, tolerance)) in wanted {
      let ratio = (total[name] ?? 0) / 10 / count
      #expect(abs(ratio - 1) < tolerance, "\(name): \(ratio) of the reference's count")
    }
  }

  @Test("sizes are those that were published", arguments: BSBMReference.publishedSizes)
  func publishedSizes(size: BSBMReference.PublishedSize) {
    let catalog = BSBMCatalog(products: size.products, seed: 1)
    let near = { (count: Int, wanted: Int, tolerance: Double) in
      abs(Double(count) / Double(wanted) - 1) < tolerance
    }
    #expect(catalog.hierarchy.typeCount == size.types)
    #expect(near(catalog.hierarchy.featureCount, size.features, 0.07))
    #expect(near(catalog.producers.runCount, size.producers, 0.15))
    #expect(near(catalog.reviewerCount, size.reviewers, 0.05))
    // The published small data has more vendors than offers of 2,000 a vendor need.
    #expect(near(catalog.vendors.runCount, size.vendors, size.products > 10_000 ? 0.04 : 0.3))
    #expect(catalog.offerCount == 20 * size.products)
    #expect(catalog.reviewCount == 10 * size.products)
  }

  @Test("666 products have as many statements as was published")
  func publishedStatements() throws {
    let size = BSBMReference.publishedSizes[0]
    let summary = try BSBMGenerator(products: size.products, seed: 1)
      .write(format: .turtle, to: CountingSink())
    // The published data states a product's own type only, ours its ancestors' too.
    let wanted = size.statements + 2 * size.products
    #expect(abs(Double(summary.statements) / Double(wanted) - 1) < 0.02, "\(summary.statements)")
  }

  @Test("the summary counts what is in the data")
  func summary() throws {
    let summary = try BSBMGenerator(products: 100, seed: 3)
      .write(format: .ntriples, to: CountingSink())
    #expect(summary.statements == data.count)
    let counts = [
      "ProductType": summary.productTypes, "ProductFeature": summary.features,
      "Producer": summary.producers, "Product": summary.products, "Vendor": summary.vendors,
      "Offer": summary.offers, "Person": summary.reviewers, "Review": summary.reviews,
    ]
    for (type, count) in counts { #expect(data.members(of: type).count == count, "\(type)") }
  }
}
