// Which BSBM data a store has.
//
// Parameters are drawn from the outline of the data, which follows from the number of products and
// the seed. The first is counted in the store; that the seed is right is seen by looking: each
// product has a label of its own.

import RDF
import Sluice
import Storage

/// Looks for the data of `BSBMGenerator` in a store.
struct BSBMStoredData {
  private let store: Store

  /// How many products are looked at.
  private static let samples = 16

  init(_ store: Store) { self.store = store }

  /// The generator whose data the store has.
  ///
  /// - Throws: `BenchmarkError.otherData` where it has none, or that of another seed.
  func generator(seed: UInt64) throws(BenchmarkError) -> BSBMGenerator {
    let count = try reading { () throws(StorageError) in
      try store.reader(of: TermPattern(predicate: .iri(RDFVocabulary.type), object: Self.product))
        .countRest()
    }
    let generator: BSBMGenerator
    do throws(GeneratorError) { generator = try BSBMGenerator(products: count, seed: seed) } catch {
      throw .otherData(detail: "the store has \(count) products of BSBM")
    }
    let catalog = BSBMCatalog(products: count, seed: seed)
    for sample in 0..<min(Self.samples, count) {
      let number = 1 + sample * count / min(Self.samples, count)
      guard try hasLabel(ofProduct: number, of: catalog) else {
        throw .otherData(
          detail: "the store does not have the data of `sluice generate bsbm --products \(count) "
            + "--seed \(seed)`; name the seed of its data by --data-seed")
      }
    }
    return generator
  }

  private func hasLabel(
    ofProduct number: Int, of catalog: BSBMCatalog
  ) throws(BenchmarkError) -> Bool {
    let words = BSBMProduct(number, of: catalog).label.wordIndices.map {
      String(BSBMLexicon.words[$0].text.dropLast())
    }
    return try reading { () throws(StorageError) in
      let pattern = TermPattern(
        subject: .iri(IRI(catalog.product(number).iri)), predicate: .iri(Self.label))
      let reader = try store.reader(of: pattern)
      guard try reader.next(), case .literal(let label) = try reader.quad().object else {
        return false
      }
      return label.lexicalForm == words.joined(separator: " ")
    }
  }

  private func reading<R>(_ body: () throws(StorageError) -> R) throws(BenchmarkError) -> R {
    do throws(StorageError) { return try body() } catch { throw .store(error) }
  }

  private static let product = Term.iri(IRI("\(BSBMVocabulary.vocabulary)Product"))
  private static let label = IRI("http://www.w3.org/2000/01/rdf-schema#label")
}
