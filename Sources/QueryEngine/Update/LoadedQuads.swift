import RDF
import Storage

/// The quads of a document that is loaded, charged to the request's memory; one thread.
final class LoadedQuads {
  /// Quads between two looks at the request's limits.
  private static let pieceQuads = 4_096

  private(set) var ids: [IDQuad] = []
  private let stored: StoredIDs
  private let control: QueryControl
  private var reservedBytes = 0

  init(_ stored: StoredIDs, _ control: QueryControl) {
    self.stored = stored
    self.control = control
  }

  deinit { control.release(bytes: reservedBytes) }

  /// Adds a quad of the document to `graph`.
  func append(_ quad: Quad, graph: Term?) throws(UpdateError) {
    if ids.count % Self.pieceQuads == 0 { try reservePiece() }
    do throws(StorageError) {
      try quad.checkPlaces()
      var graphID: UInt64 = 0
      if let graph { graphID = try stored.stored(document: graph) }
      ids.append(
        IDQuad(
          try stored.stored(document: quad.subject), try stored.stored(document: quad.predicate),
          try stored.stored(document: quad.object), graphID))
    } catch { throw .query(.store(error)) }
  }

  private func reservePiece() throws(UpdateError) {
    let bytes = Self.pieceQuads * MemoryLayout<IDQuad>.stride
    do throws(QueryError) {
      try control.check()
      try control.reserve(bytes: bytes)
    } catch { throw .query(error) }
    reservedBytes += bytes
  }
}
