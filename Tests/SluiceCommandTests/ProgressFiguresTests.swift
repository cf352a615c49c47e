import Sluice
import Testing

@testable import SluiceCommand

@Suite("progress line")
struct ProgressFiguresTests {
  /// A load of 6,186 files, some way in.
  private func snapshot(_ stage: LoadStage) -> LoadSnapshot {
    var snapshot = LoadSnapshot(stage: stage, seconds: 4_960)
    snapshot.file = "/dumps/museum-07.nt.gz"
    snapshot.filesDone = 200
    snapshot.files = 6_186
    snapshot.statements = 2_797_440_000
    snapshot.rejects = 35
    snapshot.bytesRead = 500
    snapshot.totalBytes = 1_000
    snapshot.waitingBytes = 10
    snapshot.waitingLimit = 75
    snapshot.parsedBytes = 2
    snapshot.parsedLimit = 25
    return snapshot
  }

  private func text(_ snapshot: LoadSnapshot) throws -> String {
    let line = ProgressFigures(snapshot, rateNow: 601_000).text("load")
    // What this process has in memory is not made up.
    let rss = try #require(line.firstRange(of: "rss "))
    #expect(line[rss.upperBound...].wholeMatch(of: /[0-9.]+ [KMG]iB/) != nil)
    return String(line[..<rss.lowerBound])
  }

  private static let head =
    "load  file 201/6186 museum-07.nt.gz  2.797 G quads  564 k/s (now 601 k/s)  "

  @Test("while loading it has rates, rejects, queues and what is left of reading and sorting")
  func load() throws {
    #expect(try text(snapshot(.load)) == Self.head + "rejected 35  queues 12 %  eta 2 h 17 m  ")
    var clean = snapshot(.load)
    clean.rejects = 0
    clean.totalBytes = nil
    #expect(try text(clean) == Self.head + "queues 12 %  ")
  }

  @Test("while sorting it has the part that is done and what is left by it")
  func sort() throws {
    var sorting = snapshot(.sort)
    sorting.sortedFraction = 0.43
    sorting.sortSeconds = 3_259
    #expect(try text(sorting) == Self.head + "rejected 35  sort 43 %  eta 1 h 12 m  ")
    sorting.sortedFraction = 1
    #expect(try text(sorting) == Self.head + "rejected 35  sort 100 %  eta 0 s  ")
    sorting.sortedFraction = 0
    #expect(try text(sorting) == Self.head + "rejected 35  sort 0 %  ")
  }

  @Test("while files are compared with the ledger it has their number and name")
  func check() throws {
    var checking = LoadSnapshot(stage: .check, seconds: 3)
    checking.file = "/dumps/a.nt"
    checking.filesDone = 2
    checking.files = 3
    #expect(try text(checking) == "load  check file 3/3 a.nt  ")
    let json = ProgressFigures(checking, rateNow: 0).json("load").text
    #expect(
      json.contains("\"stage\":\"check\",\"files_done\":2,\"files\":3,\"file\":\"/dumps/a.nt\""))
  }

  @Test("the JSON object has what is left in seconds")
  func json() {
    var sorting = snapshot(.sort)
    sorting.sortedFraction = 0.5
    sorting.sortSeconds = 10
    let json = ProgressFigures(sorting, rateNow: 601_000).json("dump").text
    #expect(json.hasPrefix("{\"event\":\"progress\",\"job\":\"dump\",\"stage\":\"sort\","))
    #expect(json.contains("\"eta_seconds\":10.000000,"))
  }

  @Test(
    "rates and durations are short",
    arguments: [
      (11.0, "11/s"), (999.4, "999/s"), (1_000, "1.0 k/s"), (564_321, "564 k/s"),
      (4.53e6, "4.5 M/s"),
    ])
  func rates(value: Double, text: String) { #expect(ProgressFigures.rate(value) == text) }
}
