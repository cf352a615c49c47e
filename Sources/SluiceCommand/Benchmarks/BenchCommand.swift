import ArgumentParser

/// `sluice bench`: measures a store and queries on it.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure a store: scans, look-ups and commits, or the queries of a benchmark.",
    discussion: """
      Without a subcommand it is `store`.

      Example: sluice bench lubm lubm.sluice
      Example: sluice bench lubm.sluice --json
      """,
    subcommands: [BenchStoreCommand.self, BenchLUBMCommand.self, BenchBSBMCommand.self],
    defaultSubcommand: BenchStoreCommand.self)
}
