import ArgumentParser
import Dataflow
import Glibc
import Sluice
import Storage
import Telemetry

/// `sluice ledger`: which files a store was loaded from.
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Show which files were loaded; forget some, or load failed ones again.",
    discussion: "Example: sluice ledger list museum.sluice --json",
    subcommands: [LedgerList.self, LedgerShow.self, LedgerForget.self, LedgerRetry.self])
}

/// `sluice ledger list`.
struct LedgerList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List every file, by path.",
    discussion: "Example: sluice ledger list museum.sluice --state failed")

  @OptionGroup var store: StoreArguments
  @OptionGroup var output: OutputOptions

  @Option(help: "Only rows of this state: done, failed or gone.")
  var state: String?

  func validate() throws {
    if let state, LedgerRow.State(rawValue: state) == nil {
      throw ValidationError("--state must be done, failed or gone")
    }
  }

  func run() throws {
    let store = try store.open(for: .read)
    let rows = try LedgerReader(store.quads.view()).allRows()
    let out = TextOutput()
    for row in rows where state == nil || row.state.rawValue == state {
      try out.line(output.json ? row.json.text : row.line)
    }
    try out.finish()
  }
}

/// `sluice ledger show`.
struct LedgerShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all that is known of a file.",
    discussion:
      "Exit code 1 where it was never loaded.\n\nExample: sluice ledger show museum.sluice dumps/a.nt"
  )

  @OptionGroup var store: StoreArguments
  @Argument(help: ArgumentHelp("The file's path.", valueName: "path"), completion: .file())
  var file: String
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try store.open(for: .read)
    let path = FilePaths.absolute(file)
    let rows = try LedgerReader(store.quads.view()).rows(path: path)
    let out = TextOutput()
    for row in rows {
      if output.json {
        try out.line(row.json.text)
      } else {
        for (name, value) in row.facts { try out.line("\(name): \(value)") }
      }
    }
    try out.finish()
    if rows.isEmpty {
      if !output.quiet { note("error: the ledger has no \"\(path)\"") }
      throw ExitCode(CommandEnd.Code.failed.rawValue)
    }
  }
}

/// `sluice ledger forget`.
struct LedgerForget: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Forget files, so that the next load takes them; quads stay.",
    discussion:
      "Exit code 1 where one was never loaded.\n\nExample: sluice ledger forget museum.sluice dumps/a.nt"
  )

  @OptionGroup var store: StoreArguments
  @Argument(help: ArgumentHelp("Paths of files.", valueName: "path"), completion: .file())
  var files: [String]
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try store.open(for: .write)
    var unknown = 0
    for file in files {
      let path = FilePaths.absolute(file)
      let count = try store.quads.forgetLedger(path: path)
      if count == 0 { unknown += 1 }
      if output.json {
        let out = TextOutput()
        try out.line(JSONValue.object([("path", .string(path)), ("rows", .integer(count))]).text)
        try out.finish()
      } else if !output.quiet {
        note(count == 0 ? "error: the ledger has no \"\(path)\"" : "forgot \(path)")
      }
    }
    if unknown > 0 { throw ExitCode(CommandEnd.Code.failed.rawValue) }
  }
}

extension LedgerRow {
  /// The row on one line.
  fileprivate var line: String {
    let place = state == .done ? "tx \(transaction)" : state.rawValue
    return "\(place.padded(to: 8))  \(quads.grouped.padded(to: 14))  \(path)"
      + (error.isEmpty ? "" : "  (\(error))")
  }

  /// Everything, by name.
  fileprivate var facts: [(String, String)] {
    [
      ("path", path), ("source", source), ("state", state.rawValue), ("tx", "\(transaction)"),
      ("quads", quads.grouped), ("rejects", rejects.grouped), ("size", "\(sizeBytes.grouped) B"),
      ("modified", modified), ("content", contentHash), ("base", base), ("graph", graph),
      ("mode", mode), ("attempts", "\(attempts)"), ("error", error),
    ].filter { !$0.1.isEmpty }
  }

  fileprivate var json: JSONValue {
    .object([
      ("path", .string(path)), ("source", .string(source)), ("state", .string(state.rawValue)),
      ("tx", .integer(Int(transaction))), ("quads", .integer(quads)),
      ("rejects", .integer(rejects)), ("size", .integer(sizeBytes)),
      ("modified", .string(modified)), ("content", .string(contentHash)), ("base", .string(base)),
      ("graph", .string(graph)), ("mode", .string(mode)), ("attempts", .integer(attempts)),
      ("error", .string(error)),
    ])
  }

  /// The modification time as UTC.
  private var modified: String {
    var seconds = time_t(modifiedNanoseconds / 1_000_000_000)
    var parts = tm()
    guard gmtime_r(&seconds, &parts) != nil else { return "" }
    var text = [CChar](repeating: 0, count: 32)
    let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
