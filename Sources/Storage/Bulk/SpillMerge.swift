// Merges sorted spilled files into one sorted stream in which each quad stands once.
//
//     heap of (next quad, file)  ─►  rows of the smallest file up to the next file's quad  ─►  batch
//
// A batch is a stretch of one file's decoded block: long where files cover different ranges, short where
// they interleave. Each file's quads are distinct, so a quad that was given by another file can only be
// the first of a stretch, and is passed over there. Cost: a few comparisons a stretch, more by the
// logarithm of the number of files.

/// A merge of spilled files; one thread.
final class SpillMerge {
  /// A file of the merge and its next quad.
  private struct Head {
    var quad: IDQuad
    var source: Int
  }

  private let sources: [SpillReader]
  /// A binary heap: the smallest quad first.
  private var heap: [Head] = []
  private var isStarted = false
  /// The last quad that was given.
  private var last: IDQuad?

  /// The columns of the current batch; valid until the next call of `next`.
  private(set) var columns = QuadColumns(capacity: 1)
  /// The first row of the batch.
  private(set) var first = 0
  /// The row behind its last.
  private(set) var end = 0
  private let noColumns: QuadColumns

  /// Opens the files; `memoryBytes` is what all their buffers may take.
  init(_ paths: [String], memoryBytes: Int) throws(StorageError) {
    noColumns = columns
    let bufferBytes = SpillReader.bufferBytes(memoryBytes / max(paths.count, 1))
    var sources: [SpillReader] = []
    for path in paths { sources.append(try SpillReader(path: path, bufferBytes: bufferBytes)) }
    self.sources = sources
  }

  deinit { noColumns.deallocate() }

  /// Goes to the next batch, which has a row at least; false at the end.
  func next() throws(StorageError) -> Bool {
    if isStarted { try advance() } else { try start() }
    while let head = heap.first {
      let source = sources[head.source]
      columns = source.columns
      first = source.row
      // The head is its smallest row, so that one is always taken; where another file has it too, that
      // one's is passed over.
      end = columns.gallop(to: secondQuad, from: first, limit: source.rows)
      if head.quad == last { first += 1 }
      last = columns.quad(at: end - 1)
      if first < end { return true }
      try advance()
    }
    return false
  }

  private func start() throws(StorageError) {
    isStarted = true
    for index in sources.indices where try sources[index].nextBlock() {
      heap.append(Head(quad: sources[index].quad(at: 0), source: index))
    }
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(index) }
  }

  /// Moves the file of the last batch on.
  private func advance() throws(StorageError) {
    guard let head = heap.first else { return }
    let source = sources[head.source]
    source.row = end
    if source.row < source.rows {
      heap[0].quad = source.quad(at: source.row)
    } else if try source.nextBlock() {
      heap[0].quad = source.quad(at: 0)
    } else {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    sink(0)
  }

  /// The smallest quad of all files but the first of the heap.
  private var secondQuad: IDQuad {
    switch heap.count {
    case 0, 1: .highest
    case 2: heap[1].quad
    default: min(heap[1].quad, heap[2].quad)
    }
  }

  /// Moves an entry down to its place.
  private func sink(_ start: Int) {
    guard start < heap.count else { return }
    let entry = heap[start]
    var place = start
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].quad < heap[child].quad { child += 1 }
      guard heap[child].quad < entry.quad else { break }
      heap[place] = heap[child]
      place = child
    }
    heap[place] = entry
  }
}
