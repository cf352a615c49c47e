import Telemetry

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

extension String {
  /// With spaces in front, up to a width.
  func padded(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(width - count, 0)) + self
  }
}
