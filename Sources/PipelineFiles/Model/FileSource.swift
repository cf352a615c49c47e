// A source of `type: file`: files named by patterns, loaded once each.

import RDF
import RDFSyntax

/// Files that are loaded into the store.
public struct FileSource: Hashable, Sendable {
  /// The syntax of the files.
  public enum Format: String, CaseIterable, Sendable {
    /// By the file's name.
    case auto
    /// N-Triples.
    case ntriples
    /// N-Quads.
    case nquads
    /// Turtle.
    case turtle
    /// TriG.
    case trig

    /// The syntax, or nil for `auto`.
    public var rdfFormat: RDFFormat? { RDFFormat(rawValue: rawValue) }
  }

  /// How the files are compressed.
  public enum Compression: String, CaseIterable, Sendable {
    /// By their first bytes.
    case auto
    /// Not at all.
    case none
    /// gzip, of several members too.
    case gzip
    /// bzip2.
    case bzip2
    /// Zstandard, of several frames too.
    case zstd
    /// LZ4 frames.
    case lz4
  }

  /// Which graph the statements go to.
  public enum Graph: Hashable, Sendable {
    /// The graph that the file says; for triples the default graph.
    case keep
    /// The default graph.
    case defaultGraph
    /// One graph a file, named by the file's IRI.
    case fromFileIRI
    /// The graph of this name.
    case named(IRI)
  }

  /// What a load does to what the source gave before.
  public enum Mode: String, CaseIterable, Sendable {
    /// Adds to it.
    case append
  }

  /// What happens where a file is malformed.
  public enum ErrorPolicy: String, CaseIterable, Sendable {
    /// Nothing of the job is committed.
    case failJob = "fail_job"
    /// Nothing of the file is loaded; the others are.
    case skipFile = "skip_file"
    /// The statement is rejected; the rest of the file is loaded.
    case skipStatement = "skip_statement"
  }

  /// Name of the source in the file and in the ledger.
  public var name: String
  /// Patterns of the files, as written; relative ones start at the pipeline's `baseFolder`.
  public var include: [String]
  /// Patterns of files that are left out.
  public var exclude: [String] = []
  /// The syntax.
  public var format: Format = .auto
  /// The compression.
  public var compression: Compression = .auto
  /// Base IRI of relative IRIs; nil is the IRI of each file.
  public var base: IRI?
  /// The graph that the statements go to.
  public var graph: Graph = .keep
  /// What a load does to what was there.
  public var mode: Mode = .append
  /// What happens where a file is malformed.
  public var onError: ErrorPolicy = .failJob
  /// How many rejects are borne before the job fails: statements or files, as `onError` has it.
  public var maxErrors: Int = 1_000
  /// Folder for what was rejected, or nil to keep none; patterns find no files inside.
  public var rejects: String?

  /// Makes a source of the files that `include` names, with every default.
  public init(name: String, include: [String]) {
    self.name = name
    self.include = include
  }
}

// MARK: - Words

extension FileSource.Format: PipelineWord {
  static var later: [String] { ["rdf_patch"] }

  var summary: String {
    switch self {
    case .auto: "by the file's name"
    case .ntriples: "N-Triples"
    case .nquads: "N-Quads"
    case .turtle: "Turtle"
    case .trig: "TriG"
    }
  }
}

extension FileSource.Compression: PipelineWord {
  var summary: String {
    switch self {
    case .auto: "by content"
    case .none: "plain"
    case .gzip: "several members too"
    case .bzip2: "several streams too"
    case .zstd: "several frames too"
    case .lz4: "LZ4 frames"
    }
  }
}

extension FileSource.Mode: PipelineWord {
  static var later: [String] { ["replace", "patch"] }

  var summary: String { "adds to what is there" }
}

extension FileSource.ErrorPolicy: PipelineWord {
  var summary: String {
    switch self {
    case .failJob: "nothing of the job is committed"
    case .skipFile: "nothing of that file is loaded"
    case .skipStatement: "the rest of the file is loaded"
    }
  }
}

extension ValueType where Value == FileSource.Graph {
  /// A word for a rule, or an IRI.
  fileprivate static let graph = ValueType.scalar(
    "an IRI, default, from_file_iri or keep",
    schema: [
      "anyOf": [
        ["enum": ["keep", "default", "from_file_iri"]], ["type": "string", "pattern": ":"],
        SchemaPart.interpolated,
      ]
    ],
    kinds: [.string]
  ) { (text, decoder) throws(ValueTextError) in
    switch text {
    case "keep": return .keep
    case "default": return .defaultGraph
    case "from_file_iri": return .fromFileIRI
    default:
      if !text.contains(":"),
        let word = Suggestion.closest(to: text, among: ["keep", "default", "from_file_iri"])
      {
        throw ValueTextError("is not a graph", hint: "did you mean `\(word)`?")
      }
      return .named(try IRIText.resolve(text, prefixes: decoder.prefixes))
    }
  } show: { graph in
    switch graph {
    case .keep: "keep"
    case .defaultGraph: "default"
    case .fromFileIRI: "from_file_iri"
    // In angle brackets it is an IRI whatever prefixes there are.
    case .named(let iri): .string("<\(iri.string)>")
    }
  }
}

// MARK: - The format

extension FileSource {
  static let table = SectionTable<FileSource>(
    name: "sources.NAME (type: file)",
    summary: "Files that are loaded, once each.",
    defaults: FileSource(name: "", include: []),
    fields: [
      Field(
        "include", \.include, .patterns, isRequired: true,
        "Files to load: paths and patterns with `*`, `?`, `[...]`, `{a,b}` and `**`."),
      Field("exclude", \.exclude, .patterns, "Patterns of files that are left out."),
      Field("format", \.format, .word, "Syntax of the files; `auto` goes by their names."),
      Field("compression", \.compression, .word, "Compression; `auto` goes by the first bytes."),
      Field(
        "base", \.base, .iri, "Base of relative IRIs. Without it, the IRI of each file."),
      Field(
        "graph", \.graph, .graph,
        "Graph that the statements go to: an IRI (prefixes may be used), `default`, "
          + "`from_file_iri` (a graph a file), or `keep` (what the file says)."),
      Field("mode", \.mode, .word, "What a load does to what was there: \(Mode.explained)."),
      Field(
        "on_error", \.onError, .word,
        "What happens where a file is malformed: \(ErrorPolicy.explained)."),
      Field(
        "max_errors", \.maxErrors, .integer(0...Int.max),
        "Rejects that are borne before the job fails: statements or files, as `on_error` has it."),
      Field(
        "rejects", \.rejects, .path,
        "Folder for what was rejected: a JSON line each, and the raw lines. Patterns leave out what "
          + "is inside; a file there is loaded where its own path is given."),
    ],
    later: ["schedule"],
    discriminator: ("type", "file"),
    check: { source, entries, decoder in
      guard source.onError == .failJob else { return }
      for key in ["max_errors", "rejects"] {
        guard let entry = entries.first(where: { $0.key == key }) else { continue }
        decoder.warning(
          entry.keyPosition, "`\(decoder.path).\(key)` has no effect under `on_error: fail_job`",
          hint: "choose skip_file or skip_statement")
      }
    }
  )
}

extension ValueType where Value == [String] {
  fileprivate static let patterns = ValueType.list(
    of: ValueType<String>.pattern, name: "a list of paths and patterns")
}
