import Testing

@testable import Benchmarks

@Suite("BSBM queries and parameters")
struct BSBMParameterTests {
  private func parameters(
    products: Int, dataSeed: UInt64 = 3, seed: UInt64
  ) throws -> BSBMParameters {
    BSBMParameters(of: try BSBMGenerator(products: products, seed: dataSeed), seed: seed)
  }

  @Test("a mix is the specification's 25 queries in its order")
  func mix() throws {
    var parameters = try parameters(products: 100, seed: 1)
    let mix = parameters.drawMix()
    #expect(mix.map(\.query.number) == BSBMQueries.exploreMix)
    #expect(mix.count == 25)
    #expect(Set(BSBMQueries.exploreMix).union([6]) == Set(BSBMQueries.numbers))
  }

  @Test("the same seed gives the same queries, another gives others")
  func deterministic() throws {
    var one = try parameters(products: 100, seed: 1)
    var same = try parameters(products: 100, seed: 1)
    var other = try parameters(products: 100, seed: 2)
    let first = (one.drawMix(), one.drawMix())
    #expect(first == (same.drawMix(), same.drawMix()))
    #expect(first.0 != first.1 && first.0 != other.drawMix())
  }

  @Test("queries that must have an answer have one", arguments: BSBMQueries.numbers)
  func answers(number: Int) throws {
    let answers = BSBMAnswers(data: try BSBMTripleSet.hundred.get())
    var parameters = try parameters(products: 100, seed: 5)
    for _ in 0..<40 {
      let drawn = parameters.draw(number)
      #expect(drawn.query.number == number)
      #expect(drawn.mayBeEmpty || answers.exist(drawn.query), "\(drawn.query)")
      if drawn.mayBeEmpty { #expect(!answers.exist(drawn.query), "\(drawn.query)") }
    }
  }

  @Test("in small data only queries 1, 3, 4, 5, 8 and 10 may be empty", arguments: [1, 2, 5, 20])
  func smallData(products: Int) throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let data = try BSBMTripleSet(of: BSBMGenerator(products: products, seed: seed))
      let answers = BSBMAnswers(data: data)
      var parameters = try parameters(products: products, dataSeed: seed, seed: seed)
      for number in BSBMQueries.numbers {
        let drawn = parameters.draw(number)
        #expect(drawn.mayBeEmpty || answers.exist(drawn.query), "\(drawn.query)")
        #expect(!drawn.mayBeEmpty || [1, 3, 4, 5, 8, 10].contains(number))
      }
    }
  }

  @Test("in data of a benchmark's size no query is empty")
  func largeData() throws {
    var parameters = try parameters(products: 3_000, seed: 2)
    for _ in 0..<3 {
      for drawn in parameters.drawMix() { #expect(!drawn.mayBeEmpty, "\(drawn.query)") }
    }
  }

  @Test("every resource that a query names is in the data")
  func existing() throws {
    let data = try BSBMTripleSet.hundred.get()
    var parameters = try parameters(products: 100, seed: 7)
    for number in BSBMQueries.numbers {
      for _ in 0..<20 {
        let query = parameters.draw(number).benchmarkQuery
        #expect(query.name == "bsbm-\(number)")
        let instances = query.text.split(separator: "<").map { "<" + $0.prefix { $0 != ">" } + ">" }
          .filter { $0.contains("/instances/") }
        #expect(instances.isEmpty == (number == 6))
        for instance in instances { #expect(!data.properties(instance).isEmpty, "\(instance)") }
      }
    }
  }

  @Test("features belong to the type that the query names or to its ancestors")
  func featuresOfType() throws {
    let catalog = BSBMCatalog(products: 3_000, seed: 3)
    var parameters = try parameters(products: 3_000, seed: 8)
    for _ in 0..<20 {
      let query = parameters.draw(4).query
      guard case .withEitherFeature(let type, let one, let two, let three, _, _) = query else {
        Issue.record("query 4 is \(query)")
        continue
      }
      let possible = catalog.hierarchy.chain(from: type.number)
        .flatMap { catalog.hierarchy.features(of: $0) }
      let features = [one, two, three].map(\.number)
      #expect(Set(features).count == 3 && Set(features).isSubset(of: possible))
    }
  }

  @Test("a query's text has its parameters and no prefix that it does not declare")
  func text() throws {
    var parameters = try parameters(products: 100, seed: 9)
    let all = ["bsbm", "export", "rdfs", "dc", "foaf", "rev", "xsd"]
    for number in BSBMQueries.numbers {
      let text = parameters.draw(number).query.text
      let lines = text.split(separator: "\n")
      let declared = lines.filter { $0.hasPrefix("PREFIX ") }
        .map { String($0.dropFirst(7).prefix { $0 != ":" }) }
      let body = lines.filter { !$0.hasPrefix("PREFIX ") }.joined(separator: " ")
      let used = all.filter { name in
        body.split { " (^{".contains($0) }.contains { $0.hasPrefix(name + ":") }
      }
      #expect(Set(declared) == Set(used), "query \(number)")
    }
    let day = BSBMQuery.quickOffers(
      product: BSBMResource(.product, 5, source: 2), country: .unitedStates, validAfter: .current)
    #expect(day.text.contains("\"2008-06-20T00:00:00\"^^xsd:dateTime"))
    #expect(day.text.contains("<http://downlode.org/rdf/iso-3166/countries#US>"))
    #expect(day.text.contains("/instances/dataFromProducer2/Product5>"))
  }
}
