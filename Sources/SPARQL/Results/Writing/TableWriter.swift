// A table for people at a terminal.
//
//     painting        name             year
//     --------------  ---------------  ----
//     museum:lilies   "Seerosen"@de    1916
//     museum:parasol                   1875
//     (2 rows)
//
// Widths must be known before the first row is written, and rows must not pile up in memory. So the first
// rows wait until there are `measuredRows` of them, or `measuredBytes`, or the document is flushed or
// ends. They set the widths; a later cell that is wider pushes its row to the right and is not cut.

import RDF
import RDFSyntax

/// Writes rows as aligned columns, with IRIs shortened by prefixes.
///
/// Terms are in Turtle's syntax. Controls and marks of direction are shown as escapes, so that data
/// cannot steer the terminal. Memory: the rows that are measured, 1 MiB and one row at most.
public final class TableWriter: SolutionWriter {
  /// How many rows set the widths of the columns.
  public static let measuredRows = 1_000
  private static let measuredBytes = 1 << 20
  /// A column is padded to so much at most: one long text would push all else off the screen.
  private static let widestColumn = 60

  private let buffer: OutputBuffer
  private let cells: TableCells
  private let showsRowCount: Bool
  private var names: [String]?
  private var widths: [Int] = []
  private var rowCount = 0
  private var emptyRowsWritten = 0
  private var isMeasuring = true
  /// End in the bytes of `cells` and width of each cell that waits.
  private var waiting: [(end: Int, width: Int)] = []

  /// Makes a writer in front of `sink`.
  ///
  /// A declaration that Turtle could not write (a relative namespace) shortens nothing. With
  /// `showsRowCount` the last line tells the number of rows.
  public init(
    sink: any ByteSink, prefixes: [QueryPrefix] = [], showsRowCount: Bool = false
  ) {
    buffer = OutputBuffer(sink: sink)
    cells = TableCells(prefixes: PrefixTable(prefixes))
    self.showsRowCount = showsRowCount
  }

  /// Takes the names; they are written with the first rows.
  public func begin(variables: [String]) throws(WriteError) {
    precondition(names == nil, "a document begins once")
    names = variables
    widths = []
    for variable in variables { widths.append(try cells.append(text: variable)) }
    cells.removeAll()
  }

  /// Takes a row; unbound cells stay empty.
  public func write(_ row: UnsafeBufferPointer<TermBytes?>) throws(WriteError) {
    precondition(row.count == names?.count, "a row has a cell for each variable")
    rowCount += 1
    for term in row {
      let width = try term.map { (term) throws(WriteError) in try cells.append(term) } ?? 0
      waiting.append((cells.bytes.count, width))
    }
    if !isMeasuring {
      try writeWaiting()
    } else if rowCount == Self.measuredRows || cells.bytes.count >= Self.measuredBytes {
      try endMeasuring()
    }
  }

  /// Writes the line `true` or `false`.
  public func write(boolean: Bool) throws(WriteError) {
    try buffer.append(boolean ? "true\n" : "false\n")
  }

  /// Hands the rows so far to the sink; the widths stay as these rows set them.
  public func flush() throws(WriteError) {
    if rowCount > 0 { try endMeasuring() }
    try buffer.flush()
  }

  /// Ends the table.
  public func finish() throws(WriteError) {
    if names != nil {
      try endMeasuring()
      if showsRowCount {
        let line = rowCount == 1 ? "(1 row)\n" : "(\(rowCount) rows)\n"
        for byte in line.utf8 { try buffer.append(byte) }
      }
    }
    try buffer.flush()
  }

  private func endMeasuring() throws(WriteError) {
    guard isMeasuring, let names else { return }
    isMeasuring = false
    for (index, cell) in waiting.enumerated() {
      let column = index % widths.count
      widths[column] = max(widths[column], min(cell.width, Self.widestColumn))
    }
    try writeHeader(names)
    try writeWaiting()
  }

  private func writeHeader(_ names: [String]) throws(WriteError) {
    // A table without columns has no header, only its rows.
    guard !names.isEmpty else { return }
    let header = TableCells(prefixes: PrefixTable())
    let ends = try names.map { (name) throws(WriteError) -> (end: Int, width: Int) in
      let width = try header.append(text: name)
      return (header.bytes.count, width)
    }
    try writeRow(ends[...], from: 0, header.bytes)
    for (column, width) in widths.enumerated() {
      if column > 0 { try pad(2) }
      for _ in 0..<width { try buffer.append(UInt8(ascii: "-")) }
    }
    try buffer.append(UInt8(ascii: "\n"))
  }

  private func writeWaiting() throws(WriteError) {
    let columnCount = widths.count
    if columnCount == 0 { return try writeEmptyRows() }
    var start = 0
    for first in stride(from: 0, to: waiting.count, by: columnCount) {
      try writeRow(waiting[first..<first + columnCount], from: start, cells.bytes)
      start = waiting[first + columnCount - 1].end
    }
    waiting.removeAll(keepingCapacity: true)
    cells.removeAll()
  }

  /// Rows without columns are empty lines.
  private func writeEmptyRows() throws(WriteError) {
    while emptyRowsWritten < rowCount {
      try buffer.append(UInt8(ascii: "\n"))
      emptyRowsWritten += 1
    }
  }

  /// Writes cells of `bytes` from `start` on; no space stands at the end of a line.
  private func writeRow(
    _ row: ArraySlice<(end: Int, width: Int)>, from start: Int, _ bytes: [UInt8]
  ) throws(WriteError) {
    var start = start
    var owed = 0
    for (cell, width) in zip(row, widths) {
      if cell.end > start {
        try pad(owed)
        owed = 0
        try bytes.withUnsafeBufferPointer { (bytes) throws(WriteError) in
          try buffer.append(UnsafeBufferPointer(rebasing: bytes[start..<cell.end]))
        }
        start = cell.end
      }
      owed += max(width - cell.width, 0) + 2
    }
    try buffer.append(UInt8(ascii: "\n"))
  }

  private func pad(_ count: Int) throws(WriteError) {
    for _ in 0..<count { try buffer.append(UInt8(ascii: " ")) }
  }
}
