import QueryEngine
import RDF
import RDFSyntax
import SPARQL
import Sluice
import TestSupport
import Testing

/// Results that several threads find and print.
@Suite("long results")
struct LongResultTests {
  /// A writer whose rows go one after the other.
  private final class OneByOne: SolutionWriter {
    private let writer: any SolutionWriter

    init(_ writer: any SolutionWriter) { self.writer = writer }

    func begin(variables: [String]) throws(WriteError) { try writer.begin(variables: variables) }
    func write(_ row: UnsafeBufferPointer<TermBytes?>) throws(WriteError) { try writer.write(row) }
    func write(boolean: Bool) throws(WriteError) { try writer.write(boolean: boolean) }
    func flush() throws(WriteError) { try writer.flush() }
    func finish() throws(WriteError) { try writer.finish() }
  }

  private static let rows = 25_000

  private static func store() throws -> (StoreFixture, Store) {
    let fixture = try StoreFixture()
    let store = try Store.open(at: fixture.storePath, options: StoreFixture.options)
    var quads: [Quad] = []
    for number in 0..<rows {
      let subject = Term.iri(IRI("http://example.org/\(number)"))
      let value = "value \"\(number % 977)\"\n<&>"
      let text = number % 3 == 0 ? Literal(value, language: "en") : Literal(value)
      quads.append(Quad(subject: subject, predicate: .iri(IRI("p:a")), object: .literal(text)))
      if number % 5 == 0 {
        quads.append(
          Quad(subject: subject, predicate: .iri(IRI("p:b")), object: .literal(Literal("b"))))
      }
    }
    try store.commitBlocking(inserts: quads, durability: .async)
    return (fixture, store)
  }

  private static func bytes(
    _ store: Store, _ text: String, _ strain: QueryStrain = [],
    _ make: (MemorySink) -> any SolutionWriter
  ) throws -> [UInt8] {
    let sink = MemorySink()
    let execution = try store.execution(
      try QueryParser().query(text), options: QueryOptions(),
      control: QueryControl(memoryBytes: 256 << 20, strain: strain))
    _ = try execution.write(to: make(sink))
    return sink.bytes
  }

  @Test("are the same bytes, printed by one thread or all", arguments: ResultsFormat.allCases)
  func formats(format: ResultsFormat) throws {
    let (fixture, store) = try Self.store()
    for text in [
      "SELECT ?s ?a ?b WHERE { ?s <p:a> ?a OPTIONAL { ?s <p:b> ?b } }",
      "SELECT ?s WHERE { ?s <p:a> ?a } LIMIT 8192",
      "SELECT ?s WHERE { ?s <p:a> ?a } LIMIT 8193",
      "SELECT * WHERE { ?s <p:none> ?a }",
    ] {
      let alone = try Self.bytes(store, text) { OneByOne(format.makeWriter(to: $0)) }
      // A table is as wide as its first rows need, and divided the first ones may be fewer.
      for strain in format == .table ? [QueryStrain()] : [QueryStrain(), .divide] {
        let together = try Self.bytes(store, text, strain) { format.makeWriter(to: $0) }
        #expect(together == alone, "\(text) as \(format), strain \(strain.rawValue)")
      }
    }
    withExtendedLifetime(fixture) {}
  }

  @Test("end with the failure of their sink")
  func failure() throws {
    final class Full: ByteSink {
      var left = 300_000
      func write(_ bytes: UnsafeRawBufferPointer) throws(WriteError) {
        left -= bytes.count
        if left < 0 { throw .brokenPipe(file: "a pipe") }
      }
    }
    let (fixture, store) = try Self.store()
    let execution = try store.execution(
      try QueryParser().query("SELECT * WHERE { ?s ?p ?o }"), options: QueryOptions(),
      control: QueryControl())
    #expect(throws: QueryOutputError.self) { try execution.write(to: TSVWriter(sink: Full())) }
    withExtendedLifetime(fixture) {}
  }

  @Test("end when they are cancelled, and with a limit on their memory say so")
  func limits() throws {
    let (fixture, store) = try Self.store()
    let control = QueryControl()
    let execution = try store.execution(
      try QueryParser().query("SELECT * WHERE { ?s ?p ?o . ?t ?q ?r }"), options: QueryOptions(),
      control: control)
    control.cancel()
    #expect(throws: QueryOutputError.self) {
      try execution.write(to: TSVWriter(sink: MemorySink()))
    }
    withExtendedLifetime(fixture) {}
  }

  @Test("come in the same order each time")
  func order() throws {
    let (fixture, store) = try Self.store()
    let text = "SELECT ?s ?a ?b WHERE { ?s <p:a> ?a OPTIONAL { ?s <p:b> ?b } }"
    let first = try Self.bytes(store, text, .divide) { TSVWriter(sink: $0) }
    for _ in 0..<3 {
      #expect(try Self.bytes(store, text, .divide) { TSVWriter(sink: $0) } == first)
    }
    withExtendedLifetime(fixture) {}
  }

  @Test("of little memory are those of much")
  func memory() throws {
    let (fixture, store) = try Self.store()
    for text in [
      "SELECT DISTINCT ?s ?a WHERE { ?s ?p ?a }",
      "SELECT ?s (COUNT(?a) AS ?n) WHERE { ?s ?p ?a } GROUP BY ?s",
      "SELECT (COUNT(DISTINCT ?s) AS ?n) (MAX(?b) AS ?m) WHERE { ?s <p:a> ?a . ?s ?p ?b }",
      "SELECT ?s ?t WHERE { ?s <p:b> ?b . ?t <p:a> ?a FILTER(STR(?a) = \"value \\\"3\\\"\\n<&>\") }",
      "SELECT ?s ?a ?b WHERE { ?s <p:a> ?a OPTIONAL { ?t <p:a> ?a . ?t <p:b> ?b } }",
      "SELECT * WHERE { ?s ?p ?o } ORDER BY ?o ?s",
    ] {
      func lines(_ bytes: Int) throws -> [Substring] {
        let sink = MemorySink()
        let execution = try store.execution(
          try QueryParser().query(text), options: QueryOptions(),
          control: QueryControl(memoryBytes: bytes))
        _ = try execution.write(to: TSVWriter(sink: sink))
        return sink.text.split(separator: "\n").sorted()
      }
      #expect(try lines(3 << 20) == lines(1 << 30), "\(text)")
    }
    withExtendedLifetime(fixture) {}
  }
}
