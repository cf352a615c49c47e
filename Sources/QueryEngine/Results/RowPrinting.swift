// Long results: ids become text on several threads, while the query goes on.
//
//     query ─► chunk of rows ─► queue ─► printer: decode, write ─► bytes ─► writer, in the order of chunks
//
// The thread that runs the query prints chunks too where more wait than the printers have begun, so that a machine is
// busy whether the query or its text is the larger part. Memory: a few chunks, whatever is written.

import RDFSyntax
import SPARQL
import Storage

/// Prints the rows of one query; one thread calls it.
final class RowPrinting {
  /// Rows that are printed together.
  private static let chunkRows = 8 * BatchOperator.batchRows
  /// Chunks that wait to be printed or written at most, for each thread.
  private static let chunksAThread = 3

  private let writer: any SolutionWriter
  private let width: Int
  private let view: ReadView
  private let local: LocalTerms
  private let control: QueryControl
  private let queue = PrintQueue()
  /// For rows that the caller's thread writes itself.
  private let row: ResultRow

  init(
    _ writer: any SolutionWriter, width: Int, view: ReadView, local: LocalTerms,
    control: QueryControl
  ) {
    self.writer = writer
    self.width = width
    self.view = view
    self.local = local
    self.control = control
    row = ResultRow(width: width, view: view, local: local)
  }

  /// Writes all rows that `rows` still has and returns how many.
  func write(_ rows: BatchOperator) throws(QueryOutputError) -> Int {
    guard let own = printer() else { return try writeAlone(rows) }
    let threads = start(ProcessorCount.value - 1)
    defer {
      queue.close()
      for thread in threads { thread.join() }
    }
    let most = Self.chunksAThread * (threads.count + 1)
    var waiting: [PrintChunk] = []
    var count = 0
    var isOver = false
    while !isOver || !waiting.isEmpty {
      if !isOver, waiting.count < most {
        let chunk = PrintChunk(width: width, capacity: Self.chunkRows)
        isOver = try querying { () throws(QueryError) in try fill(chunk, rows) }
        count += chunk.rows.count
        waiting.append(chunk)
        queue.add(chunk)
      } else if let chunk = queue.takeWaiting() {
        own.print(chunk)
        queue.end(chunk)
      } else {
        queue.wait(for: waiting[0])
      }
      while let first = waiting.first, queue.hasEnded(first) {
        try write(first)
        waiting.removeFirst()
      }
    }
    return count
  }

  /// Copies rows into a chunk until it is full or the query takes its time; true at the end.
  private func fill(_ chunk: PrintChunk, _ rows: BatchOperator) throws(QueryError) -> Bool {
    let start = OperatorMetrics.clock()
    while chunk.rows.count + BatchOperator.batchRows <= Self.chunkRows {
      guard try rows.next() else { return true }
      try chunk.rows.append(rows.batch, from: 0, count: rows.rows)
      // Who waits for the rows of a slow query gets them as they come.
      if OperatorMetrics.clock() - start > 20_000_000 { break }
    }
    return false
  }

  private func write(_ chunk: PrintChunk) throws(QueryOutputError) {
    switch chunk.failure {
    case .query(let error)?: throw .query(error)
    case .output(let error)?: throw .output(error)
    case nil: break
    }
    do throws(WriteError) {
      try chunk.bytes.withUnsafeBufferPointer { bytes throws(WriteError) in
        try writer.append(rows: bytes)
      }
    } catch { throw .output(error) }
    try writeRows(
      chunk.rows.columns.map { UnsafePointer($0) }, chunk.printedRows..<chunk.rows.count)
  }

  private func writeRows(
    _ columns: [UnsafePointer<UInt64>], _ rows: Range<Int>
  ) throws(QueryOutputError) {
    for index in rows {
      try querying { () throws(QueryError) in
        if index & 0x3F == 0 { try control.check() }
        try row.decode(columns, row: index)
      }
      do throws(WriteError) { try writer.write(row.cells) } catch { throw .output(error) }
    }
  }

  /// The rows of formats that go one after the other.
  private func writeAlone(_ rows: BatchOperator) throws(QueryOutputError) -> Int {
    var count = 0
    while try querying({ () throws(QueryError) in try rows.next() }) {
      try writeRows(rows.batch, 0..<rows.rows)
      count += rows.rows
    }
    return count
  }

  private func printer() -> RowPrinter? {
    RowPrinter(writer, row: ResultRow(width: width, view: view, local: local), control)
  }

  /// Threads that print until the queue is closed; fewer where the system has none left.
  private func start(_ count: Int) -> [WorkerThread] {
    var threads: [WorkerThread] = []
    for _ in 0..<max(count, 0) {
      guard let printer = printer() else { break }
      let carrier = PrinterCarrier(printer)
      let queue = queue
      // Without it the caller's thread prints.
      if let thread = try? WorkerThread({
        while let chunk = queue.take() {
          carrier.printer.print(chunk)
          queue.end(chunk)
        }
      }) {
        threads.append(thread)
      }
    }
    return threads
  }
}

/// Rows on their way to text; of one thread at a time, which the queue sees to.
final class PrintChunk: @unchecked Sendable {
  let rows: RowTable
  fileprivate(set) var bytes: [UInt8] = []
  /// Rows that are in the bytes: all, unless their text is large.
  fileprivate(set) var printedRows = 0
  fileprivate(set) var failure: QueryOutputError?
  /// Under the queue's lock.
  fileprivate var hasEnded = false

  init(width: Int, capacity: Int) { rows = RowTable(width: width, capacity: capacity) }
}

/// Turns chunks into text; one thread.
private final class RowPrinter {
  private let row: ResultRow
  private let sink = MemorySink()
  private let writer: any SolutionWriter
  private let control: QueryControl

  /// Bytes of a chunk's text, about; rows beyond are printed when it is their turn.
  private static let mostBytes = 4 << 20

  /// A printer for the document of `writer`, or nil where its rows go one after the other.
  init?(_ document: any SolutionWriter, row: ResultRow, _ control: QueryControl) {
    guard let writer = document.rowWriter(to: sink) else { return nil }
    self.writer = writer
    self.row = row
    self.control = control
  }

  func print(_ chunk: PrintChunk) {
    do throws(QueryOutputError) {
      let columns = chunk.rows.columns.map { UnsafePointer($0) }
      while chunk.printedRows < chunk.rows.count, sink.bytes.count < Self.mostBytes {
        try querying { () throws(QueryError) in
          if chunk.printedRows & 0x3F == 0 { try control.check() }
          try row.decode(columns, row: chunk.printedRows)
        }
        do throws(WriteError) { try writer.write(row.cells) } catch { throw .output(error) }
        chunk.printedRows += 1
      }
      do throws(WriteError) { try writer.flush() } catch { throw .output(error) }
      chunk.bytes = sink.bytes
    } catch { chunk.failure = error }
    sink.removeAll()
  }
}

/// Brings a printer to the one thread that uses it.
private final class PrinterCarrier: @unchecked Sendable {
  // Unchecked: the maker lets go of the printer.
  let printer: RowPrinter

  init(_ printer: RowPrinter) { self.printer = printer }
}

/// Chunks that wait to be printed; any thread may use it.
private final class PrintQueue: @unchecked Sendable {
  // Unchecked: all of it is under the lock.
  private let monitor = Monitor()
  private var waiting: [PrintChunk] = []
  private var isClosed = false

  func add(_ chunk: PrintChunk) {
    monitor.withLock {
      waiting.append(chunk)
      monitor.broadcast()
    }
  }

  /// The next chunk, waiting for one; nil once the queue is closed.
  func take() -> PrintChunk? {
    monitor.withLock {
      while waiting.isEmpty, !isClosed { monitor.wait() }
      return isClosed ? nil : waiting.removeFirst()
    }
  }

  /// The next chunk, or nil where none waits.
  func takeWaiting() -> PrintChunk? {
    monitor.withLock { waiting.isEmpty ? nil : waiting.removeFirst() }
  }

  func end(_ chunk: PrintChunk) {
    monitor.withLock {
      chunk.hasEnded = true
      monitor.broadcast()
    }
  }

  func hasEnded(_ chunk: PrintChunk) -> Bool { monitor.withLock { chunk.hasEnded } }

  func wait(for chunk: PrintChunk) {
    monitor.withLock { while !chunk.hasEnded { monitor.wait() } }
  }

  func close() {
    monitor.withLock {
      isClosed = true
      waiting.removeAll()
      monitor.broadcast()
    }
  }
}
