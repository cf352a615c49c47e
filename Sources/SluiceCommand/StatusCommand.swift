import ArgumentParser
import Sluice
import Telemetry

/// `sluice status`: how a store stands.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show whether a store can be opened, its last commit and its files.",
    discussion: """
      A store that another process has open, or that a newer version wrote, is named as such and \
      ends with exit code 5.

      Example: sluice status museum.sluice --json
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var output: OutputOptions

  func run() throws {
    let start = clockSeconds()
    let store: Store
    do {
      store = try self.store.open(for: .read)
    } catch {
      if output.json { try printState(of: error) }
      throw error
    }
    let seconds = clockSeconds() - start
    let statistics = try store.statisticsBlocking()
    let out = TextOutput()
    if output.json {
      try out.line(json(statistics, seconds: seconds).text)
    } else {
      for line in text(statistics, seconds: seconds) { try out.line(line) }
    }
    try out.finish()
  }

  private func text(_ statistics: StoreStatistics, seconds: Double) -> [String] {
    var lines = [
      "store       \(store.path)",
      "state       ready, opened in \((seconds * 1000).rounded(to: 1)) ms",
      "commit      \(statistics.transaction.value)",
      "quads       \(statistics.quads.grouped)",
      "segments    \(statistics.segments)",
      "disk        \(statistics.diskBytes.asBytes)",
    ]
    for file in statistics.files {
      lines.append("  \(file.bytes.asBytes.padded(to: 14))  \(file.family)")
    }
    return lines
  }

  private func json(_ statistics: StoreStatistics, seconds: Double) -> JSONValue {
    .object([
      ("store", .string(store.path)), ("state", .string("ready")),
      ("open_seconds", .number(seconds)),
      ("tx", .integer(Int(statistics.transaction.value))), ("quads", .integer(statistics.quads)),
      ("segments", .integer(statistics.segments)),
      ("disk_bytes", .integer(statistics.diskBytes)),
      ("files", .object(statistics.files.map { ($0.family, .integer($0.bytes)) })),
    ])
  }

  private func printState(of error: StorageError) throws {
    let state =
      switch error {
      case .locked: "locked"
      case .incompatible: "incompatible"
      case .notFound: "missing"
      case .notAStore: "not_a_store"
      case .corrupted: "damaged"
      default: "unavailable"
      }
    let out = TextOutput()
    try out.line(
      JSONValue.object([
        ("store", .string(store.path)), ("state", .string(state)), ("error", .string("\(error)")),
      ]).text)
    try out.finish()
  }
}
