import RDF
import RDFSyntax
import Testing

@testable import PipelineFiles

@Suite("Right pipeline files")
struct GoodFileTests {
  static let full = """
    version: 1
    name: museum
    description: Nightly dump
    store:
      path: ${DATA_DIR:-./data}/museum
      preset: bulk_load
      memory: 4GiB
      temp_dir: ./tmp
      durability: async
    prefixes: {ex: http://example.org/, crm: "http://www.cidoc-crm.org/cidoc-crm/"}
    sources:
      dump:
        type: file
        include: ["dumps/museum-*.nt.gz", "dumps/extra/**/*.ttl.zst"]
        exclude: ["**/old/**"]
        format: turtle
        compression: zstd
        base: http://example.org/base
        graph: ex:museum
        mode: append
        on_error: skip_statement
        max_errors: 7
        rejects: rejects/
      second: {type: file, include: [/abs/*.nq], graph: from_file_iri}
    queries:
      late:
        sparql: |
          SELECT ?loan (COUNT(*) AS ?n)

          WHERE { ?loan a ex:Loan ; ?p "a\\"b" }
            GROUP BY ?loan
        entailment: false
        emit: snapshot
        sinks: [console, late_loans]
      all: {sparql: "CONSTRUCT WHERE { ?s ?p ?o }", sinks: [all]}
    sinks:
      console: {type: stdout, format: table}
      late_loans: {type: file, path: out/late.csv.gz, format: csv, write: replace}
      all: {type: file, path: /abs/all.ttl, format: turtle}
    limits:
      statement_bytes: 1MiB
      token_bytes: 512KiB
      nesting_depth: 50
      decompressed_bytes: 20GB
      decompression_ratio: 100
      queue_bytes: 32MiB
      shutdown_timeout: 1m30s
      query_timeout: 5m
      query_memory: 256MiB
    log: {level: debug, format: json}
    """

  @Test("every key of the format reaches the model")
  func everyKey() throws {
    let pipeline = try parse(Self.full)
    #expect(pipeline.version == 1)
    #expect(pipeline.name == "museum")
    #expect(pipeline.description == "Nightly dump")
    #expect(pipeline.store.path == "/base/data/museum")
    #expect(pipeline.store.preset == .bulkLoad)
    #expect(pipeline.store.memory == ByteCount(4 << 30))
    #expect(pipeline.store.tempDir == "/base/tmp")
    #expect(pipeline.store.durability == .async)
    #expect(pipeline.prefixes.map(\.prefix) == ["ex", "crm"])
    #expect(pipeline.sources.map(\.name) == ["dump", "second"])
    let dump = pipeline.sources[0]
    #expect(dump.include == ["dumps/museum-*.nt.gz", "dumps/extra/**/*.ttl.zst"])
    #expect(dump.exclude == ["**/old/**"])
    #expect(dump.format.rdfFormat == .turtle)
    #expect(dump.compression == .zstd)
    #expect(dump.base == IRI("http://example.org/base"))
    #expect(dump.graph == .named(IRI("http://example.org/museum")))
    #expect(dump.mode == .append)
    #expect(dump.onError == .skipStatement)
    #expect(dump.maxErrors == 7)
    #expect(dump.rejects == "/base/rejects")
    #expect(pipeline.sources[1].graph == .fromFileIRI)
    #expect(pipeline.limits.syntax.statementBytes == 1 << 20)
    #expect(pipeline.limits.syntax.tokenBytes == 512 << 10)
    #expect(pipeline.limits.syntax.nestingDepth == 50)
    #expect(pipeline.limits.syntax.decompressedBytes == 20_000_000_000)
    #expect(pipeline.limits.syntax.decompressionRatio == 100)
    #expect(pipeline.limits.queueBytes == ByteCount(32 << 20))
    #expect(pipeline.limits.shutdownTimeout == TimeSpan(seconds: 90))
    #expect(pipeline.limits.queryTimeout == TimeSpan(seconds: 300))
    #expect(pipeline.limits.queryMemory == ByteCount(256 << 20))
    #expect(pipeline.log.level == .debug)
    #expect(pipeline.log.format == .json)
    // That `async` does nothing here yet.
    #expect(pipeline.warnings.count == 1)
    #expect(pipeline.baseFolder == "/base")
    #expect(pipeline.file == "/base/p.yaml")
  }

  @Test("what is not given has the model's default")
  func defaults() throws {
    let pipeline = try parse(withTop(""))
    #expect(pipeline.name == nil)
    #expect(pipeline.store == StoreSection(path: "/base/data"))
    #expect(pipeline.sources == [FileSource(name: "a", include: ["a.ttl"])])
    #expect(pipeline.limits == LimitsSection())
    #expect(pipeline.limits.syntax == SyntaxLimits())
    #expect(pipeline.log == LogSection())
    #expect(pipeline.sources[0].format.rdfFormat == nil)
  }

  @Test("the resolved form reads back as the same pipeline")
  func resolvedFormReadsBack() throws {
    for text in [Self.full, withTop(""), withTop("description: 'costs $$5: \"a\" # b'")] {
      let pipeline = try parse(text)
      let again = try parse(pipeline.resolved.yaml(escapingDollars: true))
      #expect(again.store == pipeline.store)
      #expect(again.sources == pipeline.sources)
      #expect(again.queries == pipeline.queries)
      #expect(again.sinks == pipeline.sinks)
      #expect(again.prefixes == pipeline.prefixes)
      #expect(again.limits == pipeline.limits)
      #expect(again.log == pipeline.log)
      #expect(again.description == pipeline.description)
      #expect(again.resolved == pipeline.resolved)
    }
  }

  @Test("the resolved form is as it will run")
  func resolvedForm() throws {
    let text = """
      version: 1
      store: {path: "${D}/s"}
      prefixes: {ex: http://example.org/}
      sources: {d: {type: file, include: ["*.nt"], graph: "ex:g", on_error: skip_file}}
      """
    let expected = """
      version: 1
      store:
        path: /data/s
        preset: balanced
        durability: fsync
      prefixes:
        ex: http://example.org/
      sources:
        d:
          type: file
          include:
            - "*.nt"
          format: auto
          compression: auto
          graph: "<http://example.org/g>"
          mode: append
          on_error: skip_file
          max_errors: 1000
      limits:
        statement_bytes: 64MiB
        token_bytes: 32MiB
        nesting_depth: 1000
        decompressed_bytes: 0B
        decompression_ratio: 2000
        shutdown_timeout: 30s
        query_timeout: 1m
        query_memory: 1GiB
      log:
        level: info
        format: text

      """
    #expect(try parse(text, ["D": "/data"]).resolved.yaml() == expected)
  }

  @Test("an alias stands for its anchor's value, also several times")
  func aliases() throws {
    let pipeline = try parse(
      """
      version: 1
      store: {path: &p data}
      sources:
        a: &a {type: file, include: &i ["x/*.ttl"], rejects: *p, on_error: skip_file}
        b: *a
        c: {type: file, include: *i}
      """)
    #expect(pipeline.sources.map(\.name) == ["a", "b", "c"])
    #expect(pipeline.sources.map(\.include) == Array(repeating: ["x/*.ttl"], count: 3))
    #expect(pipeline.sources[1].rejects == "/base/data")
  }

  @Test("an anchor may be given again, and the latest one counts")
  func anchorsAreReplaced() throws {
    let pipeline = try parse(
      """
      version: 1
      name: &x one
      store: {path: *x}
      sources:
        a: {type: file, include: [&x two, *x]}
      """)
    #expect(pipeline.store.path == "/base/one")
    #expect(pipeline.sources[0].include == ["two", "two"])
  }

  @Test(
    "graphs are words, prefixed names or IRIs",
    arguments: [
      ("keep", FileSource.Graph.keep), ("default", .defaultGraph),
      ("from_file_iri", .fromFileIRI), ("ex:a/b", .named(IRI("http://example.org/a/b"))),
      ("'ex:'", .named(IRI("http://example.org/"))), ("urn:x:y", .named(IRI("urn:x:y"))),
      ("http://a/b", .named(IRI("http://a/b"))), ("<ex:a>", .named(IRI("ex:a"))),
      ("foo://a", .named(IRI("foo://a"))),
    ])
  func graphs(text: String, graph: FileSource.Graph) throws {
    #expect(try parse(withSource("graph: \(text)")).sources[0].graph == graph)
  }

  @Test("prefixes may stand after what uses them")
  func latePrefixes() throws {
    let pipeline = try parse(
      """
      sources: {a: {type: file, include: [a], graph: "ex:g"}}
      prefixes: {ex: "http://example.org/"}
      store: {path: s}
      version: 1
      """)
    #expect(pipeline.sources[0].graph == .named(IRI("http://example.org/g")))
  }

  @Test("a byte order mark, carriage returns and comments change nothing")
  func dressings() throws {
    let text = "\u{FEFF}# c\r\nversion: 1 # one\r\nstore:\r\n  path: a\r\nsources: {}\r\n"
    #expect(try parse(text).store.path == "/base/a")
    #expect(
      errors(text + "nmae: x\r\n") == ["6:1: error: unknown key `nmae` (did you mean `name`?)"])
  }

  @Test("positions can be asked for by path")
  func positions() throws {
    let pipeline = try parse(withSource("exclude: [a, b]"))
    #expect(pipeline.position(of: "sources.dump.exclude[1]") == TextPosition(line: 9, column: 18))
    #expect(pipeline.position(of: "store.path") == TextPosition(line: 2, column: 15))
    #expect(pipeline.position(of: "store.memory") == nil)
  }

  @Test("settings that do nothing are warned of")
  func warnings() throws {
    let pipeline = try parse(withSource("max_errors: 1\nrejects: r"))
    #expect(
      pipeline.warnings.map(\.description) == [
        "/base/p.yaml:9:5: warning: `sources.dump.max_errors` has no effect under "
          + "`on_error: fail_job` (choose skip_file or skip_statement)",
        "/base/p.yaml:10:5: warning: `sources.dump.rejects` has no effect under "
          + "`on_error: fail_job` (choose skip_file or skip_statement)",
      ])
    #expect(try parse("version: 1\nstore: {path: a}").warnings.count == 1)
    let sources = "sources: {a: {type: file, include: [a.ttl]}}"
    let durable = try parse("version: 1\nstore: {path: a, durability: async}\n" + sources)
    #expect(
      durable.warnings.map(\.description) == [
        "/base/p.yaml:2:18: warning: `store.durability` has no effect on file sources "
          + "(a load waits for the disk, whatever is said here)"
      ])
    #expect(durable.store.durability == .async)
    let usual = "version: 1\nstore: {path: a, durability: fsync}\n" + sources
    #expect(try parse(usual).warnings.isEmpty)
  }

  @Test("the least memory is taken, and less is refused with it")
  func leastMemory() throws {
    let rest = "}\nsources: {a: {type: file, include: [a.ttl]}}"
    let least = try parse("version: 1\nstore: {path: a, memory: 32MiB" + rest)
    #expect(least.store.memory == ByteCount(32 << 20))
    #expect(
      errors("version: 1\nstore: {path: a, memory: 33554431" + rest) == [
        "2:26: error: `store.memory`: `33554431` is below the least value 32MiB"
      ])
  }
}
