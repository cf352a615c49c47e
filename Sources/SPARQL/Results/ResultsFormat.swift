// The formats of rows and booleans by name, media type and file name.

import RDFSyntax

/// A format for the result of a SELECT or ASK query.
public enum ResultsFormat: String, CaseIterable, Sendable {
  /// SPARQL 1.1 Query Results JSON Format.
  case json = "sparql_json"
  /// SPARQL Query Results XML Format.
  case xml = "sparql_xml"
  /// SPARQL 1.1 Query Results CSV: values without their kinds.
  case csv
  /// SPARQL 1.1 Query Results TSV: terms in Turtle's syntax.
  case tsv
  /// A JSON object a row, each on a line of its own.
  case jsonl
  /// Aligned columns for a terminal.
  case table

  /// Other names, in lower case.
  public var aliases: [String] {
    switch self {
    case .json: ["json", "srj"]
    case .xml: ["xml", "srx"]
    case .csv, .tsv, .table: []
    case .jsonl: ["ndjson", "json_lines"]
    }
  }

  /// The media type, without parameters.
  public var mediaType: String {
    switch self {
    case .json: "application/sparql-results+json"
    case .xml: "application/sparql-results+xml"
    case .csv: "text/csv"
    case .tsv: "text/tab-separated-values"
    case .jsonl: "application/x-ndjson"
    case .table: "text/plain"
    }
  }

  /// More general media types that servers send for it.
  public var otherMediaTypes: [String] {
    switch self {
    case .json: ["application/json"]
    case .xml: ["application/xml", "text/xml"]
    case .jsonl: ["application/jsonl"]
    case .csv, .tsv, .table: []
    }
  }

  /// The usual file name endings, without the dot.
  public var fileExtensions: [String] {
    switch self {
    case .json: ["srj", "json"]
    case .xml: ["srx", "xml"]
    case .csv: ["csv"]
    case .tsv: ["tsv"]
    case .jsonl: ["jsonl", "ndjson"]
    case .table: ["txt"]
    }
  }

  /// Whether a document of the format can be read back; see ``ResultsDocument/init(reading:as:file:limits:)``.
  public var isReadable: Bool { self != .jsonl && self != .table }

  /// The format called `name`: a raw value or one of ``aliases``, whatever its case, with `-` for `_`
  /// where one likes.
  public init?(name: String) {
    let wanted = String(name.lowercased().map { $0 == "-" ? "_" : $0 })
    let found = Self.allCases.first { $0.rawValue == wanted || $0.aliases.contains(wanted) }
    guard let found else { return nil }
    self = found
  }

  /// The format of a media type, whatever its case and its parameters: `text/csv; charset=utf-8`.
  public init?(mediaType: String) {
    let essence = mediaType.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
    let found = Self.allCases.first {
      $0.mediaType == essence || $0.otherMediaTypes.contains(essence)
    }
    guard let found else { return nil }
    self = found
  }

  /// The format that a file's name tells, after endings of compression are taken off.
  public init?(fileName: String) {
    var parts = fileName.lowercased().split(separator: ".").dropFirst()
    if Compression(fileName: fileName) != .none { parts = parts.dropLast() }
    guard let ending = parts.last,
      let found = Self.allCases.first(where: { $0.fileExtensions.contains(String(ending)) })
    else { return nil }
    self = found
  }

  /// Makes the writer of the format in front of `sink`; `prefixes` shorten IRIs in a table only.
  public func makeWriter(
    to sink: any ByteSink, prefixes: [PrefixDeclaration] = []
  ) -> any SolutionWriter {
    switch self {
    case .json: SPARQLJSONWriter(sink: sink)
    case .xml: SPARQLXMLWriter(sink: sink)
    case .csv: CSVWriter(sink: sink)
    case .tsv: TSVWriter(sink: sink)
    case .jsonl: JSONLinesWriter(sink: sink)
    case .table: TableWriter(sink: sink, prefixes: prefixes)
    }
  }
}
