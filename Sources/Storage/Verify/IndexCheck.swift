// One order of all segments: blocks, rows, ids, counts, and a fingerprint of what is there.

/// Reads one index from its first key to its last.
///
/// Keys are the last quad of their block; rows are strictly increasing in a block and from block to
/// block, so an index holds each quad at most once. Each id of the first column is looked up once a
/// run of equal ones: subjects in spog, predicates in psog, objects in ospg, graphs in gspo.
struct IndexCheck: VerifyCheck {
  let order: IndexOrder
  let hasher: QuadHasher

  var name: String { "index \(order)" }

  func run(_ context: VerifyContext) throws(StorageError) {
    let walk = IndexWalk(order, hasher, context)
    let cursor = context.cursor(order.family)
    cursor.seekToFirst()
    while cursor.isValid {
      walk.visit(key: cursor.key, value: cursor.value)
      cursor.next()
    }
    walk.finish()
    try cursor.check()
  }
}

/// The state of a walk over an index; one thread.
private final class IndexWalk {
  private let order: IndexOrder
  private let hasher: QuadHasher
  private let context: VerifyContext
  private let live: [UInt32: SegmentRecord]
  private let terms: IDIntervals
  private let orphans: Set<UInt64>
  private let decoder = QuadBlockDecoder()
  private let columns = QuadColumns(capacity: maximumBlockRows)
  private var statistics = StatisticsRecord()
  private var blocks = 0
  private var deadBlocks = 0
  // Of the segment under the cursor.
  private var segment: UInt32?
  private var sum = OrderSum()
  /// In spog: the quads that gspo must hold.
  private var named = OrderSum()
  private var last: IDQuad?
  private var reported = false

  init(_ order: IndexOrder, _ hasher: QuadHasher, _ context: VerifyContext) {
    self.order = order
    self.hasher = hasher
    self.context = context
    terms = context.terms
    orphans = context.orphans
    var live: [UInt32: SegmentRecord] = [:]
    for segment in context.view.state.segments { live[segment.number] = segment }
    self.live = live
  }

  deinit { columns.deallocate() }

  // MARK: blocks

  func visit(key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    guard key.count == blockKeyBytes else {
      return context.found(
        .undecodable(place: "\(order)", detail: "a key has \(key.count) bytes"))
    }
    let number = UInt32(bigEndian: key.loadUnaligned(as: UInt32.self))
    guard live[number] != nil else {
      deadBlocks += 1
      return
    }
    if number != segment { begin(number) }
    blocks += 1
    guard let header = QuadBlockHeader(value), let rows = decoder.decode(value, into: columns)
    else {
      return problem(.undecodable(place: place, detail: "block \(blocks) can't be decoded"))
    }
    checkRows(rows, distinctFirst: header.distinctFirst)
    let end = IDQuad(
      readBigEndian(key, at: 4), readBigEndian(key, at: 12), readBigEndian(key, at: 20),
      readBigEndian(key, at: 28))
    if quad(rows - 1) != end {
      problem(.disorder(place: place, detail: "a key is not the last quad of its block"))
    }
    last = quad(rows - 1)
  }

  private func begin(_ number: UInt32) {
    finishSegment()
    segment = number
    sum = OrderSum()
    named = OrderSum()
    last = nil
    reported = false
  }

  private func finishSegment() {
    guard let segment else { return }
    context.add(SegmentSums(all: sum, named: named), order, segment: segment)
  }

  func finish() {
    finishSegment()
    flushCounts()
    context.add(statistics)
    context.count { report in
      report.blocks += blocks
      report.deadEntries += deadBlocks
    }
  }

  // MARK: rows

  private func quad(_ row: Int) -> IDQuad {
    columns.quad(at: row)
  }

  private func checkRows(_ rows: Int, distinctFirst: Int) {
    let isFirstBlock = last == nil
    var previous = last ?? .lowest
    var distinct = 0
    for row in 0..<rows {
      let current = quad(row)
      let isFirst = isFirstBlock && row == 0
      if !isFirst, !(previous < current) {
        problem(.disorder(place: place, detail: "row \(row) of block \(blocks)"))
      }
      if row == 0 || current.a != previous.a { distinct += 1 }
      if isFirst || current.a != previous.a { checkFirst(current.a) }
      count(current, previous, isFirst: isFirst)
      add(current)
      previous = current
    }
    if distinct != distinctFirst {
      problem(
        .count(
          of: "distinct values in a block's header in \(place)", recorded: distinctFirst,
          counted: distinct))
    }
  }

  /// Adds a quad, its columns back in the order s p o g, to the segment's fingerprint.
  @inline(__always)
  private func add(_ quad: IDQuad) {
    switch order {
    case .spog: sum.add(hasher.hash(quad.a, quad.b, quad.c, quad.d))
    case .psog: sum.add(hasher.hash(quad.b, quad.a, quad.c, quad.d))
    case .posg: sum.add(hasher.hash(quad.c, quad.a, quad.b, quad.d))
    case .ospg: sum.add(hasher.hash(quad.b, quad.c, quad.a, quad.d))
    case .gspo: sum.add(hasher.hash(quad.b, quad.c, quad.d, quad.a))
    }
  }

  /// Counts what the statistics say, each thing from the order in which it stands together.
  @inline(__always)
  private func count(_ quad: IDQuad, _ previous: IDQuad, isFirst: Bool) {
    switch order {
    case .psog, .posg:
      let isNew = isFirst || quad.a != previous.a || quad.b != previous.b
      if order == .psog || isNew { countPredicate(quad.a, isNew: isNew) }
    case .gspo: countGraph(quad.a)
    case .spog:
      if quad.d >> 60 == 0 {
        countGraph(quad.d)
        if quad.d > TermID.derivedGraph.rawValue { problem(.badID(place: place, id: quad.d)) }
      } else {
        named.add(hasher.hash(quad.a, quad.b, quad.c, quad.d))
      }
    case .ospg: break
    }
  }

  // A dictionary step a row would be slow: runs are counted and added when they end.
  private var predicate: UInt64 = 0
  private var predicateCounts = PredicateStatistics(
    quads: 0, distinctSubjects: 0, distinctObjects: 0)
  private var graph: UInt64 = 0
  private var graphQuads = 0

  @inline(__always)
  private func countPredicate(_ id: UInt64, isNew: Bool) {
    if id != predicate { flushCounts() }
    predicate = id
    if order == .psog { predicateCounts.quads += 1 }
    guard isNew else { return }
    if order == .psog {
      predicateCounts.distinctSubjects += 1
    } else {
      predicateCounts.distinctObjects += 1
    }
  }

  @inline(__always)
  private func countGraph(_ id: UInt64) {
    if id != graph { flushCounts() }
    graph = id
    graphQuads += 1
  }

  private func flushCounts() {
    var record = StatisticsRecord()
    if predicateCounts.quads + predicateCounts.distinctObjects > 0 {
      record.predicates[predicate] = predicateCounts
    }
    if graphQuads > 0 { record.graphs[graph] = graphQuads }
    statistics.add(record)
    predicateCounts = PredicateStatistics(quads: 0, distinctSubjects: 0, distinctObjects: 0)
    graphQuads = 0
  }

  // MARK: ids

  /// Whether an id may stand in the first column.
  private func checkFirst(_ id: UInt64) {
    let kind = TermID(rawValue: id).kind
    let fits =
      switch order {
      case .spog: kind == .iri || kind == .blankNode
      case .psog, .posg: kind == .iri
      case .ospg: kind.isInDictionary || InlineCheck.isCanonical(TermID(rawValue: id))
      case .gspo: kind == .iri || kind == .blankNode
      }
    // posg holds the same predicates as psog.
    let isKnown =
      order == .posg || !kind.isInDictionary
      || (terms.contains(id) && !orphans.contains(id))
    if !fits || !isKnown { problem(.badID(place: place, id: id)) }
  }

  // MARK: problems

  private var place: String { "\(order) of segment \(segment ?? 0)" }

  /// Reports the first problem of a segment: one wrong byte makes many.
  private func problem(_ problem: VerifyProblem) {
    if !reported { context.found(problem) }
    reported = true
  }
}
