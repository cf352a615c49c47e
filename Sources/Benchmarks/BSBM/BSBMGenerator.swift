// BSBM data from a seed.
//
// What: the data of the Berlin SPARQL Benchmark (Bizer and Schultz; specification 3.1): products of
// a tree of types, with features, producers, offers of vendors, and reviews. Same IRIs, same
// datatypes, same distributions as the original generator's with forward chaining, which types a
// product with all ancestors of its type; not the same random choices, and own words.
// Invariants: the bytes depend on the settings alone; no statement comes twice.
// Cost: several million statements a second on one core; memory grows by a fraction of a byte a
// product (see BSBMCatalog).

import RDFSyntax

/// Writes BSBM data: products with types and features, producers, vendors' offers, reviews.
///
/// A product brings 20 offers and 10 reviews, some 350 statements in all. The same settings give
/// the same bytes on every platform.
///
/// The data is in the default graph in every format.
public struct BSBMGenerator: Sendable {
  /// The largest number of products: 3.5 billion statements.
  public static let maximumProducts = 10_000_000

  /// How many products there are.
  public let products: Int
  /// What all random choices follow from.
  public let seed: UInt64

  /// What was written.
  public struct Summary: Sendable, Hashable {
    /// Statements in the output.
    public let statements: Int
    /// Bytes in the output.
    public let bytes: Int
    /// Product types, the root among them.
    public let productTypes: Int
    /// Product features.
    public let features: Int
    /// Producers.
    public let producers: Int
    /// Products.
    public let products: Int
    /// Vendors.
    public let vendors: Int
    /// Offers.
    public let offers: Int
    /// Reviewers.
    public let reviewers: Int
    /// Reviews.
    public let reviews: Int
  }

  /// Checks the settings.
  ///
  /// - Parameters:
  ///   - products: How many products there are, at least 1.
  ///   - seed: What all random choices follow from.
  /// - Throws: `GeneratorError.invalidSetting`.
  public init(products: Int, seed: UInt64) throws(GeneratorError) {
    guard products >= 1, products <= Self.maximumProducts else {
      throw .invalidSetting(
        name: "products", reason: "must be from 1 to \(Self.maximumProducts)")
    }
    self.products = products
    self.seed = seed
  }

  /// Writes a document to `sink`, in pieces of about 256 KiB.
  ///
  /// - Parameters:
  ///   - format: The syntax of the document.
  ///   - sink: What takes the bytes; it is called on the caller's thread.
  /// - Returns: What was written.
  /// - Throws: What the sink throws; the document is cut short then.
  @discardableResult
  public func write(
    format: RDFFormat, to sink: any GeneratorSink
  ) throws(GeneratorError) -> Summary {
    switch format {
    case .ntriples, .nquads: try write(BSBMLineEmitter.self, to: sink)
    case .turtle, .trig: try write(BSBMTurtleEmitter.self, to: sink)
    }
  }

  private func write<Emitter: BSBMEmitter & ~Copyable>(
    _ emitter: Emitter.Type, to sink: any GeneratorSink
  ) throws(GeneratorError) -> Summary {
    let catalog = BSBMCatalog(products: products, seed: seed)
    var writer = BSBMWriter<Emitter>(catalog, sink: sink)
    try writer.write()
    return Summary(
      statements: writer.statementCount, bytes: writer.byteCount,
      productTypes: catalog.hierarchy.typeCount, features: catalog.hierarchy.featureCount,
      producers: catalog.producers.runCount, products: products,
      vendors: catalog.vendors.runCount, offers: catalog.offerCount,
      reviewers: catalog.reviewerCount, reviews: catalog.reviewCount)
  }
}
