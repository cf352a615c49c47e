import Testing

@testable import Benchmarks

@Suite("BSBM settings")
struct BSBMSettingsTests {
  @Test("the same settings give the same bytes, another seed gives others")
  func deterministic() throws {
    let one = try output(BSBMGenerator(products: 20, seed: 1)).bytes
    #expect(try output(BSBMGenerator(products: 20, seed: 1)).bytes == one)
    #expect(try output(BSBMGenerator(products: 20, seed: 2)).bytes != one)
  }

  @Test("the smallest data is whole", arguments: 1...11)
  func small(products: Int) throws {
    let data = try BSBMTripleSet(of: BSBMGenerator(products: products, seed: 9))
    #expect(data.members(of: "Product").count == products)
    #expect(data.members(of: "Offer").count == 20 * products)
    #expect(data.members(of: "Review").count == 10 * products)
    for product in data.members(of: "Product") {
      #expect(!data.objects(product, "productFeature").isEmpty)
    }
  }

  @Test("numbers of products out of range are refused", arguments: [-1, 0, 10_000_001])
  func refused(products: Int) {
    let error = #expect(throws: GeneratorError.self) {
      try BSBMGenerator(products: products, seed: 1)
    }
    #expect(error?.description.contains("products must be from 1 to 10000000") == true)
  }

  @Test("what the sink throws ends the writing")
  func sinkFails() throws {
    let generator = try BSBMGenerator(products: 20, seed: 1)
    #expect(throws: GeneratorError.diskFull) {
      try generator.write(format: .turtle, to: FullSink())
    }
  }
}

/// A sink that takes nothing.
private final class FullSink: GeneratorSink {
  func write(_ bytes: UnsafeRawBufferPointer) throws(GeneratorError) {
    throw .diskFull
  }
}
