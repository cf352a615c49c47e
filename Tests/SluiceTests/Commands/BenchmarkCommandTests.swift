import Foundation
import Testing

/// `bench lubm` and `bench bsbm` on generated data.
@Suite("benchmark commands")
struct BenchmarkCommandTests {
  /// A store with what `sluice generate` writes by these arguments.
  private func fixture(_ arguments: [String]) throws -> StoreFixture {
    let fixture = try StoreFixture()
    let file = fixture.folder + "/data.nt"
    #expect(try CommandRun(["generate"] + arguments + ["--output", file, "--quiet"]).code == 0)
    #expect(try CommandRun(["load", fixture.storePath, file, "--quiet"]).code == 0)
    return fixture
  }

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("bench bsbm gives a table, JSON and CSV of the same queries")
  func bsbm() throws {
    let fixture = try fixture(["bsbm", "--products", "30", "--seed", "5"])
    let run = [
      "bench", "bsbm", fixture.storePath, "--mixes", "1", "--warmup", "0", "--data-seed", "5",
    ]
    let names = (1...12).map { "bsbm-\($0)" } + ["bsbm-first-1000"]

    let table = try CommandRun(run)
    #expect(table.code == 0 && table.messages.hasPrefix("checked in "))
    let lines = table.output.split(separator: "\n")
    #expect(lines.count == 17 && lines[0].hasPrefix("query "))
    #expect(zip(names, lines.dropFirst()).allSatisfy { $1.hasPrefix($0 + " ") })
    #expect(lines[1...12].allSatisfy { $0.hasSuffix(" ok") })
    #expect(lines[14].hasPrefix("mix of 25 ") && lines[16].hasPrefix("QMpH "))

    let json = try CommandRun(run + ["--json", "--quiet", "--no-check"])
    #expect(json.code == 0 && json.messages.isEmpty)
    let figures = try objects(json.output)
    #expect(figures.compactMap { $0["query"] as? String } == names)
    let mix = try #require(figures.last)
    #expect(mix["mix"] as? String == "bsbm" && mix["queries_per_mix"] as? Int == 25)
    #expect(mix["mixes_per_hour"] as? Double ?? 0 > 0)

    let csv = try CommandRun(run + ["--format", "csv"])
    let rows = csv.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.count == 16 && rows.allSatisfy { $0.count == 9 })
    #expect(rows.dropFirst().map { String($0[0]) } == names + ["bsbm-mix", "bsbm-query-of-mix"])
    // The same seeds ask the same queries.
    #expect(
      rows[1...12].map { Int($0[2]) } == figures.prefix(12).map { $0["rows_most"] as? Int })
  }

  @Test("bench bsbm says which seed the data does not have")
  func seed() throws {
    let fixture = try fixture(["bsbm", "--products", "5", "--seed", "5"])
    let run = try CommandRun(["bench", "bsbm", fixture.storePath])
    #expect(run.code == 1 && run.output.isEmpty && run.messages.contains("--data-seed"))
  }

  @Test("bench lubm checks its queries; on other data it gives figures and ends with 1")
  func lubm() throws {
    let good = try fixture(["lubm", "--triples", "20000"])
    let runs = ["--runs", "1", "--warmup", "0"]
    let run = try CommandRun(["bench", "lubm", good.storePath] + runs)
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.output.split(separator: "\n").count == 16)
    let original = try CommandRun(["bench", "lubm", good.storePath, "--original"] + runs)
    #expect(original.code == 0, "\(original.messages)")

    let other = try fixture(["bsbm", "--products", "1"])
    let wrong = try CommandRun(["bench", "lubm", other.storePath] + runs)
    #expect(wrong.code == 1 && wrong.output.split(separator: "\n").count == 16)
    #expect(wrong.messages.contains("lubm-14 gave no rows, and it must have some"))
  }

  @Test("bench-queries times files and series, and tells a query that fails in its place")
  func queries() throws {
    let fixture = try fixture(["bsbm", "--products", "1"])
    let one = try fixture.write("one.rq", "SELECT ?s { ?s ?p ?o }\nLIMIT 7")
    let wrong = try fixture.write("wrong.rq", "SELECT ?s { ?s ?p }")
    let build = try fixture.write("build.rq", "CONSTRUCT { ?s <x:p> 1 } { ?s ?p ?o } LIMIT 1")
    let series = try fixture.write(
      "series.txt", "SELECT * { ?s ?p ?o } LIMIT 2\nASK { ?s ?p ?o }\nSELECT * { <x:a> ?p ?o }\n")
    let run = try CommandRun([
      "bench-queries", fixture.storePath, one, wrong, build, "--series", series, "--runs", "3",
      "--warmup", "1", "--json",
    ])
    #expect(run.code == 1 && run.messages.isEmpty)
    let figures = try objects(run.output)
    #expect(figures.compactMap { $0["query"] as? String } == ["one", "wrong", "build", "series"])
    #expect(figures.map { $0["rows"] as? Int } == [7, nil, 1, 3])
    #expect(figures.map { $0["runs"] as? Int } == [3, nil, 3, 3])
    let error = try #require(figures[1]["error"] as? String)
    #expect(error.hasPrefix("line 1, column 19: "))
    let text = try CommandRun(["bench-queries", fixture.storePath, one])
    #expect(text.code == 0 && text.output.contains(" ms  one: 7 rows, "))
    #expect(try CommandRun(["bench-queries", fixture.storePath]).code == 2)
  }

  @Test("bench-queries ends a run by --timeout, and begins no more runs after --budget")
  func limits() throws {
    let fixture = try fixture(["bsbm", "--products", "5"])
    let heavy = try fixture.write(
      "heavy.rq", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }")
    let late = try CommandRun([
      "bench-queries", fixture.storePath, heavy, "--timeout", "200ms", "--json",
    ])
    #expect(late.code == 1 && late.output.contains("\"error\""))
    let some = try fixture.write("some.rq", "SELECT * { ?s ?p ?o }")
    let few = try CommandRun([
      "bench-queries", fixture.storePath, some, "--runs", "100000", "--budget", "100ms", "--json",
    ])
    let runs = try #require(try objects(few.output).first?["runs"] as? Int)
    #expect(few.code == 0 && (1..<100_000).contains(runs))
  }

  @Test("bench without a subcommand measures the store, and settings that mean nothing are refused")
  func others() throws {
    let fixture = try fixture(["bsbm", "--products", "1"])
    let store = try CommandRun(["bench", fixture.storePath, "--json"])
    #expect(store.code == 0 && store.output.contains("scan spog"))
    let named = try CommandRun(["bench", "store", fixture.storePath, "--json"])
    #expect(named.code == 0 && named.output.contains("scan spog"))
    #expect(try CommandRun(["bench", "lubm", fixture.storePath, "--runs", "0"]).code == 2)
    #expect(try CommandRun(["bench", "bsbm", fixture.storePath, "--warmup", "-1"]).code == 2)
    #expect(try CommandRun(["bench", "bsbm", fixture.storePath, "--format", "xml"]).code == 2)
  }
}
