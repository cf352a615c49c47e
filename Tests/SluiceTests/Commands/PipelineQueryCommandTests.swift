import Foundation
import Sluice
import Testing

/// Queries and sinks of pipeline files as `run` and `plan` have them.
@Suite("pipeline queries of commands")
struct PipelineQueryCommandTests {
  /// A pipeline that loads three quads and has `queries` and `sinks`.
  private func fixture(
    _ queries: String, sinks: String, rest: String = ""
  ) throws -> (StoreFixture, String) {
    let fixture = try StoreFixture()
    _ = try fixture.write("a.nt", "<x:a> <x:p> <x:b> .\n<x:a> <x:p> <x:c> .\n<x:d> <x:q> \"7\" .\n")
    let text = """
      version: 1
      name: nightly
      store: {path: store, preset: development}
      prefixes: {x: "x:"}
      sources:
        a: {type: file, include: [a.nt]}
      queries:
      \(Self.indented(queries))
      sinks:
      \(Self.indented(sinks))
      \(rest)

      """
    return (fixture, try fixture.write("p.yaml", text))
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  }

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private static let three = """
    objects: {sparql: "SELECT ?o WHERE { x:a x:p ?o } ORDER BY ?o", sinks: [rows, lines]}
    is_there: {sparql: "ASK { ?s x:q '7' }", sinks: [answer]}
    all: {sparql: "CONSTRUCT { ?o x:of ?s } WHERE { ?s x:p ?o }", sinks: [graph]}
    """
  private static let files = """
    rows: {type: file, path: out/deep/rows.csv, format: csv}
    lines: {type: file, path: out/lines.jsonl.gz, format: jsonl}
    answer: {type: file, path: answer.tsv, format: tsv}
    graph: {type: file, path: graph.nt, format: ntriples}
    """

  @Test("each result goes to all its sinks, at each run, whether or not anything was loaded")
  func files() throws {
    let (fixture, file) = try fixture(Self.three, sinks: Self.files)
    for round in 0..<2 {
      let run = try CommandRun(["run", file, "--once"])
      #expect(run.code == 0)
      #expect(run.output.contains(#/query +objects: 2 rows to rows, lines in [0-9.]+ s\n/#))
      #expect(run.output.contains("written   \(fixture.folder)/out/deep/rows.csv\n"))
      #expect(run.output.contains("query     is_there: yes to answer in "))
      #expect(run.output.contains("query     all: 2 triples to graph in "))
      #expect(run.output.contains("nothing new") == (round == 1))
      #expect(run.messages.contains(" info  query begins  pipeline=nightly query=objects\n"))
      #expect(try fixture.read("out/deep/rows.csv") == "o\r\nx:b\r\nx:c\r\n")
      #expect(try fixture.read("answer.tsv").contains("true"))
      #expect(
        try fixture.read("graph.nt").sortedLines == [
          "<x:b> <x:of> <x:a> .", "<x:c> <x:of> <x:a> .",
        ])
      let packed = try Data(
        contentsOf: URL(fileURLWithPath: fixture.folder + "/out/lines.jsonl.gz"))
      #expect(packed.starts(with: [0x1F, 0x8B]))
      // What is there of an earlier run is replaced.
      _ = try fixture.write("graph.nt", "former")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder + "/out")
    #expect(names.sorted() == ["deep", "lines.jsonl.gz"])
  }

  @Test("with a sink on standard output, that has results alone and standard error the summaries")
  func standardOutput() throws {
    let queries = """
      first: {sparql: "SELECT ?o WHERE { x:a x:p ?o } ORDER BY ?o", sinks: [console]}
      second: {sparql: "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", sinks: [console]}
      """
    let (fixture, file) = try fixture(queries, sinks: "console: {type: stdout, format: csv}")
    defer { withExtendedLifetime(fixture) {} }
    let results = "o\r\nx:b\r\nx:c\r\nn\r\n3\r\n"
    let run = try CommandRun(["run", file])
    #expect(run.code == 0 && run.output == results)
    #expect(run.messages.contains("loaded    1 file, 3 statements into "))
    #expect(run.messages.contains("query     second: 1 row to console in "))
    #expect(run.messages.contains("\ndone      3 new quads, 3 in the store\n"))
    let quiet = try CommandRun(["run", file, "--quiet"])
    #expect(quiet.code == 0 && quiet.output == results && quiet.messages.isEmpty)
  }

  @Test("with --json each query is an object, on standard output where no result goes there")
  func json() throws {
    let (fixture, file) = try fixture(Self.three, sinks: Self.files)
    let run = try CommandRun(["run", file, "--json"])
    let told = try objects(run.output)
    #expect(told.map { $0["event"] as? String } == ["loaded", "query", "query", "query"])
    #expect(told[1]["query"] as? String == "objects" && told[1]["rows"] as? Int == 2)
    #expect(told[1]["seconds"] is Double)
    let sinks = try #require(told[1]["sinks"] as? [[String: Any]])
    #expect(sinks.map { $0["sink"] as? String } == ["rows", "lines"])
    #expect(sinks[0]["path"] as? String == fixture.folder + "/out/deep/rows.csv")
    #expect(told[2]["answer"] as? Bool == true && told[3]["triples"] as? Int == 2)
    let events = try objects(run.messages).compactMap { $0["message"] as? String }
    #expect(events.suffix(2) == ["query begins", "query ends"])
  }

  @Test(
    "a query that fails ends the run with 1: what was loaded stays, what is behind does not run")
  func failure() throws {
    let queries = """
      good: {sparql: "SELECT ?o WHERE { x:a x:p ?o }", sinks: [good]}
      remote: {sparql: "SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", sinks: [remote]}
      behind: {sparql: "ASK {}", sinks: [behind]}
      """
    let sinks = ["good", "remote", "behind"].map {
      "\($0): {type: file, path: \($0).csv, format: csv}"
    }
    let (fixture, file) = try fixture(
      queries, sinks: sinks.joined(separator: "\n"))
    _ = try fixture.write("remote.csv", "former")
    let run = try CommandRun(["run", file])
    #expect(run.code == 1)
    #expect(run.messages.contains("\nerror: query \"remote\": "))
    #expect(try fixture.read("good.csv").contains("x:b"))
    #expect(try fixture.read("remote.csv") == "former")
    #expect(!FileManager.default.fileExists(atPath: fixture.folder + "/behind.csv"))
    #expect(try CommandRun(["match", fixture.storePath, "--count"]).output == "3\n")
  }

  @Test("a query that needs more memory than it may fails")
  func memory() throws {
    let (fixture, file) = try fixture(
      "kinds: {sparql: \"SELECT DISTINCT ?a ?c WHERE { ?a ?b ?c }\", sinks: [console]}",
      sinks: "console: {type: stdout, format: table}", rest: "limits: {query_memory: 1B}")
    // Enough that a table has to grow.
    _ = try fixture.write("a.nt", (0..<5_000).map { "<x:a> <x:p> <x:\($0)> .\n" }.joined())
    let run = try CommandRun(["run", file])
    #expect(run.code == 1)
    #expect(run.messages.contains("\nerror: query \"kinds\": the query needs more memory than "))
  }

  @Test("a query that takes longer than it may fails")
  func timeout() throws {
    let queries = """
      long:
        sparql: |
          SELECT (COUNT(*) AS ?n) WHERE {
      \((0..<30).map { "      ?a\($0) ?b\($0) ?c\($0) ." }.joined(separator: "\n"))
            FILTER (?a0 != ?a1 || ?c3 != ?c4)
          }
        sinks: [console]
      """
    let (fixture, file) = try fixture(
      queries, sinks: "console: {type: stdout, format: table}",
      rest: "limits: {query_timeout: 300ms}")
    defer { withExtendedLifetime(fixture) {} }
    let run = try CommandRun(["run", file])
    #expect(run.code == 1 && run.output.isEmpty)
    #expect(
      run.messages.contains("\nerror: query \"long\": the query took longer than its limit of 0.3"))
  }

  @Test("derived facts are left out where a query says so, and the other way it sees the store")
  func entailment() throws {
    let queries = """
      with: {sparql: "ASK { x:a x:p x:b }", sinks: [console]}
      without: {sparql: "ASK { x:a x:p x:b }", entailment: false, sinks: [console]}
      """
    let (fixture, file) = try fixture(queries, sinks: "console: {type: stdout, format: tsv}")
    defer { withExtendedLifetime(fixture) {} }
    let run = try CommandRun(["run", file, "--quiet"])
    #expect(run.code == 0 && run.output.split(separator: "\n").filter { $0 == "true" }.count == 2)
  }

  @Test("a file that cannot be written ends plan and run with 1 before anything is loaded")
  func unwritable() throws {
    let (fixture, file) = try fixture(
      "all: {sparql: \"ASK {}\", sinks: [out]}",
      sinks: "out: {type: file, path: a.nt/b, format: csv}")
    for command in ["plan", "run"] {
      let run = try CommandRun([command, file])
      #expect(run.code == 1)
      #expect((run.output + run.messages).contains("cannot write \"\(fixture.folder)/a.nt/b\": "))
    }
    #expect(!FileManager.default.fileExists(atPath: fixture.storePath))
  }

  @Test("plan shows what is asked and where results go, and writes nothing")
  func plan() throws {
    let sinks = Self.files + "\nconsole: {type: stdout, format: table}"
    let (fixture, file) = try fixture(
      Self.three.replacing("[answer]", with: "[answer, console]"), sinks: sinks)
    let run = try CommandRun(["plan", file])
    #expect(run.code == 0)
    #expect(
      run.output.contains(
        """
        query     objects: SELECT ?o
          to      rows: csv, \(fixture.folder)/out/deep/rows.csv
          to      lines: jsonl, \(fixture.folder)/out/lines.jsonl.gz
        query     is_there: ASK
          to      answer: tsv, \(fixture.folder)/answer.tsv
          to      console: table, standard output
        query     all: CONSTRUCT
          to      graph: ntriples, \(fixture.folder)/graph.nt

        """))
    let told = try objects(try CommandRun(["plan", file, "--json"]).output)
    #expect(told.count == 4 && told[1]["form"] as? String == "select")
    #expect(told[1]["variables"] as? [String] == ["o"])
    #expect((told[2]["sinks"] as? [[String: Any]])?.count == 2)
    #expect(!FileManager.default.fileExists(atPath: fixture.folder + "/out"))
  }

  @Test("a secret in a sink's path is not shown")
  func secrets() throws {
    let (fixture, file) = try fixture(
      "all: {sparql: \"ASK {}\", sinks: [out]}",
      sinks: "out: {type: file, path: \"${file:secret}/a.csv\", format: csv}")
    _ = try fixture.write("secret", "hunter2")
    for arguments in [
      ["plan", file], ["run", file], ["run", file, "--json"], ["plan", file, "--json"],
    ] {
      let run = try CommandRun(arguments)
      #expect(run.code == 0 && run.output.contains("/***/a.csv"))
      #expect(!(run.output + run.messages).contains("hunter2"))
    }
    #expect(try fixture.read("hunter2/a.csv").isEmpty == false)
  }

  @Test("lint shows a mistake in a query's own file with its place there")
  func lint() throws {
    let (fixture, file) = try fixture(
      "late: {file: late.rq, sinks: [out]}", sinks: "out: {type: stdout, format: table}")
    let query = try fixture.write("late.rq", "SELECT ?x\nWHERE { ?x x:p }")
    let run = try CommandRun(["lint", file])
    #expect(run.code == 3 && run.output.hasPrefix("\(query):2:16: error: "))
    let json = try objects(try CommandRun(["lint", file, "--json"]).output)
    #expect(json[0]["file"] as? String == query && json[0]["line"] as? Int == 2)
    #expect(try CommandRun(["run", file]).code == 3)
  }

  @Test("the quickstart answers its questions")
  func quickstart() throws {
    let fixture = try StoreFixture()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Pipelines/quickstart.yaml").path
    let run = try CommandRun(["run", file], variables: ["SLUICE_DATA": fixture.folder])
    #expect(
      run.code == 0 && run.output.contains("insured") && run.output.contains("Ruth Okonjo"))
    let rows = try fixture.read("quickstart-still-out.csv").split(separator: "\r\n")
    #expect(rows.first == "due,borrower,title" && rows.count > 5)
  }
}
