// fn:replace: each match in turn, left to right, by a replacement with `$1` for groups.

/// A part of a replacement.
enum ReplacementPart: Equatable {
  /// These bytes.
  case text([UInt8])
  /// What the group matched, or nothing.
  case group(Int)
}

extension RegularExpression {
  /// The text with every match replaced, or nil where that is an error.
  ///
  /// In `replacement`, `$1` stands for what the first group matched, `$0` for the whole match, `\$` and
  /// `\\` for a dollar sign and a backslash; anything else after either is an error. So is a pattern that
  /// matches the empty string. With the flag `q` the replacement is plain text.
  public func replacing(in text: String, with replacement: String) -> String? {
    guard let parts = parts(of: replacement), matches("") == false else { return nil }
    return text.withUTF8Bytes { bytes in
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count)
      guard replace(in: bytes, with: parts, into: &output) else { return nil }
      return String(decoding: output, as: UTF8.self)
    }
  }

  private func replace(
    in bytes: UTF8Bytes, with parts: [ReplacementPart], into output: inout [UInt8]
  ) -> Bool {
    var copied = 0
    var position = 0
    while position <= bytes.count {
      switch firstMatch(in: bytes, from: position) {
      case .failed: return false
      case .none: position = bytes.count + 1
      case .found(let match, let groups):
        output += bytes[copied..<max(copied, match.lowerBound)]
        append(parts, groups, bytes, to: &output)
        copied = max(copied, match.upperBound)
        // A look-around may match nothing though the empty string does not match: step over a character.
        position = match.upperBound
        if match.isEmpty {
          position += 1
          while position < bytes.count, UTF8Text.isContinuation(bytes[position]) { position += 1 }
        }
      }
    }
    output += bytes[copied...]
    return true
  }

  private func append(
    _ parts: [ReplacementPart], _ groups: [Range<Int>?], _ bytes: UTF8Bytes,
    to output: inout [UInt8]
  ) {
    for part in parts {
      switch part {
      case .text(let text): output += text
      case .group(let group):
        if group < groups.count, let range = groups[group] { output += bytes[range] }
      }
    }
  }

  private func parts(of replacement: String) -> [ReplacementPart]? {
    if let last = lastReplacement, last.text.utf8.elementsEqual(replacement.utf8) {
      return last.parts
    }
    let source = Array(replacement.utf8)
    let parts = flags.contains(.isLiteral) ? [.text(source)] : read(source)
    lastReplacement = (replacement, parts)
    return parts
  }

  private func read(_ source: [UInt8]) -> [ReplacementPart]? {
    var parts: [ReplacementPart] = []
    var text: [UInt8] = []
    var position = 0
    while position < source.count {
      let byte = source[position]
      position += 1
      guard byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "$") else {
        text.append(byte)
        continue
      }
      guard position < source.count else { return nil }
      let next = source[position]
      if byte == UInt8(ascii: "\\") {
        guard next == UInt8(ascii: "\\") || next == UInt8(ascii: "$") else { return nil }
        text.append(next)
        position += 1
      } else {
        guard let group = readGroup(source, &position) else { return nil }
        if !text.isEmpty { parts.append(.text(text)) }
        text = []
        parts.append(.group(group))
      }
    }
    if !text.isEmpty { parts.append(.text(text)) }
    return parts
  }

  /// As many digits as make the number of a group that there is, and at least one.
  private func readGroup(_ source: [UInt8], _ position: inout Int) -> Int? {
    guard let first = digit(source, position) else { return nil }
    position += 1
    var group = first
    while group > 0, let next = digit(source, position), group * 10 + next <= groupCount {
      group = group * 10 + next
      position += 1
    }
    return group
  }

  private func digit(_ source: [UInt8], _ position: Int) -> Int? {
    guard position < source.count, source[position] >= UInt8(ascii: "0"),
      source[position] <= UInt8(ascii: "9")
    else { return nil }
    return Int(source[position] - UInt8(ascii: "0"))
  }
}
