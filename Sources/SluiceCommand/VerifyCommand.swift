import ArgumentParser
import Glibc
import Sluice
import Storage

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read the whole store and check it.",
    discussion: """
      Checks the checksum of every byte, order and uniqueness in every index, that all orders hold \
      the same quads, that each id and each term lead to each other, counts, and the ledger. \
      Prints what is wrong and exits with 1 where something is.
      """)

  @Argument(help: "Folder of the store.") var store: String
  @Option(help: "Memory for tables, in MiB.") var memory: Int?
  @Option(help: "Threads.") var threads: Int?
  @Flag(help: "Print only what is wrong.") var quiet = false

  func run() throws {
    var openOptions = StoreOptions()
    openOptions.createIfMissing = false
    var options = VerifyOptions()
    options.memoryBytes = openOptions.memoryBytes / 2
    if let memory { options.memoryBytes = memory << 20 }
    if let threads { options.threads = threads }
    let store = try Store.open(at: store, options: openOptions)
    let report = try store.verifyBlocking(
      options: options, progress: quiet ? nil : PrintedProgress())
    show(report)
    if !report.isSound { throw ExitCode(1) }
  }

  private func show(_ report: VerifyReport) {
    for problem in report.problems { print("problem: \(problem)") }
    if report.problemCount > report.problems.count {
      print("and \(report.problemCount - report.problems.count) more")
    }
    if !quiet {
      print(
        "commit \(report.transaction): \(report.quads) quads (\(report.namedQuads) in named graphs), "
          + "\(report.terms) terms, \(report.segments) segments, \(report.blocks) blocks, "
          + "\(report.ledgerRows) ledger rows, \(report.deadEntries) dead entries")
      print(report.isSound ? "sound" : "\(report.problemCount) problems")
    }
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
