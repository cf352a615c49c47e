import RDF

/// Reads the documents of `LOAD`.
public protocol DocumentLoader: AnyObject {
  /// Gives each quad of the document at `source` to `take`.
  ///
  /// - Throws: ``UpdateError/load(_:)`` where it may not or cannot be read, and what `take` throws.
  func load(_ source: IRI, _ take: (Quad) throws(UpdateError) -> Void) throws(UpdateError)
}
