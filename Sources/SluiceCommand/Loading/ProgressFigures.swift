import Glibc
import Sluice
import Telemetry

/// A snapshot as text.
struct ProgressFigures {
  private let snapshot: LoadSnapshot
  private let rateNow: Double

  init(_ snapshot: LoadSnapshot, rateNow: Double) {
    self.snapshot = snapshot
    self.rateNow = rateNow
  }

  private var rate: Double { Double(snapshot.statements) / max(snapshot.seconds, 0.001) }

  /// Seconds that are left, or nil where nothing tells.
  var secondsLeft: Double? {
    switch snapshot.stage {
    case .check: nil
    case .load: secondsLeftOfLoad
    case .sort: secondsLeftOfSort
    }
  }

  /// By what has been sorted so far; the first per cent tells nothing.
  private var secondsLeftOfSort: Double? {
    let done = snapshot.sortedFraction
    guard done > 0.01, snapshot.sortSeconds > 1 else { return nil }
    return snapshot.sortSeconds * max(1 - done, 0) / done
  }

  private var secondsLeftOfLoad: Double? {
    guard let total = snapshot.totalBytes, snapshot.bytesRead > 0,
      snapshot.seconds > 1
    else { return nil }
    let left = Double(max(total - snapshot.bytesRead, 0)) / Double(snapshot.bytesRead)
    // Sorting takes about a third of the time that reading does.
    return left * snapshot.seconds + (left + 1) * snapshot.seconds / 3
  }

  /// The line for people.
  func text(_ name: String) -> String {
    let rss = "rss \(Self.residentBytes.asBytes)"
    if snapshot.stage == .check { return "\(name)  check \(filePlace)  \(rss)" }
    var parts = [
      "\(name)  \(filePlace)",
      "\(Self.short(Double(snapshot.statements), decimals: 3)) quads",
      "\(Self.rate(rate)) (now \(Self.rate(rateNow)))",
    ]
    if snapshot.rejects > 0 { parts.append("rejected \(snapshot.rejects)") }
    if snapshot.stage == .sort {
      parts.append("sort \(Int(snapshot.sortedFraction * 100)) %")
    } else {
      parts.append("queues \(queueFill) %")
    }
    if let secondsLeft { parts.append("eta \(Self.duration(secondsLeft))") }
    parts.append(rss)
    return parts.joined(separator: "  ")
  }

  /// The object for programs.
  func json(_ name: String) -> JSONValue {
    .object([
      ("event", .string("progress")), ("job", .string(name)),
      ("stage", .string(snapshot.stage.rawValue)),
      ("files_done", .integer(snapshot.filesDone)), ("files", .integer(snapshot.files)),
      ("file", .string(snapshot.file)), ("statements", .integer(snapshot.statements)),
      ("rate", .number(rate)), ("rate_now", .number(rateNow)),
      ("rejected", .integer(snapshot.rejects)), ("bytes_read", .integer(snapshot.bytesRead)),
      ("bytes_total", snapshot.totalBytes.map(JSONValue.integer) ?? .null),
      ("waiting_bytes", .integer(snapshot.waitingBytes)),
      ("parsed_bytes", .integer(snapshot.parsedBytes)),
      ("sorted", .number(snapshot.sortedFraction)),
      ("eta_seconds", secondsLeft.map(JSONValue.number) ?? .null),
      ("seconds", .number(snapshot.seconds)), ("rss_bytes", .integer(Self.residentBytes)),
    ])
  }

  private var filePlace: String {
    "file \(min(snapshot.filesDone + 1, snapshot.files))/\(snapshot.files) \(fileName)"
  }

  private var fileName: String { snapshot.file.split(separator: "/").last.map(String.init) ?? "" }

  private var queueFill: Int {
    let limit = max(snapshot.waitingLimit + snapshot.parsedLimit, 1)
    return min(100 * (snapshot.waitingBytes + snapshot.parsedBytes) / limit, 100)
  }

  /// `2.797 G`, `564 k`, `12`.
  static func short(_ value: Double, decimals: Int = 0) -> String {
    for (unit, size) in [(" G", 1e9), (" M", 1e6), (" k", 1e3)] where value >= size {
      let scaled = value / size
      let isExact = decimals == 0 && scaled >= 10
      return (isExact ? String(Int(scaled.rounded())) : scaled.rounded(to: max(decimals, 1))) + unit
    }
    return String(Int(value))
  }

  /// `564 k/s`, `11/s`.
  static func rate(_ value: Double) -> String { short(value) + "/s" }

  /// `1 h 12 m`, `4 m 30 s`, `12 s`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9).rounded())
    if whole >= 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) m" }
    return whole >= 60 ? "\(whole / 60) m \(whole % 60) s" : "\(whole) s"
  }

  /// Memory of this process that is in RAM.
  static var residentBytes: Int {
    guard let file = fopen("/proc/self/statm", "re") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let text = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }

  /// The most memory that this process ever had in RAM.
  static var peakResidentBytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
  }
}
