// A run under construction: its terms, and its quads as run codes in input order.
//
// `merge` is called by one thread at a time, in input order; `addQuads` may follow from any thread, as
// each chunk has a place of its own. That is what the unchecked conformance says.

/// What a load has taken in since its memory was last emptied.
final class LoadRun: @unchecked Sendable {
  let terms = RunTermTable()
  private(set) var quadCount = 0
  private var pieces: [(base: UnsafeMutablePointer<CodeQuad>, count: Int)] = []

  deinit { for piece in pieces { piece.base.deallocate() } }

  /// Bytes of memory held.
  var footprintBytes: Int {
    terms.footprintBytes + quadCount * MemoryLayout<CodeQuad>.stride
  }

  /// Gives the chunk's terms their codes and its quads a place; the caller fills it by `fill`.
  func merge(_ chunk: EncodedChunk) -> UnsafeMutablePointer<CodeQuad> {
    terms.merge(chunk)
    let place = UnsafeMutablePointer<CodeQuad>.allocate(capacity: max(chunk.quadCount, 1))
    pieces.append((place, chunk.quadCount))
    quadCount += chunk.quadCount
    return place
  }

  /// Writes a chunk's quads, as run codes, to their place.
  static func fill(_ place: UnsafeMutablePointer<CodeQuad>, from chunk: EncodedChunk) {
    let codes = chunk.codes.base
    let quads = chunk.quads.base
    for index in 0..<chunk.quadCount {
      let quad = quads[index]
      place[index] = CodeQuad(
        subject: codes[Int(quad.subject)], predicate: codes[Int(quad.predicate)],
        object: codes[Int(quad.object)], graph: codes[Int(quad.graph)])
    }
  }

  /// Hands each piece of quads to `body` in input order and frees it afterwards.
  func drainQuads(_ body: (UnsafeMutablePointer<CodeQuad>, Int) -> Void) {
    for piece in pieces {
      body(piece.base, piece.count)
      piece.base.deallocate()
    }
    pieces = []
  }
}
