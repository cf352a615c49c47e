import QueryEngine
import RDF
import SPARQL
import Sluice

// Queries run under a strain or with little memory, as tests of the engine need it.

extension Store {
  /// A query that is planned and not run yet.
  func execution(
    of text: String, _ strain: QueryStrain = [], memoryBytes: Int = 256 << 20
  ) throws -> QueryExecution {
    try execution(
      try QueryParser().query(text), options: QueryOptions(),
      control: QueryControl(memoryBytes: memoryBytes, strain: strain))
  }

  /// The rows of a query as texts, in its order.
  func rowTexts(
    _ text: String, _ strain: QueryStrain = [], memoryBytes: Int = 256 << 20
  ) throws -> [String] {
    try execution(of: text, strain, memoryBytes: memoryBytes).allRows().map {
      $0.map { $0.map { "\($0)" } ?? "-" }.joined(separator: "\t")
    }
  }
}

extension QueryExecution {
  /// All rows that are left.
  func allRows() throws -> [[Term?]] {
    var rows: [[Term?]] = []
    while true {
      let more = try nextRows()
      if more.isEmpty { return rows }
      rows += more
    }
  }
}

extension Quad {
  /// A triple of IRIs, the predicate in `p:`.
  static func link(_ subject: String, _ predicate: String, _ object: String) -> Quad {
    Quad(
      subject: .iri(IRI(subject)), predicate: .iri(IRI("p:" + predicate)),
      object: .iri(IRI(object)))
  }
}
