// One look-up for what `--format` and its like name: rows or graphs.

import RDFSyntax

/// A format for what a query gives: rows and booleans (SELECT, ASK) or a graph (CONSTRUCT, DESCRIBE).
public enum QueryOutputFormat: Hashable, Sendable {
  /// For rows and booleans.
  case rows(ResultsFormat)
  /// For graphs.
  case graph(RDFFormat)

  /// The format called `name`, or nil.
  ///
  /// Names are those of ``ResultsFormat/init(name:)``, the names of the RDF formats and their file name
  /// endings (`turtle`, `ttl`, `nt`), whatever their case.
  public init?(name: String) {
    let wanted = name.lowercased()
    if let rows = ResultsFormat(name: name) {
      self = .rows(rows)
    } else if let graph = RDFFormat.allCases.first(where: {
      $0.rawValue == wanted || $0.fileExtensions.contains(wanted)
    }) {
      self = .graph(graph)
    } else {
      return nil
    }
  }

  /// All names that stand in help texts: one a format, rows first.
  public static var names: [String] {
    ResultsFormat.allCases.map(\.rawValue) + RDFFormat.allCases.map(\.rawValue)
  }
}
