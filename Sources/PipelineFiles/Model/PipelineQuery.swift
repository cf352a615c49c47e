// A query of the `queries` section. Its text is read as SPARQL together with the file, so that a
// mistake in it is found by `lint`, before anything is loaded.

import RDF
import SPARQL

/// A query whose result goes to sinks once the sources are loaded.
public struct PipelineQuery: Hashable, Sendable {
  /// Where the text of a query stands.
  public enum Text: Hashable, Sendable {
    /// In the pipeline file.
    case inline(String)
    /// In a file of its own, by its path as it is to be opened.
    case file(String)
  }

  /// What of the result goes to the sinks, and when.
  public enum Emit: String, CaseIterable, Sendable {
    /// All of it, after the sources are loaded.
    case snapshot
  }

  /// Name of the query in the file and in logs.
  public var name: String
  /// The text.
  public var text: Text
  /// What the text says.
  public var query: Query
  /// Whether derived facts are seen.
  public var entailment = true
  /// What of the result goes to the sinks.
  public var emit = Emit.snapshot
  /// Names of the sinks that the result goes to.
  public var sinks: [String]

  /// Makes a query with every default.
  public init(name: String, text: Text, query: Query, sinks: [String]) {
    self.name = name
    self.text = text
    self.query = query
    self.sinks = sinks
  }
}

extension PipelineQuery {
  /// Whether the result is rows or an answer, and not a graph.
  public var givesRows: Bool {
    switch query.form {
    case .select, .ask: true
    case .construct, .describe: false
    }
  }

  /// The word that the query's form begins with.
  public var formWord: String {
    switch query.form {
    case .select: "SELECT"
    case .ask: "ASK"
    case .construct: "CONSTRUCT"
    case .describe: "DESCRIBE"
    }
  }
}

extension PipelineQuery.Emit: PipelineWord {
  static var later: [String] { ["changes", "upsert", "append"] }

  var summary: String { "the whole result, after the sources are loaded" }
}

// MARK: - The format

extension PipelineQuery {
  /// A query before anything of it is decoded; what it says means nothing.
  private static let blank = PipelineQuery(
    name: "", text: .inline(""),
    query: Query(form: .ask, dataset: nil, pattern: .unit, prologue: Prologue()), sinks: [])

  /// Whether the text was given and is a query.
  var isRead: Bool { text != Self.blank.text }

  private var file: QueryReading? {
    get {
      guard case .file(let path) = text else { return nil }
      return QueryReading(text: path, query: query)
    }
    set { take(newValue) { .file($0) } }
  }

  private var sparql: QueryReading? {
    get {
      guard isRead, case .inline(let text) = text else { return nil }
      return QueryReading(text: text, query: query)
    }
    set { take(newValue) { .inline($0) } }
  }

  private mutating func take(_ reading: QueryReading?, as text: (String) -> Text) {
    guard let reading else { return }
    self.text = text(reading.text)
    query = reading.query
  }

  static let table = SectionTable<PipelineQuery>(
    name: "queries.NAME",
    summary: "A query that runs once the sources are loaded, and where its result goes.",
    defaults: blank,
    fields: [
      Field("file", \.file, .queryFile, "File with the query: this key or `sparql` is given."),
      Field(
        "sparql", \.sparql, .inlineQuery,
        "The query itself. Prefixes of the file need no declaration; variables begin with `?`, "
          + "because `$` is replaced."),
      Field("entailment", \.entailment, .boolean, "Whether derived facts are seen."),
      Field("emit", \.emit, .word, "What goes to the sinks: \(Emit.explained)."),
      Field(
        "sinks", \.sinks, .sinkNames, isRequired: true,
        "Sinks that the result goes to; their formats fit the query's form."),
    ],
    later: ["initial", "progress", "key"],
    alternatives: ["file", "sparql"]
  )
}

extension ValueType where Value == [String] {
  fileprivate static let sinkNames = ValueType.list(
    of: ValueType<String>.identifier, name: "a list of names of sinks")
}
