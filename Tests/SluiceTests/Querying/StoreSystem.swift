import Foundation
import QueryEngine
import SPARQL
import Sluice
import Storage
import TestSupport

/// The engine over a store on disk, for the tests that the reference evaluator takes too; of one thread.
///
/// One store serves all calls: each empties it and puts its data in.
final class StoreSystem: QuerySystem {
  let name: String
  private let fixture: StoreFixture
  private let store: Store
  private let options: QueryOptions
  private let placing: Placing
  private let strain: QueryStrain

  /// How the data comes into the store.
  enum Placing: String, CaseIterable {
    /// By one commit, unfolded.
    case committed
    /// By two commits, folded in between, so that segment and delta are merged.
    case divided
    /// By a commit that is folded into one segment.
    case folded
    /// By a bulk load.
    case loaded
  }

  init(
    placing: Placing = .committed, options: QueryOptions = QueryOptions(),
    strain: QueryStrain = []
  ) throws {
    self.placing = placing
    self.strain = strain
    self.options = options
    name = "store, \(placing.rawValue)"
    fixture = try StoreFixture()
    store = try Store.open(at: fixture.storePath, options: StoreFixture.options)
  }

  func query(_ text: String, base: IRI, on data: SystemData) throws -> ReferenceResult {
    try put(data.dataset)
    let query = try QueryParser(base: base).query(text)
    var options = options
    options.services = data.services.isEmpty ? nil : try AliasedServices(data.services)
    let execution = try store.execution(
      query, options: options, control: QueryControl(memoryBytes: 256 << 20, strain: strain))
    switch query.form {
    case .select(let variables):
      var rows: [[Term?]] = []
      while true {
        let more = try execution.nextRows()
        if more.isEmpty { break }
        rows += more
      }
      return .rows(variables, rows)
    case .ask: return .boolean(try execution.ask())
    case .construct, .describe: return .graph(try execution.allTriples().map { Triple($0) })
    }
  }

  func update(_ text: String, base: IRI, on data: SystemData) throws -> ReferenceDataset {
    try put(data.dataset)
    let request = try QueryParser(base: base).update(text)
    var options = options
    options.documents = Documents(data.documents)
    let control = QueryControl(memoryBytes: 256 << 20)
    _ = try store.transactionBlocking(durability: .async, control: control) {
      (transaction) throws(QueryFailure) in
      try transaction.run(request, options: options, control: control)
    }
    return ReferenceDataset(quads: try all())
  }

  private func all() throws -> [Quad] {
    let reader = try store.reader(of: TermPattern())
    var quads: [Quad] = []
    while try reader.next() { quads.append(try reader.quad()) }
    return quads
  }

  private func put(_ dataset: ReferenceDataset) throws {
    try store.commitBlocking(inserts: [], deletes: try all(), durability: .async)
    let quads = dataset.quads
    switch placing {
    case .committed: try store.commitBlocking(inserts: quads, durability: .async)
    case .folded:
      try store.commitBlocking(inserts: quads, durability: .async)
      try store.compactBlocking()
    case .divided:
      // The nodes of both commits must be the same, so only quads without them are divided.
      let plain = quads.filter { ![$0.subject, $0.object].contains { $0.isBlankNode } }
      let first = Array(plain.prefix(plain.count / 2))
      try store.commitBlocking(inserts: first, durability: .async)
      try store.compactBlocking(everything: false)
      try store.commitBlocking(
        inserts: quads.filter { !first.contains($0) }, durability: .async)
    case .loaded: try load(quads)
    }
  }

  private func load(_ quads: [Quad]) throws {
    try store.compactBlocking()
    let sink = MemorySink()
    let writer = NQuadsWriter(sink: sink)
    for quad in quads { try writer.write(quad) }
    try writer.finish()
    let path = try fixture.write("data.nq", sink.text)
    var settings = LoadOptions()
    settings.again = true
    _ = try store.loadBlocking([LoadInput(path: path)], options: settings)
  }
}

extension Term {
  fileprivate var isBlankNode: Bool {
    if case .blankNode = self { true } else { false }
  }
}

/// Documents of a test.
private final class Documents: DocumentLoader {
  private let documents: [IRI: Set<Triple>]

  init(_ documents: [IRI: Set<Triple>]) { self.documents = documents }

  func load(
    _ source: IRI, limits: RequestLimits, _ take: (Quad) throws(UpdateError) -> Void
  ) throws(UpdateError) {
    guard let triples = documents[source] else { throw .load("there is no <\(source.string)>") }
    for triple in triples {
      try take(
        Quad(subject: triple.subject, predicate: triple.predicate, object: triple.object))
    }
  }
}
