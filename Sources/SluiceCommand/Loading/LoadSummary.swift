import Sluice
import Telemetry

/// What a load did, as it is told at the end.
struct LoadSummary {
  private let result: LoadResult
  private let store: String
  /// Skipped files that are named before the rest is only counted.
  private static let listed = 10

  init(_ result: LoadResult, store: String) {
    self.result = result
    self.store = store
  }

  /// Writes it: to standard output, unless that is for data alone.
  func write(_ output: OutputOptions, onStandardError: Bool = false) throws {
    guard !output.quiet || output.json else { return }
    let out = TextOutput(onStandardError: onStandardError)
    if output.json { try out.line(json.text) } else { for line in lines { try out.line(line) } }
    try out.finish()
  }

  /// The lines for people.
  var lines: [String] {
    var lines: [String] = []
    for file in result.filesSkipped.prefix(Self.listed) { lines.append("skipped   \(file)") }
    if result.filesSkipped.count > Self.listed {
      lines.append("skipped   and \((result.filesSkipped.count - Self.listed).grouped) more")
    }
    for file in result.filesFailed { lines.append("left out  \(file.error)") }
    let seconds = result.seconds.rounded(to: 2)
    guard result.filesLoaded > 0 || !result.filesFailed.isEmpty else {
      return lines + ["loaded    nothing new into \(store), \(seconds) s"]
    }
    let rate = Double(result.statements) / max(result.seconds, 0.001)
    lines.append(
      "loaded    \(Self.count(result.filesLoaded, "file")), "
        + "\(Self.count(result.statements, "statement")) into \(store) "
        + "in \(seconds) s (\(ProgressFigures.rate(rate)))")
    lines.append(
      "new       \(Self.count(result.quadsAdded, "quad")), \(Self.count(result.termsAdded, "term"))"
        + (result.transaction.map { ", commit \($0.value)" } ?? ""))
    if result.rejects > 0 || !result.filesFailed.isEmpty {
      lines.append(
        "rejected  \(Self.count(result.rejects, "statement")), "
          + Self.count(result.filesFailed.count, "file"))
    }
    for path in result.rejectFiles { lines.append("rejects   \(path)") }
    if !stages.isEmpty { lines.append("busy      " + stages) }
    lines.append(
      "memory    peak \(ProgressFigures.peakResidentBytes.asBytes), "
        + Self.count(result.runs, "run"))
    return lines
  }

  /// Busy time of each stage in the order of the flow, with its rate.
  private var stages: String {
    Self.order.compactMap { stage -> String? in
      guard let seconds = result.stageSeconds[stage], seconds >= 0.005 else { return nil }
      let rate = Double(result.statements) / seconds
      return "\(stage) \(seconds.rounded(to: 2)) s (\(ProgressFigures.rate(rate)))"
    }.joined(separator: ", ")
  }

  private static let order = [
    "read", "parse", "encode", "runs", "dictionary", "sort", "anti-join", "spill", "pack", "merge",
    "commit",
  ]

  /// The object for programs.
  var json: JSONValue {
    .object([
      ("event", .string("loaded")), ("store", .string(store)),
      ("tx", result.transaction.map { .integer(Int($0.value)) } ?? .null),
      ("files_loaded", .integer(result.filesLoaded)),
      ("files_skipped", .array(result.filesSkipped.map(Self.json))),
      (
        "files_failed",
        .array(
          result.filesFailed.map {
            .object([("path", .string($0.path)), ("error", .string($0.error))])
          })
      ),
      ("statements", .integer(result.statements)), ("quads_added", .integer(result.quadsAdded)),
      ("terms_added", .integer(result.termsAdded)), ("rejects", .integer(result.rejects)),
      ("reject_files", .array(result.rejectFiles.map { .string($0) })),
      ("bytes_read", .integer(result.bytesRead)), ("runs", .integer(result.runs)),
      ("seconds", .number(result.seconds)),
      ("peak_rss_bytes", .integer(ProgressFigures.peakResidentBytes)),
      (
        "stage_seconds",
        .object(
          result.stageSeconds.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) })
      ),
      ("warnings", .array(result.warnings.map { .string($0) })),
    ])
  }

  /// A skipped file with its reason.
  static func json(_ file: SkippedFile) -> JSONValue {
    var members: [(String, JSONValue)] = [("path", .string(file.path))]
    switch file.reason {
    case .unchanged: members.append(("reason", .string("unchanged")))
    case .repeated: members.append(("reason", .string("repeated")))
    case .moved(let old): members += [("reason", .string("moved")), ("from", .string(old))]
    }
    return .object(members)
  }

  /// Tells how many files of a pattern were left out, because an earlier load has put them aside.
  static func noteLeftOut(_ files: Int, _ output: OutputOptions) {
    guard files > 0, !output.quiet, !output.json else { return }
    note("left out  \(count(files, "file")) inside the rejects folder")
  }

  /// `1 file`, `2,000 files`.
  static func count(_ count: Int, _ noun: String) -> String {
    "\(count.grouped) \(noun)\(count == 1 ? "" : "s")"
  }
}
