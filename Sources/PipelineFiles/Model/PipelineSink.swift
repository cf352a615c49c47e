// A sink of the `sinks` section: where results of queries go, and in which form.

import RDFSyntax
import SPARQL

/// Where results of queries go.
public struct PipelineSink: Hashable, Sendable {
  /// The form of what is written.
  public enum Format: String, CaseIterable, Sendable {
    /// A JSON object a row.
    case jsonl
    /// SPARQL 1.1 CSV.
    case csv
    /// SPARQL 1.1 TSV.
    case tsv
    /// SPARQL 1.1 JSON results.
    case sparqlJSON = "sparql_json"
    /// SPARQL XML results.
    case sparqlXML = "sparql_xml"
    /// Aligned columns for people.
    case table
    /// N-Triples.
    case ntriples
    /// N-Quads.
    case nquads
    /// Turtle.
    case turtle
    /// TriG.
    case trig
  }

  /// What a result does to the file that is there.
  public enum Write: String, CaseIterable, Sendable {
    /// Takes its place in one step.
    case replace
  }

  /// Name of the sink in the file and in logs.
  public var name: String
  /// Path of the file that is written, as it is to be opened; nil is standard output.
  ///
  /// The file is compressed where its name ends in `.gz`, `.bz2`, `.zst` or `.lz4`.
  public var path: String?
  /// The form of what is written.
  public var format: Format
  /// What a result does to the file that is there.
  public var write = Write.replace

  /// Makes a sink of a file, or with nil of standard output.
  public init(name: String, path: String?, format: Format) {
    self.name = name
    self.path = path
    self.format = format
  }
}

extension PipelineSink {
  /// The folder of the file; nil for standard output.
  public var folder: String? { path.map(FolderPath.folder(of:)) }
}

extension PipelineSink.Format {
  /// The same as what writes it.
  public var output: QueryOutputFormat {
    switch self {
    case .jsonl: .rows(.jsonl)
    case .csv: .rows(.csv)
    case .tsv: .rows(.tsv)
    case .sparqlJSON: .rows(.json)
    case .sparqlXML: .rows(.xml)
    case .table: .rows(.table)
    case .ntriples: .graph(.ntriples)
    case .nquads: .graph(.nquads)
    case .turtle: .graph(.turtle)
    case .trig: .graph(.trig)
    }
  }

  /// Whether it is for rows and answers, and not for graphs.
  public var holdsRows: Bool {
    if case .rows = output { true } else { false }
  }
}

// MARK: - Words

extension PipelineSink.Format: PipelineWord {
  static var later: [String] { ["rdf_patch"] }

  var summary: String {
    switch self {
    case .jsonl: "a JSON object a row"
    case .csv, .tsv: "SPARQL 1.1 \(rawValue.uppercased())"
    case .sparqlJSON: "SPARQL 1.1 JSON results"
    case .sparqlXML: "SPARQL XML results"
    case .table: "aligned columns for people"
    case .ntriples: "N-Triples"
    case .nquads: "N-Quads"
    case .turtle: "Turtle"
    case .trig: "TriG"
    }
  }

  /// The words for rows, or those for graphs.
  static func words(forRows: Bool) -> String {
    allCases.filter { $0.holdsRows == forRows }.map(\.rawValue).joined(separator: ", ")
  }
}

extension PipelineSink.Write: PipelineWord {
  var summary: String { "it takes the place of the file that is there, in one step" }
}

// MARK: - The format

extension PipelineSink {
  /// Every kind of sink.
  static let tables = [standardOutput, file]

  /// The kind of a sink, as `type` names it.
  var kind: String { path == nil ? "stdout" : "file" }

  /// The path of a sink that has one.
  private var filePath: String {
    get { path ?? "" }
    set { path = newValue }
  }

  private static let format = Field<PipelineSink>(
    "format", \.format, .word, isRequired: true,
    "Form of what is written. For rows: `\(Format.words(forRows: true))`; "
      + "for graphs: `\(Format.words(forRows: false))`.")

  private static let standardOutput = SectionTable<PipelineSink>(
    name: "sinks.NAME (type: stdout)",
    summary: "Standard output; summaries of the run then go to standard error.",
    defaults: PipelineSink(name: "", path: nil, format: .jsonl),
    fields: [format],
    discriminator: ("type", "stdout")
  )

  private static let file = SectionTable<PipelineSink>(
    name: "sinks.NAME (type: file)",
    summary: "A file that is there whole or not at all.",
    defaults: PipelineSink(name: "", path: "", format: .jsonl),
    fields: [
      Field(
        "path", \.filePath, .path, isRequired: true,
        "File to write, compressed where its name ends in `.gz`, `.bz2`, `.zst` or `.lz4`. "
          + "Folders that are missing are made."),
      format,
      Field("write", \.write, .word, "What a result does to the file: \(Write.explained)."),
    ],
    later: ["rotate"],
    discriminator: ("type", "file")
  )
}
