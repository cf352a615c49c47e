// Lines of a chunk to statements of a batch, with errors placed to the column.

/// A line that is no statement, as given to the handler of ``LineChunkParser/parse(_:into:rejecting:)``.
public struct RejectedLine {
  /// What is wrong and where.
  public let error: SyntaxError
  /// The line without its end; valid during the call only.
  public let bytes: UnsafeBufferPointer<UInt8>
}

/// Reads chunks of N-Triples or N-Quads into batches.
///
/// Strict RDF 1.1: relative IRIs, characters that an IRI may not contain (escaped or not), surrogates,
/// bytes that are not UTF-8, statements over several lines and all of Turtle are refused. Blank node
/// labels, lexical forms and language tags come out byte for byte. A byte order mark at the front of
/// the document is skipped.
///
/// One parser belongs to one thread at a time and serves any number of chunks and documents.
public final class LineChunkParser {
  /// Whether the fourth column, the graph, is read.
  public let format: RDFFormat
  private let file: String
  private let limits: SyntaxLimits
  private var writer = BatchWriter(StatementBatch(expectedStatements: 1))

  /// Makes a parser of `.ntriples` or `.nquads`; `file` names the document in errors.
  public init(format: RDFFormat, file: String, limits: SyntaxLimits = SyntaxLimits()) {
    precondition(format.isLineBased, "documents of \(format) cannot be read line by line")
    self.format = format
    self.file = file
    self.limits = limits
  }

  /// Appends the statements of `chunk` to `batch`.
  ///
  /// Throws the first bad line's error; `batch` then holds the statements before it.
  public func parse(_ chunk: LineChunk, into batch: StatementBatch) throws(SyntaxError) {
    try parse(chunk, into: batch) { (line: RejectedLine) throws(SyntaxError) in throw line.error }
  }

  /// Appends the statements of `chunk` to `batch`, leaving out lines that are none.
  ///
  /// Every bad line is handed to `reject`, and reading goes on behind the line; `reject` stops the
  /// reading by throwing, usually the error it was given.
  public func parse(
    _ chunk: LineChunk, into batch: StatementBatch,
    rejecting reject: (RejectedLine) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    try parse(chunk, into: batch, with: &writer, rejecting: reject)
  }

  private func parse(
    _ chunk: LineChunk, into batch: StatementBatch, with writer: inout BatchWriter,
    rejecting reject: (RejectedLine) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    writer.start(batch)
    let scanner = LineScanner(
      base: UnsafePointer(chunk.bytes), end: UnsafePointer(chunk.bytes + chunk.count),
      hasGraphs: format.hasGraphs, tokenBytes: limits.tokenBytes)
    var line = chunk.firstLine
    var position = scanner.base
    if chunk.sequence == 0, chunk.count >= 3, position[0] == 0xEF, position[1] == 0xBB,
      position[2] == 0xBF
    {
      position += 3
    }
    while position < scanner.end {
      let statementsBefore = batch.statementCount
      do throws(LineFailure) {
        position = try lineEnd(from: position, scanner: scanner, writer: &writer)
      } catch {
        // What follows a statement on its line can be wrong: the line goes as a whole.
        batch.truncateStatements(to: statementsBefore)
        let stop = Self.lineEnd(position, end: scanner.end)
        try reject(
          RejectedLine(
            error: place(error, line: line, lineStart: position, in: chunk),
            bytes: UnsafeBufferPointer(start: position, count: stop - position)))
        position = stop
      }
      if position < scanner.end {
        position += position[0] == 0x0D && position + 1 < scanner.end && position[1] == 0x0A ? 2 : 1
        line += 1
      }
    }
  }

  /// Reads one line, which may be blank or a comment, and returns its end.
  @inline(__always)
  private func lineEnd(
    from lineStart: UnsafePointer<UInt8>, scanner: LineScanner, writer: inout BatchWriter
  ) throws(LineFailure) -> UnsafePointer<UInt8> {
    var position = scanner.skipBlanks(lineStart)
    let first = position[0]
    if first == UInt8(ascii: "<") || first == UInt8(ascii: "_") {
      position = try scanner.statement(at: position, into: &writer)
      position = scanner.skipBlanks(position)
      guard position - lineStart <= limits.statementBytes else {
        throw LineFailure(
          offset: lineStart - scanner.base, message: "the length of a line in bytes",
          allowed: limits.statementBytes)
      }
    }
    switch position[0] {
    case 0x0A, 0x0D: return position
    case UInt8(ascii: "#"): return try commentEnd(position, scanner: scanner)
    default:
      let isBehindStatement = first == UInt8(ascii: "<") || first == UInt8(ascii: "_")
      throw scanner.expected(
        isBehindStatement ? "the line's end or a comment" : "a subject: < or _:", at: position)
    }
  }

  private func commentEnd(
    _ start: UnsafePointer<UInt8>, scanner: LineScanner
  ) throws(LineFailure) -> UnsafePointer<UInt8> {
    let stop = Self.lineEnd(start, end: scanner.end)
    var position = start
    while position < stop {
      if position[0] < 0x80 {
        position += 1
        continue
      }
      let run = UnicodeScan.skipRun(position, end: stop)
      if run.malformed {
        let offset = run.stop - scanner.base
        throw LineFailure(offset: offset, message: "the bytes are not UTF-8")
      }
      position = run.stop
    }
    return stop
  }

  /// The end of the line, over NUL bytes that may stand in it.
  private static func lineEnd(
    _ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var stop = ByteScan.lineEnd(start)
    while stop < end, stop[0] == 0 { stop = ByteScan.lineEnd(stop + 1) }
    return min(stop, end)
  }

  private func place(
    _ failure: LineFailure, line: Int, lineStart: UnsafePointer<UInt8>, in chunk: LineChunk
  ) -> SyntaxError {
    let startOffset = lineStart - UnsafePointer(chunk.bytes)
    var counter = LineCounter(line: line, byteOffset: chunk.byteOffset + startOffset)
    let passed = max(0, failure.offset - startOffset)
    counter.advance(over: UnsafeBufferPointer(start: lineStart, count: passed))
    return failure.error(file: file, at: counter.position)
  }
}
