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
  private let sources: [SpillReader]
  private var heap = MergeHeap<IDQuad>()
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
    while let (head, index) = heap.first {
      let source = sources[index]
      columns = source.columns
      first = source.row
      // The head is its smallest row, so that one is always taken; where another file has it too, that
      // one's is passed over.
      end = columns.gallop(to: heap.second ?? .highest, from: first, limit: source.rows)
      if head == last { first += 1 }
      last = columns.quad(at: end - 1)
      if first < end { return true }
      try advance()
    }
    return false
  }

  private func start() throws(StorageError) {
    isStarted = true
    for index in sources.indices where try sources[index].nextBlock() {
      heap.add(sources[index].quad(at: 0), source: index)
    }
    heap.order()
  }

  /// Moves the file of the last batch on.
  private func advance() throws(StorageError) {
    guard let (_, index) = heap.first else { return }
    let source = sources[index]
    source.row = end
    if source.row < source.rows {
      heap.replaceFirst(source.quad(at: source.row))
    } else {
      heap.replaceFirst(try source.nextBlock() ? source.quad(at: 0) : nil)
    }
  }
}
