// Numbers as people read them. Foundation's formatters would add to the start of every command.

extension Int {
  /// With a comma every three digits: `12,345,678`.
  var grouped: String {
    let digits = String(magnitude)
    var text = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// As bytes in a binary unit, with one decimal: `95.1 MiB`.
  var asBytes: String {
    var value = Double(self)
    for unit in ["B", "KiB", "MiB", "GiB"] {
      if value < 1024 { return unit == "B" ? "\(self) B" : "\(value.rounded(to: 1)) \(unit)" }
      value /= 1024
    }
    return "\(value.rounded(to: 1)) TiB"
  }
}

extension Double {
  /// With a fixed number of decimals, from 1 to 6.
  func rounded(to decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    // Figures of seconds, ratios and sizes stay far below what an Int holds.
    let scaled = Int((magnitude * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return (self < 0 ? "-" : "") + "\(scaled / scale).\(zeros)\(fraction)"
  }
}

extension String {
  /// With spaces in front, up to a width.
  func padded(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(width - count, 0)) + self
  }
}
