// The figures of a benchmark of queries as text.

import ArgumentParser
import Benchmarks
import Telemetry

/// How figures are written.
enum BenchmarkFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, csv

  /// The lines of a report.
  func lines(_ report: QueryBenchReport) -> [String] {
    switch self {
    case .table: Self.table(report)
    case .json: Self.json(report)
    case .csv: Self.csv(report)
    }
  }

  // MARK: table

  private static func table(_ report: QueryBenchReport) -> [String] {
    var cells = [["query", "rows", "p50 ms", "p95 ms", "p99 ms", "queries/s", "check"]]
    for figures in report.queries + [report.firstRows] {
      cells.append(
        [figures.name, rows(figures.rows)] + milliseconds(figures.latency)
          + [perSecond(figures.latency), check(figures, report)])
    }
    if let mix = report.mix {
      cells.append(
        ["mix of \(mix.queriesPerMix)", ""] + milliseconds(mix.mixes)
          + [perSecond(mix.mixes), ""])
      cells.append(
        ["query of a mix", ""] + milliseconds(mix.queries) + [perSecond(mix.queries), ""])
    }
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    var lines = cells.map { row in
      row.enumerated().map { column, cell in
        column == 0
          ? cell + String(repeating: " ", count: widths[0] - cell.count)
          : cell.padded(to: widths[column])
      }.joined(separator: "  ")
    }
    if let mix = report.mix {
      lines.append("QMpH \(Int(mix.mixesPerHour).grouped)")
    }
    return lines
  }

  private static func rows(_ rows: ClosedRange<Int>) -> String {
    rows.lowerBound == rows.upperBound
      ? rows.lowerBound.grouped : "\(rows.lowerBound.grouped) to \(rows.upperBound.grouped)"
  }

  private static func milliseconds(_ latency: LatencySummary) -> [String] {
    [latency.p50, latency.p95, latency.p99].map { $0.rounded(to: 3) }
  }

  private static func perSecond(_ latency: LatencySummary) -> String {
    latency.perSecond.rounded(to: 1)
  }

  /// The first rows are those that came first, which no evaluation tells.
  private static func check(_ figures: QueryFigures, _ report: QueryBenchReport) -> String {
    if !figures.problems.isEmpty { return "WRONG" }
    return report.checkSeconds == nil || figures == report.firstRows ? "" : "ok"
  }

  // MARK: JSON

  private static func json(_ report: QueryBenchReport) -> [String] {
    var objects = (report.queries + [report.firstRows]).map { figures in
      JSONValue.object(
        [
          ("query", .string(figures.name)), ("rows_least", .integer(figures.rows.lowerBound)),
          ("rows_most", .integer(figures.rows.upperBound)),
        ] + fields(figures.latency) + [
          ("problems", .array(figures.problems.map { .string($0.description) }))
        ])
    }
    if let mix = report.mix {
      objects.append(
        .object(
          [("mix", .string(report.benchmark)), ("queries_per_mix", .integer(mix.queriesPerMix))]
            + fields(mix.mixes) + [
              ("mixes_per_hour", .number(mix.mixesPerHour)),
              ("query_p50_ms", .number(mix.queries.p50)),
              ("query_p95_ms", .number(mix.queries.p95)),
              ("query_p99_ms", .number(mix.queries.p99)),
            ]))
    }
    return objects.map(\.text)
  }

  private static func fields(_ latency: LatencySummary) -> [(String, JSONValue)] {
    [
      ("runs", .integer(latency.count)), ("p50_ms", .number(latency.p50)),
      ("p95_ms", .number(latency.p95)), ("p99_ms", .number(latency.p99)),
      ("per_second", .number(latency.perSecond)),
    ]
  }

  // MARK: CSV

  private static func csv(_ report: QueryBenchReport) -> [String] {
    var lines = ["query,rows_least,rows_most,runs,p50_ms,p95_ms,p99_ms,per_second,problems"]
    func line(_ name: String, _ rows: [Int], _ latency: LatencySummary, _ problems: Int) {
      let counts = rows.isEmpty ? ["", ""] : rows.map { "\($0)" }
      let times = [latency.p50, latency.p95, latency.p99, latency.perSecond]
      let cells =
        [name] + counts + ["\(latency.count)"] + times.map { $0.rounded(to: 6) } + ["\(problems)"]
      lines.append(cells.joined(separator: ","))
    }
    for figures in report.queries + [report.firstRows] {
      line(
        figures.name, [figures.rows.lowerBound, figures.rows.upperBound], figures.latency,
        figures.problems.count)
    }
    if let mix = report.mix {
      line("\(report.benchmark)-mix", [], mix.mixes, 0)
      line("\(report.benchmark)-query-of-mix", [], mix.queries, 0)
    }
    return lines
  }
}
