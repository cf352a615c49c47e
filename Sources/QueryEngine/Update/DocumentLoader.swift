import RDF

/// Reads the documents of `LOAD`.
public protocol DocumentLoader: AnyObject, Sendable {
  /// Gives each quad of the document at `source` to `take`; its blank nodes are told apart by their labels.
  ///
  /// Called on the update's thread, which waits; it is to return soon after ``RequestLimits/isOver`` is true.
  ///
  /// - Throws: ``UpdateError/load(_:)`` where it may not or cannot be read, and what `take` throws.
  func load(
    _ source: IRI, limits: RequestLimits, _ take: (Quad) throws(UpdateError) -> Void
  ) throws(UpdateError)
}
