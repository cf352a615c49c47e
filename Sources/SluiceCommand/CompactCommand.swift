import ArgumentParser
import Sluice
import Telemetry

/// `sluice compact`: one segment, no leftovers.
struct CompactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Merge a store's segments into one and give disk space back.",
    discussion: """
      A store keeps itself in order; this is for after many small loads or large deletes. It needs \
      free space of about the store's size while it runs. Terms that no quad uses any more stay in \
      the dictionary.

      Example: sluice compact museum.sluice
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try store.open(for: .write)
    let before = try store.statisticsBlocking()
    try store.compactBlocking()
    let after = try store.statisticsBlocking()
    if output.quiet { return }
    let out = TextOutput()
    if output.json {
      try out.line(
        JSONValue.object([
          ("segments_before", .integer(before.segments)),
          ("segments", .integer(after.segments)),
          ("bytes_before", .integer(before.diskBytes)), ("bytes", .integer(after.diskBytes)),
        ]).text)
    } else {
      try out.line(
        "segments \(before.segments) to \(after.segments), "
          + "\(before.diskBytes.asBytes) to \(after.diskBytes.asBytes)")
    }
    try out.finish()
  }
}
