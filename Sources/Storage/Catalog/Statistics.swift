// Exact counts of what the store holds, and estimates for the planner.
//
// They fall out of the sorted build of a segment, have a record a segment, and are summed over the live ones:
// segments are disjoint sets, so counts of quads add up exactly. Distinct subjects and objects of a
// predicate are exact in one segment and an upper bound over several. So a load or a fold writes what its
// own segment holds, whatever else is in the store.

/// What is known of one predicate.
public struct PredicateStatistics: Hashable, Sendable {
  /// Quads with the predicate; exact.
  public var quads: Int
  /// Distinct subjects under it; exact with one segment, else an upper bound.
  public var distinctSubjects: Int
  /// Distinct objects under it; exact with one segment, else an upper bound.
  public var distinctObjects: Int
}

/// Counts of a whole store.
struct StatisticsRecord: Equatable, Sendable {
  /// By predicate id.
  var predicates: [UInt64: PredicateStatistics] = [:]
  /// Quads by graph id; the default graph is 0.
  var graphs: [UInt64: Int] = [:]

  /// Where the record of a segment stands in `meta`.
  static func key(_ segment: UInt32) -> [UInt8] {
    Array("statistics ".utf8) + withUnsafeBytes(of: segment.bigEndian) { Array($0) }
  }

  /// Adds what another segment holds.
  mutating func add(_ other: StatisticsRecord) {
    predicates.merge(other.predicates) { a, b in
      PredicateStatistics(
        quads: a.quads + b.quads, distinctSubjects: a.distinctSubjects + b.distinctSubjects,
        distinctObjects: a.distinctObjects + b.distinctObjects)
    }
    graphs.merge(other.graphs, uniquingKeysWith: +)
  }

  /// Counts what a list of changes in spog order adds and removes.
  ///
  /// Distinct values are left as they are.
  mutating func apply(_ changes: SortedChanges) {
    // Counts that pass zero on the way are kept until all changes are in.
    var (emptyPredicates, emptyGraphs): (Set<UInt64>, Set<UInt64>) = ([], [])
    for row in 0..<changes.count {
      let quad = changes.quad(at: row)
      let sign = changes.removes[row] ? -1 : 1
      predicates[
        quad.b,
        default: PredicateStatistics(quads: 0, distinctSubjects: 1, distinctObjects: 1)
      ].quads += sign
      if predicates[quad.b]?.quads == 0 { emptyPredicates.insert(quad.b) }
      graphs[quad.d, default: 0] += sign
      if graphs[quad.d] == 0 { emptyGraphs.insert(quad.d) }
    }
    for predicate in emptyPredicates where predicates[predicate]?.quads == 0 {
      predicates[predicate] = nil
    }
    for graph in emptyGraphs where graphs[graph] == 0 { graphs[graph] = nil }
  }

  func encoded() -> [UInt8] {
    var record = RecordWriter()
    record.put(predicates.count)
    for (predicate, entry) in predicates.sorted(by: { $0.key < $1.key }) {
      record.put(predicate)
      record.put(entry.quads)
      record.put(entry.distinctSubjects)
      record.put(entry.distinctObjects)
    }
    record.put(graphs.count)
    for (graph, count) in graphs.sorted(by: { $0.key < $1.key }) {
      record.put(graph)
      record.put(count)
    }
    return record.bytes
  }

  init() {}

  init(_ bytes: [UInt8]) throws(StorageError) {
    var record = RecordReader(bytes, name: "statistics")
    for _ in 0..<(try record.count()) {
      let predicate = try record.number()
      predicates[predicate] = PredicateStatistics(
        quads: try record.integer(), distinctSubjects: try record.integer(),
        distinctObjects: try record.integer())
    }
    for _ in 0..<(try record.count()) {
      let graph = try record.number()
      graphs[graph] = try record.integer()
    }
  }
}

/// The counts of live segments, and their sum.
struct SegmentStatistics: Sendable {
  private var records: [UInt32: StatisticsRecord] = [:]
  /// The counts of all segments together.
  private(set) var total = StatisticsRecord()

  init() {}

  /// Reads the records of live segments.
  init(
    _ segments: [SegmentRecord], _ database: Database, snapshot: DatabaseSnapshot? = nil
  ) throws(StorageError) {
    for segment in segments {
      let key = StatisticsRecord.key(segment.number)
      guard let bytes = try database.value(.meta, key: key, snapshot: snapshot) else {
        throw .corrupted(detail: "segment \(segment.number) has no record of its counts")
      }
      add(try StatisticsRecord(bytes), of: segment.number)
    }
  }

  /// Adds the counts of a new segment.
  mutating func add(_ record: StatisticsRecord, of segment: UInt32) {
    records[segment] = record
    total.add(record)
  }

  /// Forgets segments that are not live any more.
  mutating func remove(_ segments: [UInt32]) {
    for segment in segments { records[segment] = nil }
    total = StatisticsRecord()
    for record in records.values { total.add(record) }
  }
}
