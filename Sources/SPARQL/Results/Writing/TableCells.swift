// A cell of a table for people: a term in the syntax of Turtle, shortened by prefixes, harmless to a
// terminal.

import RDFSyntax

/// Turns terms into cells, in memory that is used again for each.
final class TableCells {
  /// The text of the cells since ``removeAll()``, one behind the other.
  private(set) var bytes: [UInt8] = []
  private let prefixes: PrefixIndex
  private let raw = RawCell()
  private let buffer: OutputBuffer

  /// Makes cells shortened by `prefixes`.
  init(prefixes table: PrefixTable) {
    prefixes = PrefixIndex(table)
    buffer = OutputBuffer(sink: raw)
  }

  /// Appends the cell of `term` and returns its width in columns.
  func append(_ term: TermBytes) throws(WriteError) -> Int {
    switch term.kind {
    case .iri: try buffer.appendIRI(term.value, shortenedBy: prefixes)
    case .blankNode: try buffer.appendBlankNode(term.value)
    case .plainLiteral: try buffer.appendTabFreeQuoted(term.value)
    case .languageLiteral:
      try buffer.appendTabFreeQuoted(term.value)
      try buffer.appendLanguage(term.annotation)
    case .typedLiteral:
      if BareLiteral.isBare(term.value, datatype: term.annotation) {
        try buffer.append(term.value)
      } else {
        try buffer.appendTabFreeQuoted(term.value)
        try buffer.append("^^")
        try buffer.appendIRI(term.annotation, shortenedBy: prefixes)
      }
    }
    return try appendRaw()
  }

  /// Appends a text as it is and returns its width in columns.
  func append(text: String) throws(WriteError) -> Int {
    try Array(text.utf8).withUnsafeBufferPointer { (text) throws(WriteError) in
      try buffer.append(text)
    }
    return try appendRaw()
  }

  /// Forgets all cells and keeps the memory.
  func removeAll() { bytes.removeAll(keepingCapacity: true) }

  private func appendRaw() throws(WriteError) -> Int {
    raw.bytes.removeAll(keepingCapacity: true)
    try buffer.flush()
    return raw.bytes.withUnsafeBufferPointer { TerminalText.append($0, to: &bytes) }
  }
}

/// Takes one cell from the buffer.
private final class RawCell: ByteSink {
  var bytes: [UInt8] = []

  func write(_ bytes: UnsafeRawBufferPointer) throws(WriteError) {
    self.bytes.append(contentsOf: bytes)
  }
}
