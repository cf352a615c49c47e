import Sluice
import Testing

@testable import Benchmarks

@Suite("benchmarks of queries")
struct QueryBenchTests {
  private func settings(
    runs: Int = 2, warmup: Int = 0, checks: Bool = true
  ) -> QueryBenchSettings {
    var settings = QueryBenchSettings()
    settings.runs = runs
    settings.warmup = warmup
    settings.checks = checks
    return settings
  }

  /// Data of two departments at least, the first ones of University0.
  private static func lubm() async throws -> BenchFixture {
    try await BenchFixture(LUBMGenerator(universities: 1, seed: 1, triples: 20_000))
  }

  private static func bsbm(seed: UInt64 = 1) async throws -> BenchFixture {
    try await BenchFixture(BSBMGenerator(products: 30, seed: seed))
  }

  @Test("LUBM's stated queries have rows in a department of data, and the independent evaluation's")
  func lubmStated() async throws {
    let fixture = try await Self.lubm()
    let report = try QueryBench(fixture.store, settings: settings(warmup: 1)).runLUBM()
    #expect(report.queries.map(\.name) == (1...14).map { "lubm-\($0)" })
    #expect(report.problems == [])
    #expect(report.queries.allSatisfy { $0.rows.lowerBound > 0 && $0.latency.count == 2 })
    #expect(report.firstRows.rows == 1_000...1_000)
    #expect(report.checkSeconds != nil && report.mix == nil)
  }

  @Test("LUBM's own queries are empty without inference only where the catalogue says so")
  func lubmOriginal() async throws {
    let fixture = try await Self.lubm()
    let report = try QueryBench(fixture.store, settings: settings()).runLUBM(original: true)
    #expect(report.problems == [])
    let answered = report.queries.enumerated().filter { $0.element.rows.lowerBound > 0 }
    #expect(Set(answered.map { $0.offset + 1 }) == LUBMQueries.numbersWithoutInference)
  }

  @Test("the explore mix runs its 25 queries, and every query's rows are checked")
  func bsbmMix() async throws {
    let fixture = try await Self.bsbm()
    let report = try QueryBench(fixture.store, settings: settings()).runBSBM(seed: 4)
    #expect(report.problems == [])
    #expect(report.queries.map(\.name) == (1...12).map { "bsbm-\($0)" })
    for (place, figures) in report.queries.enumerated() {
      let inMix = BSBMQueries.exploreMix.count { $0 == place + 1 }
      #expect(figures.latency.count == 2 * max(inMix, 1))
    }
    let mix = try #require(report.mix)
    #expect(mix.queriesPerMix == 25 && mix.mixes.count == 2 && mix.queries.count == 50)
    // Query 6 is no part of it.
    let inMix = report.queries.filter { $0.name != "bsbm-6" }
    let total = inMix.map(\.latency.total).reduce(0, +)
    #expect(abs(mix.mixes.total - total) < 1e-6 * total)
    #expect(abs(mix.mixesPerHour - 2 * 3_600_000 / total) < 1e-6 * mix.mixesPerHour)
  }

  @Test("data of another seed, or none, is told")
  func otherData() async throws {
    let fixture = try await Self.bsbm(seed: 2)
    let bench = QueryBench(fixture.store, settings: settings(runs: 1, checks: false))
    let report = try bench.runBSBM(dataSeed: 2)
    #expect(report.checkSeconds == nil && report.problems == [])
    let error = #expect(throws: BenchmarkError.self) { try bench.runBSBM(dataSeed: 1) }
    #expect("\(try #require(error))".contains("--products 30 --seed 1"))
    let empty = try await BenchFixture("<x:a> <x:b> <x:c> .\n")
    let none = #expect(throws: BenchmarkError.self) {
      try QueryBench(empty.store, settings: settings()).runBSBM()
    }
    #expect("\(try #require(none))" == "the store has 0 products of BSBM")
  }

  @Test("queries without rows are a problem, with the check and without", arguments: [true, false])
  func empty(checks: Bool) async throws {
    let fixture = try await BenchFixture("<x:a> <x:b> <x:c> .\n")
    let report = try QueryBench(fixture.store, settings: settings(checks: checks)).runLUBM()
    #expect(report.queries.allSatisfy { $0.problems == [.empty(query: $0.name)] })
    #expect(report.firstRows.problems == [.empty(query: "lubm-first-1000")])
    #expect(report.problems.count == 15)
  }

  @Test("a wrong number of rows is found")
  func wrongCount() async throws {
    let fixture = try await BenchFixture("<x:a> <x:b> <x:c> .\n<x:a> <x:b> <x:d> .\n")
    let query = BenchmarkQuery(name: "two", text: "SELECT * { ?s <x:b> ?o }", mayBeEmpty: true)
    let check = try RowCheck(fixture.view())
    #expect(try check.problem(query, rows: 2) == nil)
    for rows in [0, 1, 3] {
      #expect(
        try check.problem(query, rows: rows)
          == .wrongCount(query: "two", rows: rows, expected: 2))
    }
    // Without an evaluation emptiness alone can be seen, and this query may be empty.
    let blind = try RowCheck(nil)
    #expect(try blind.problem(query, rows: 0) == nil && blind.problem(query, rows: 3) == nil)
    let certain = BenchmarkQuery(name: "sure", text: query.text, mayBeEmpty: false)
    #expect(try blind.problem(certain, rows: 0) == .empty(query: "sure"))
  }

  @Test("first rows are as many as were asked for, or all there are, and a failure stays one")
  func firstRows() async throws {
    let fixture = try await BenchFixture("<x:a> <x:b> <x:c> .\n<x:a> <x:b> <x:d> .\n")
    let runner = QueryRunner(fixture.store)
    let text = "SELECT ?o { ?s <x:b> ?o }"
    let whole = try runner.run(text)
    #expect(whole == QueryRunner.Outcome(rows: 2, bytes: "?o\n<x:c>\n<x:d>\n".utf8.count))
    #expect(try runner.firstRows(1, of: text).rows == 1)
    #expect(try runner.firstRows(1, of: text).bytes == "?o\n<x:c>\n".utf8.count)
    for count in [2, 3] { #expect(try runner.firstRows(count, of: text) == whole) }
    #expect(throws: QueryFailure.self) { try runner.firstRows(1, of: "SELECT") }
  }

  @Test("a query that the check cannot read, or the store cannot run, is an error by name")
  func failures() async throws {
    let fixture = try await BenchFixture("<x:a> <x:b> <x:c> .\n")
    let path = BenchmarkQuery(name: "path", text: "SELECT * { ?s <x:b>+ ?o }", mayBeEmpty: true)
    let error = #expect(throws: BenchmarkError.self) {
      try RowCheck(fixture.view()).problem(path, rows: 1)
    }
    #expect("\(try #require(error))".hasPrefix("cannot check path: "))
    let broken = BenchmarkQuery(name: "broken", text: "SELECT", mayBeEmpty: true)
    let failure = #expect(throws: BenchmarkError.self) {
      try QueryBench(fixture.store, settings: settings()).measure(broken)
    }
    #expect("\(try #require(failure))".hasPrefix("broken failed: line 1, column 7: "))
  }
}
