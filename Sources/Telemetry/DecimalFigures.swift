// Decimals as text. Foundation's formatters would add to the start of every command.

extension Double {
  /// With a fixed number of decimals, from 1 to 6.
  package func rounded(to decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    // Figures of seconds, ratios and sizes stay far below what an Int holds.
    let scaled = Int((magnitude * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return (self < 0 ? "-" : "") + "\(scaled / scale).\(zeros)\(fraction)"
  }
}
