import Dataflow
import RDFSyntax

/// Reads documents for their errors alone.
package enum SyntaxCheck {
  /// Reads a document to its end and returns how many statements it has.
  ///
  /// Every bad line of N-Triples and N-Quads is given to `report`, in order, while that returns true; a
  /// source that fails ends the reading.
  package static func run(
    _ input: LoadInput, limits: SyntaxLimits = SyntaxLimits(), report: (SyntaxError) -> Bool
  ) -> Int {
    var statements = 0
    do throws(SyntaxError) {
      try checkLines(input, limits, &statements, report)
    } catch {
      _ = report(error)
    }
    return statements
  }

  private static func checkLines(
    _ input: LoadInput, _ limits: SyntaxLimits, _ statements: inout Int,
    _ report: (SyntaxError) -> Bool
  ) throws(SyntaxError) {
    let format = try StatementReader(input: input, limits: limits).format()
    guard format.isLineBased else {
      throw .unreadable(
        file: input.path, message: "documents of \(format.rawValue) can only be loaded")
    }
    let name = input.path == "-" ? "standard input" : input.path
    let source = try openInput(input.path, compression: input.compression, limits: limits)
    let chunker = LineChunker(source: source, file: name, limits: limits)
    let parser = LineChunkParser(format: format, file: name, limits: limits)
    let batch = StatementBatch()
    // A chunk's errors are gathered first: the parser's handler outlives no call, but may not say so.
    var errors: [SyntaxError] = []
    while let chunk = try chunker.next() {
      batch.removeAll()
      errors.removeAll(keepingCapacity: true)
      try parser.parse(chunk, into: batch) { rejected in errors.append(rejected.error) }
      for error in errors where !report(error) { return }
      statements += batch.statementCount
      chunker.pool.recycle(chunk)
    }
  }
}
