import ArgumentParser
import Sluice
import Telemetry

/// `sluice update`: a SPARQL update request as one commit.
struct UpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Change a store by a SPARQL update.",
    discussion: """
      The request is SPARQL 1.1 Update, as an argument, from a file or, with -, from standard input. All its \
      operations are one commit: what fails leaves no trace.

      Example: sluice update museum.sluice 'DELETE WHERE { ?loan <http://example.org/due> ?day }'
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var text: QueryTextArguments
  @OptionGroup var limits: QueryLimitOptions
  @OptionGroup var prefixes: PrefixOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let request = try text.read()
    let options = try limits.options(prefixes, memoryBytes: store.memory.queryBytes)
    Interruption.listen()
    let change = try store.open().updateBlocking(
      request, prefixes: try prefixes.declarations(), options: options, durability: .fsync,
      control: QueryControl(options))
    guard !output.quiet else { return }
    let out = TextOutput()
    if output.json {
      let summary = JSONValue.object([
        ("tx", .integer(Int(change.transaction.value))), ("added", .integer(change.added)),
        ("removed", .integer(change.removed)),
      ])
      try out.line(summary.text)
    } else {
      try out.line(
        "added \(change.added.grouped), removed \(change.removed.grouped) quads, tx \(change.transaction.value)"
      )
    }
    try out.finish()
  }
}
