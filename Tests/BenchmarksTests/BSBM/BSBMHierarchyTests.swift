import Testing

@testable import Benchmarks

@Suite("BSBM product types")
struct BSBMHierarchyTests {
  @Test("types are a tree: one root, every other has one parent and leads to the root")
  func tree() throws {
    let data = try BSBMTripleSet.hundred.get()
    let types = data.members(of: "ProductType")
    let roots = types.filter { data.objects($0, "subClassOf").isEmpty }
    #expect(roots == [BSBMResource.type(1).term])
    for type in types where type != roots[0] {
      var current = type
      var steps = 0
      while current != roots[0], steps < 10 {
        current = data.object(current, "subClassOf")
        steps += 1
      }
      #expect(current == roots[0], "\(type)")
    }
  }

  @Test("a product has one type without subtypes, and all ancestors of that")
  func forwardChaining() throws {
    let data = try BSBMTripleSet.hundred.get()
    for product in data.members(of: "Product") {
      let types = data.objects(product, "a").filter { $0.contains("/instances/") }
      let leaf = try #require(types.first)
      #expect(data.subjects("subClassOf", leaf).isEmpty)
      var chain = [leaf]
      while let parent = data.objects(chain[chain.count - 1], "subClassOf").first {
        chain.append(parent)
      }
      #expect(types == chain)
    }
  }

  @Test("levels are as deep and wide as the number of products asks for")
  func shape() {
    let shapes: [Int: [Int]] = [
      1: [1, 2], 3: [1, 2], 9: [1, 2], 10: [1, 2, 4], 31: [1, 2, 4], 32: [1, 4, 16],
      100: [1, 4, 16], 316: [1, 4, 16], 317: [1, 6, 48], 999: [1, 6, 48], 1_000: [1, 6, 48, 96],
      10_000: [1, 8, 64, 256], 1_000_000: [1, 12, 96, 768, 3_072],
    ]
    for (products, levels) in shapes {
      let catalog = BSBMCatalog(products: products, seed: 1)
      #expect(catalog.hierarchy.levels.map(\.count) == levels, "\(products)")
    }
  }

  @Test("features are numbered by type, without gaps, and the root has none")
  func features() {
    let hierarchy = BSBMCatalog(products: 2_785, seed: 4).hierarchy
    #expect(hierarchy.features(of: 1).isEmpty)
    var next = 1
    for type in 2...hierarchy.typeCount {
      let features = hierarchy.features(of: type)
      #expect(features.lowerBound == next && (21...45).contains(features.count))
      next = features.upperBound
    }
    #expect(next == hierarchy.featureCount + 1)
  }

  @Test("a product has a fourth of the features of its types, and no others")
  func productFeatures() {
    let catalog = BSBMCatalog(products: 1_000, seed: 4)
    let hierarchy = catalog.hierarchy
    var counts = (had: 0, possible: 0)
    for number in 1...1_000 {
      let product = BSBMProduct(number, of: catalog)
      let possible = Set(
        hierarchy.chain(from: product.leaf).flatMap { hierarchy.features(of: $0) })
      let features = product.features(of: hierarchy)
      #expect(Set(features).isSubset(of: possible) && Set(features).count == features.count)
      counts.had += features.count
      counts.possible += possible.count
    }
    #expect(abs(Double(counts.had) / Double(counts.possible) - 0.25) < 0.005)
  }

  @Test("the first types of the last level have more products than the last")
  func skew() {
    let catalog = BSBMCatalog(products: 1_000, seed: 4)
    let leaves = catalog.hierarchy.leaves
    var quarters = [0, 0, 0, 0]
    for number in 1...1_000 {
      let leaf = BSBMProduct.leaf(ofProduct: number, of: catalog)
      #expect(leaf == BSBMProduct(number, of: catalog).leaf)
      quarters[(leaf - leaves.lowerBound) * 4 / leaves.count] += 1
    }
    #expect(quarters == quarters.sorted(by: >) && quarters[3] > 50, "\(quarters)")
  }
}
