// Reading for the errors alone.

/// Reads a document of any format and tells what is wrong with it.
public enum DocumentCheck {
  /// Reads `source` to its end and returns how many statements it has.
  ///
  /// Each error is given to `report`, in order; reading goes on while that returns true. Of N-Triples
  /// and N-Quads every bad line is told, of Turtle and TriG the first error, which ends the document.
  /// A source that fails, or a line that does not fit in memory, ends the reading as well. Statements
  /// before the error are counted only as far as they were handed on.
  @discardableResult
  public static func run(
    source: any ByteSource, file: String, format: RDFFormat, base: String? = nil,
    limits: SyntaxLimits = SyntaxLimits(), report: (SyntaxError) -> Bool
  ) -> Int {
    var statements = 0
    do throws(SyntaxError) {
      if format.isLineBased {
        try checkLines(source, file, format, limits, &statements, report)
      } else {
        let parser = DocumentParser(format: format, file: file, base: base, limits: limits)
        try parser.run(source: source, into: StatementBatch()) { batch in
          statements += batch.statementCount
          return batch
        }
      }
    } catch {
      _ = report(error)
    }
    return statements
  }

  private static func checkLines(
    _ source: any ByteSource, _ file: String, _ format: RDFFormat, _ limits: SyntaxLimits,
    _ statements: inout Int, _ report: (SyntaxError) -> Bool
  ) throws(SyntaxError) {
    let chunker = LineChunker(source: source, file: file, limits: limits)
    let parser = LineChunkParser(format: format, file: file, limits: limits)
    let batch = StatementBatch()
    var goesOn = true
    while goesOn, let chunk = try chunker.next() {
      batch.removeAll()
      try parser.parse(chunk, into: batch) { rejected in
        if goesOn { goesOn = report(rejected.error) }
      }
      statements += batch.statementCount
      chunker.pool.recycle(chunk)
    }
  }
}
