// From a place in a query's text to the place in the pipeline file where the text stands.
//
//     sparql: |                      line n of the text is line n after that of the `|`,
//       SELECT ?x                    its column behind the block's indentation
//     sparql: ASK { ?s ?p ?o }       a text on the line of its key is where it begins
//
// Other texts have lost their line ends and escapes; they have no place but their beginning. What is
// assumed is compared with the file, so that a place is right or is none.

import RDF
import SPARQL

/// Finds places of queries that stand in the pipeline file.
enum QueryPlace {
  /// Where `problem` with the query of `scalar` stands in `source`, or nil where that is not known.
  static func place(
    of problem: QuerySyntaxError, in scalar: DecodedScalar, _ source: SourceText
  ) -> TextPosition? {
    scalar.written.isLiteral
      ? inBlock(problem, scalar, source) : onOneLine(problem, scalar, source)
  }

  private static func inBlock(
    _ problem: QuerySyntaxError, _ scalar: DecodedScalar, _ source: SourceText
  ) -> TextPosition? {
    let written = lines(scalar.written.text)
    let lines = lines(scalar.text.text)
    // A value that was put in may have lines of its own, and then no later one is where it seems.
    guard lines.count == written.count, lines.indices.contains(problem.line - 1) else { return nil }
    var (index, column) = (problem.line - 1, problem.column)
    // The end of the text is the end of its last line and not whatever follows in the file.
    while index > 0, lines[index...].allSatisfy(\.isEmpty) {
      index -= 1
      column = lines[index].count + 1
    }
    let number = scalar.position.line + index + 1
    guard let line = source.line(number), line.count >= written[index].count,
      line.suffix(written[index].count).elementsEqual(written[index])
    else { return nil }
    let indentation = line.count - written[index].count
    // Where something was put in, columns behind it are not those of the file.
    let isAsWritten = written[index].elementsEqual(lines[index])
    return TextPosition(line: number, column: indentation + (isAsWritten ? column : 1))
  }

  private static func onOneLine(
    _ problem: QuerySyntaxError, _ scalar: DecodedScalar, _ source: SourceText
  ) -> TextPosition? {
    guard problem.line == 1, !scalar.text.isInterpolated,
      let line = source.line(scalar.position.line)
    else { return nil }
    let before = scalar.text.text.unicodeScalars.prefix(problem.column - 1)
    // Behind the quote, where there is one.
    let start = scalar.position.column - 1 + (scalar.written.isPlain ? 0 : 1)
    guard line.dropFirst(start).starts(with: before) else { return nil }
    return TextPosition(line: scalar.position.line, column: start + problem.column)
  }

  /// The lines of a text as its errors count them.
  private static func lines(_ text: String) -> [String.UnicodeScalarView.SubSequence] {
    var view = text.unicodeScalars
    // CR LF is one end; a lone CR is one too, and YAML leaves none in a block.
    if view.contains("\r") {
      view = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").unicodeScalars
    }
    return view.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
