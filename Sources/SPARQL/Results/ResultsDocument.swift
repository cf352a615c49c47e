// The result of a query as values: what was read from a document, and what can be written as one.

import RDF
import RDFSyntax

/// The result of a SELECT or ASK query.
public enum ResultsDocument: Hashable, Sendable {
  /// Rows with a cell for each variable, in the order of `variables`; nil is unbound.
  case rows(variables: [String], [[Term?]])
  /// The answer of an ASK query.
  case boolean(Bool)

  /// The variables without `?`; none for a boolean.
  public var variables: [String] {
    guard case .rows(let variables, _) = self else { return [] }
    return variables
  }

  /// The rows; none for a boolean.
  public var rows: [[Term?]] {
    guard case .rows(_, let rows) = self else { return [] }
    return rows
  }

  /// The answer of an ASK query, nil for rows.
  public var boolean: Bool? {
    guard case .boolean(let answer) = self else { return nil }
    return answer
  }

  /// Writes the whole document.
  public func write(to writer: any SolutionWriter) throws(WriteError) {
    switch self {
    case .boolean(let answer): try writer.write(boolean: answer)
    case .rows(let variables, let rows):
      try writer.begin(variables: variables)
      let scratch = TermScratch()
      for row in rows {
        try scratch.withBytes(ofRow: row) { (row) throws(WriteError) in try writer.write(row) }
      }
    }
    try writer.finish()
  }
}

extension ResultsDocument {
  /// Reads a whole document of `format`; `file` names it in errors.
  ///
  /// - Throws: ``SyntaxError``: malformed with its place, over a limit, or
  ///   ``SyntaxError/unreadable(file:message:)`` where the format is not one that is read.
  public init(
    reading source: any ByteSource, as format: ResultsFormat, file: String = "results",
    limits: ResultsLimits = ResultsLimits()
  ) throws(SyntaxError) {
    let bytes = try limits.bytes(of: source, file: file)
    try self.init(reading: bytes, as: format, file: file, limits: limits)
  }

  /// Reads a whole document of `format` from memory.
  public init(
    reading bytes: [UInt8], as format: ResultsFormat, file: String = "results",
    limits: ResultsLimits = ResultsLimits()
  ) throws(SyntaxError) {
    switch format {
    case .json: self = try SPARQLJSONReader(file: file, limits: limits).read(bytes)
    case .xml: self = try SPARQLXMLReader(file: file, limits: limits).read(bytes)
    case .csv: self = try CSVReader(file: file, limits: limits).read(bytes)
    case .tsv: self = try TSVReader(file: file, limits: limits).read(bytes)
    case .jsonl, .table:
      throw .unreadable(file: file, message: "results are not read from \(format.rawValue)")
    }
  }
}
