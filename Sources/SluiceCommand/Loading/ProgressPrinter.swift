import Glibc
import Sluice

// How far a load is, on standard error:
//
//     load  check file 12/6186 museum-01.nt.gz  rss 40.1 MiB
//     load  file 201/6186 museum-07.nt.gz  2.797 G quads  564 k/s (now 601 k/s)  rejected 35  queues 12 %  eta ...
//     load  file 6186/6186 museum-99.nt.gz  ...  sort 43 %  eta 1 h 12 m  rss 3.1 GiB
//
// On a terminal one line that is written anew twice a second, else a line every 10 s; as JSON an
// object instead, every 10 s too.

/// Shows snapshots; one thread.
final class ProgressPrinter {
  private let name: String
  private let isTerminal = isatty(2) == 1
  private let isJSON: Bool
  private let isQuiet: Bool
  private var lastShown: Double
  private var lastStatements = 0
  private var lastSeconds = 0.0
  private var hasBar = false

  private static let barSeconds = 0.5
  private static let lineSeconds = 10.0

  init(name: String, isJSON: Bool, isQuiet: Bool) {
    self.name = name
    self.isJSON = isJSON
    self.isQuiet = isQuiet
    lastShown = clockSeconds()
  }

  private var isBar: Bool { isTerminal && !isJSON }

  /// Whether it is time to show something.
  var isDue: Bool {
    !isQuiet && clockSeconds() - lastShown >= (isBar ? Self.barSeconds : Self.lineSeconds)
  }

  /// Shows a snapshot.
  func show(_ snapshot: LoadSnapshot) {
    lastShown = clockSeconds()
    let passed = max(snapshot.seconds - lastSeconds, 0.001)
    let figures = ProgressFigures(
      snapshot, rateNow: Double(snapshot.statements - lastStatements) / passed)
    if snapshot.stage != .check {
      // The check of the ledger has a clock of its own.
      lastStatements = snapshot.statements
      lastSeconds = snapshot.seconds
    }
    if isJSON {
      note(figures.json(name).text)
    } else if isBar {
      hasBar = true
      writeBar(figures.text(name))
    } else {
      note(figures.text(name))
    }
  }

  /// Clears the bar.
  func finish() { if hasBar { writeBar("") } }

  private func writeBar(_ text: String) {
    // Back to the line's start; what is left of the last text is erased.
    var size = winsize()
    let isKnown = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let line = isKnown ? String(text.prefix(Int(size.ws_col) - 1)) : text
    var bytes = Array("\r\(line)\u{1B}[K".utf8)
    _ = write(2, &bytes, bytes.count)
  }
}
