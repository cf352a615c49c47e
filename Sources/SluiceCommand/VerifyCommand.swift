import ArgumentParser
import Glibc
import Sluice
import Storage
import Telemetry

/// `sluice verify`: reads everything and says whether it is right.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read the whole store and check it.",
    discussion: """
      Checks the checksum of every byte, order and uniqueness in every index, that all orders hold \
      the same quads, that each id and each term lead to each other, counts, and the ledger. \
      Prints what is wrong and exits with 1 where something is.

      Example: sluice verify museum.sluice --json
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("Threads (default: 2).", valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
  }

  func run() throws {
    let opened = try store.open(for: .write)
    var options = VerifyOptions()
    options.memoryBytes = opened.options.memoryBytes / 2
    if let threads { options.threads = threads }
    let isTerse = output.quiet || output.json
    let report = try opened.verifyBlocking(
      options: options, progress: isTerse ? nil : PrintedProgress())
    let out = TextOutput()
    for line in output.json ? [json(report).text] : text(report) { try out.line(line) }
    try out.finish()
    if !report.isSound { throw ExitCode(CommandEnd.Code.failed.rawValue) }
  }

  private func text(_ report: VerifyReport) -> [String] {
    var lines = report.problems.map { "problem: \($0)" }
    if report.problemCount > report.problems.count {
      lines.append("and \(report.problemCount - report.problems.count) more")
    }
    guard !output.quiet else { return lines }
    lines.append(
      "commit \(report.transaction): \(report.quads) quads (\(report.namedQuads) in named graphs), "
        + "\(report.terms) terms, \(report.segments) segments, \(report.blocks) blocks, "
        + "\(report.unfoldedChanges) unfolded changes, \(report.ledgerRows) ledger rows, "
        + "\(report.orphanTerms) unused terms, \(report.deadEntries) dead entries")
    lines.append(report.isSound ? "sound" : "\(report.problemCount) problems")
    return lines
  }

  private func json(_ report: VerifyReport) -> JSONValue {
    .object([
      ("sound", .bool(report.isSound)), ("commit", .integer(Int(report.transaction))),
      ("quads", .integer(report.quads)), ("named_quads", .integer(report.namedQuads)),
      ("terms", .integer(report.terms)), ("segments", .integer(report.segments)),
      ("blocks", .integer(report.blocks)), ("unfolded_changes", .integer(report.unfoldedChanges)),
      ("ledger_rows", .integer(report.ledgerRows)), ("unused_terms", .integer(report.orphanTerms)),
      ("dead_entries", .integer(report.deadEntries)),
      ("problem_count", .integer(report.problemCount)),
      ("problems", .array(report.problems.map { .string("\($0)") })),
    ])
  }
}

/// A line for each check on standard error.
private struct PrintedProgress: VerifyProgress {
  func began(_ check: String) {}

  func ended(_ check: String, seconds: Double, problems: Int) {
    let milliseconds = Int(seconds * 1000)
    let outcome = problems == 0 ? "ok" : "\(problems) problems"
    let line = "\(check): \(outcome) (\(milliseconds) ms)\n"
    line.utf8.withContiguousStorageIfAvailable { _ = write(2, $0.baseAddress, $0.count) }
  }
}
