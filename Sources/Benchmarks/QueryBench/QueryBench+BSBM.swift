import Sluice
import Storage

extension QueryBench {
  /// Runs mixes of the explore use case with parameters drawn from the data, warm-up mixes first.
  ///
  /// Query 6, which is no part of the mix, is run once after each mix and left out of the mix's
  /// figures.
  ///
  /// - Parameters:
  ///   - seed: What the parameters follow from.
  ///   - dataSeed: The seed of the data in the store.
  /// - Returns: The figures; wrong numbers of rows are among them.
  /// - Throws: `BenchmarkError.otherData` where the store has other data.
  public func runBSBM(
    seed: UInt64 = 1, dataSeed: UInt64 = 1
  ) throws(BenchmarkError) -> QueryBenchReport {
    var parameters = BSBMParameters(
      of: try BSBMStoredData(store).generator(seed: dataSeed), seed: seed)
    let mixes = (0..<settings.warmup + settings.runs).map { _ in
      (parameters.drawMix() + [parameters.draw(6)]).map {
        (number: $0.query.number, query: $0.benchmarkQuery)
      }
    }
    var byNumber: [Int: [(query: BenchmarkQuery, run: MeasuredRun)]] = [:]
    var mixTimes: [Double] = []
    for (place, mix) in mixes.enumerated() {
      var mixTime = 0.0
      for (number, query) in mix {
        let run = try measure(query)
        if number != 6 { mixTime += run.milliseconds }
        if place >= settings.warmup { byNumber[number, default: []].append((query, run)) }
      }
      if place >= settings.warmup { mixTimes.append(mixTime) }
    }
    let firstRows = try measureFirstRows(BSBMQueries.simplePattern)

    let start = monotonicSeconds()
    let check = try makeCheck()
    var figures: [QueryFigures] = []
    for number in BSBMQueries.numbers {
      figures.append(try self.figures("bsbm-\(number)", byNumber[number] ?? [], check))
    }
    let single = byNumber.filter { $0.key != 6 }.flatMap { $0.value.map(\.run.milliseconds) }
    let mix = MixFigures(
      queriesPerMix: BSBMQueries.exploreMix.count, mixes: LatencySummary(milliseconds: mixTimes),
      queries: LatencySummary(milliseconds: single))
    return QueryBenchReport(
      benchmark: "bsbm", queries: figures, firstRows: firstRows, mix: mix,
      checkSeconds: settings.checks ? monotonicSeconds() - start : nil)
  }
}
