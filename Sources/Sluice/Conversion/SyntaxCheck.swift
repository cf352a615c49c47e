import Dataflow
import RDFSyntax

/// Reads documents for their errors alone.
package enum SyntaxCheck {
  /// Reads a document to its end and returns how many statements it has.
  ///
  /// Each error is given to `report`, in order, while that returns true: every bad line of N-Triples and
  /// N-Quads, the first error of Turtle and TriG. A source that fails ends the reading.
  package static func run(
    _ input: LoadInput, limits: SyntaxLimits = SyntaxLimits(), report: (SyntaxError) -> Bool
  ) -> Int {
    let reader = StatementReader(input: input, limits: limits)
    do throws(SyntaxError) {
      if let problem = reader.baseProblem { throw problem }
      return DocumentCheck.run(
        source: try openInput(input.path, compression: input.compression, limits: limits),
        file: reader.name, format: try reader.format(), base: reader.base, limits: limits,
        report: report)
    } catch {
      _ = report(error)
      return 0
    }
  }
}
