// A file of N-Triples or N-Quads lines as numbers, for comparing two of some million lines.
//
// It cuts lines into terms by itself, so an error that the reader and the writer share shows too. It takes
// lines as the real files and dumps have them: one space between terms, " ." at the end.
//
// Terms are compared by a keyed 64-bit hash of their bytes; that two of some million differ unseen has a
// chance below one in a million. Two things are levelled: `\t` and its like stand for their characters
// (`\u` is refused: the files have none), and `^^xsd:string` says what a plain literal says too. Repeated
// lines count once.
//
// Blank nodes are compared by colours: each begins alike, and is then told apart by the statements it is
// in until a round separates no more of them. Graphs of equal counts whose statements have equal colours, each
// as often, are taken as the same. That can err only where nodes lie on cycles of blank nodes which all look
// alike (as with one ring of six and two of three). The nodes of these files are OWL's restrictions, lists
// and annotations: trees, for which the colours decide, but for 14 nodes of obo-multi's 192,583 that two
// others point to. A search with backtracking would not end in useful time.
//
// Cost: 64 bytes a statement and the sets of lines and labels. obo-multi's 1.36 M lines are loaded, dumped
// and compared in some 40 s without the optimiser.

import Foundation
import Sluice

struct LineGraph {
  /// Why a line is none.
  struct Malformed: Error { let line: Int }

  private static let blank = UInt8(ascii: "_")
  private static let stringType = Array("^^<\(XSD.string.string)>".utf8)

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "t"): 9, UInt8(ascii: "b"): 8, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13,
    UInt8(ascii: "f"): 12, UInt8(ascii: "\""): 34, UInt8(ascii: "'"): 39, UInt8(ascii: "\\"): 92,
  ]

  private(set) var lineCount = 0
  /// Four for each statement: a hash of the term, or 0 for the default graph and blank nodes.
  private var hashes: [UInt64] = []
  /// Four for each statement: the number of the blank node, or -1.
  private var nodes: [Int] = []
  private var seen: Set<UInt64> = []
  private var numbers: [UInt64: Int] = [:]

  /// Statements, repeated ones once.
  var statementCount: Int { seen.count }
  /// Blank nodes.
  var nodeCount: Int { numbers.count }

  /// Reads a file, compressed or not.
  init(path: String) throws {
    let source = try openInput(path)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 << 20, alignment: 1)
    defer { room.deallocate() }
    var held = 0
    while true {
      let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: room[held...]))
      if count == 0 { break }
      held += count
      let used = try addLines(UnsafeRawBufferPointer(rebasing: room[..<held]))
      held -= used
      room.copyBytes(from: Array(room[used..<used + held]))
    }
    // The last line ends too, and none is longer than the room.
    guard held == 0 else { throw Malformed(line: lineCount + 1) }
  }

  /// Reads a text.
  init(_ text: String) throws {
    let used = try Array(text.utf8).withUnsafeBytes { try addLines($0) }
    guard used == text.utf8.count else { throw Malformed(line: lineCount + 1) }
  }

  /// Whether both have the same statements, as far as colours tell.
  func looksLike(_ other: LineGraph) -> Bool {
    statementCount == other.statementCount && nodeCount == other.nodeCount
      && colouredStatements() == other.colouredStatements()
  }
}

// MARK: Lines

extension LineGraph {
  /// Adds the lines that end in `text` and returns how many bytes they have.
  private mutating func addLines(_ text: UnsafeRawBufferPointer) throws -> Int {
    var start = 0
    while let end = Self.find(UInt8(ascii: "\n"), in: text, from: start) {
      lineCount += 1
      let line = UnsafeRawBufferPointer(rebasing: text[start..<end])
      start = end + 1
      if seen.insert(Self.hash(line)).inserted { try add(line) }
    }
    return start
  }

  private mutating func add(_ line: UnsafeRawBufferPointer) throws {
    var start = 0
    var terms = 0
    while start < line.count, line[start] != UInt8(ascii: ".") {
      guard terms < 4, let end = Self.termEnd(line, from: start), end < line.count,
        line[end] == UInt8(ascii: " ")
      else { throw Malformed(line: lineCount) }
      try add(term: UnsafeRawBufferPointer(rebasing: line[start..<end]))
      terms += 1
      start = end + 1
    }
    guard terms >= 3, start == line.count - 1 else { throw Malformed(line: lineCount) }
    if terms == 3 {
      hashes.append(0)
      nodes.append(-1)
    }
  }

  private mutating func add(term: UnsafeRawBufferPointer) throws {
    guard term[0] == Self.blank else {
      let isLiteral = term[0] == UInt8(ascii: "\"")
      let isString = isLiteral && term.suffix(Self.stringType.count).elementsEqual(Self.stringType)
      let length = isString ? term.count - Self.stringType.count : term.count
      let text = UnsafeRawBufferPointer(rebasing: term[..<length])
      if isLiteral, Self.find(UInt8(ascii: "\\"), in: text, from: 0) != nil {
        hashes.append(try unescaped(text).withUnsafeBytes { Self.hash($0) })
      } else {
        hashes.append(Self.hash(text))
      }
      nodes.append(-1)
      return
    }
    let label = Self.hash(term)
    let number = numbers[label] ?? numbers.count
    numbers[label] = number
    hashes.append(0)
    nodes.append(number)
  }

  /// The characters that the escapes stand for; the last quote still ends the form, as none is in what
  /// follows it.
  private func unescaped(_ text: UnsafeRawBufferPointer) throws -> [UInt8] {
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      if text[place] == UInt8(ascii: "\\") {
        place += 1
        guard let meant = Self.escapes[text[place]] else { throw Malformed(line: lineCount) }
        result.append(meant)
      } else {
        result.append(text[place])
      }
      place += 1
    }
    return result
  }

  /// Where the term that begins at `start` ends, or nil where none begins.
  private static func termEnd(_ line: UnsafeRawBufferPointer, from start: Int) -> Int? {
    switch line[start] {
    case UInt8(ascii: "<"): return find(UInt8(ascii: ">"), in: line, from: start).map { $0 + 1 }
    case blank: return find(UInt8(ascii: " "), in: line, from: start)
    case UInt8(ascii: "\""):
      var place = start
      while let quote = find(UInt8(ascii: "\""), in: line, from: place + 1) {
        var backslashes = 0
        while line[quote - 1 - backslashes] == UInt8(ascii: "\\") { backslashes += 1 }
        // A datatype or a language tag has no space in it.
        if backslashes.isMultiple(of: 2) { return find(UInt8(ascii: " "), in: line, from: quote) }
        place = quote
      }
      return nil
    default: return nil
    }
  }

  private static func find(
    _ byte: UInt8, in text: UnsafeRawBufferPointer, from start: Int
  ) -> Int? {
    guard start < text.count, let base = text.baseAddress else { return nil }
    // From `start` there are `text.count - start` bytes, which are all that is looked at.
    return memchr(base + start, Int32(byte), text.count - start).map { UnsafeRawPointer($0) - base }
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(bytes: bytes)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}

// MARK: Colours

extension LineGraph {
  /// A number for each statement, with its blank nodes by their colours, in order.
  private func colouredStatements() -> [UInt64] {
    let colours = nodeColours()
    return stride(from: 0, to: nodes.count, by: 4).map { colour(of: $0, from: nil, colours) }
      .sorted()
  }

  private func nodeColours() -> [UInt64] {
    let linked = stride(from: 0, to: nodes.count, by: 4).filter { first in
      nodes[first] >= 0 || nodes[first + 2] >= 0 || nodes[first + 3] >= 0
    }
    var colours = [UInt64](repeating: 1, count: nodeCount)
    var distinct = min(1, nodeCount)
    while true {
      // Sums, since the statements of a node have no order.
      var around = [UInt64](repeating: 0, count: nodeCount)
      for first in linked {
        for place in 0..<4 where nodes[first + place] >= 0 {
          around[nodes[first + place]] &+= colour(of: first, from: place, colours)
        }
      }
      for node in colours.indices { colours[node] = Self.mix(colours[node], around[node]) }
      let now = Set(colours).count
      if now <= distinct { return colours }
      distinct = now
    }
  }

  /// A statement, as the node at `viewpoint` sees it.
  private func colour(of first: Int, from viewpoint: Int?, _ colours: [UInt64]) -> UInt64 {
    var result = UInt64(viewpoint ?? 4)
    for index in first..<first + 4 {
      let node = nodes[index]
      if node < 0 {
        result = Self.mix(result, hashes[index])
      } else if let viewpoint, nodes[first + viewpoint] == node {
        result = Self.mix(result, 2)
      } else {
        result = Self.mix(result, colours[node])
      }
    }
    return result
  }

  /// Scatters both numbers over all bits; the order counts.
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var mixed = (left &* 0x9E37_79B9_7F4A_7C15) ^ right
    mixed = (mixed ^ (mixed &>> 29)) &* 0xD6E8_FEB8_6659_FD93
    mixed = (mixed ^ (mixed &>> 32)) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed &>> 31)
  }
}
