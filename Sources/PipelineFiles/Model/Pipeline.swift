// One pipeline file, read and checked: everything interpolated, every path made openable, every IRI
// absolute. The table at the end is the format's top level; those of the sections stand beside their
// models.

import RDF

/// A pipeline: where its store is, what flows into it and out of it, and within which bounds.
public struct Pipeline: Sendable {
  /// The format version of the file; 1.
  public var version: Int = 1
  /// Name of the pipeline; without one in the file, the file's name without its ending.
  public var name: String?
  /// What the pipeline is for, in a sentence or more.
  public var description: String?
  /// The store that is written.
  public var store: StoreSection
  /// Prefixes for IRIs in the file, in its order.
  public var prefixes: [PrefixDeclaration] = []
  /// What is loaded, in the file's order.
  public var sources: [FileSource] = []
  /// What is asked once the sources are loaded, in the file's order.
  public var queries: [PipelineQuery] = []
  /// Where results go, in the file's order.
  public var sinks: [PipelineSink] = []
  /// Bounds on input, queries and shutdown.
  public var limits = LimitsSection()
  /// How progress and events are logged.
  public var log = LogSection()

  /// The pipeline file, as it was named by the caller; empty where there is none.
  public internal(set) var file = ""
  /// The folder of the pipeline file: where relative patterns of sources start.
  public internal(set) var baseFolder = "."
  /// What looks wrong in the file and does not keep it from running.
  public internal(set) var warnings: [PipelineDiagnostic] = []

  var origins = PipelineOrigins()

  /// Makes a pipeline with a store and nothing else.
  public init(store: StoreSection) { self.store = store }
}

/// A prefix for IRIs.
public struct PrefixDeclaration: Hashable, Sendable {
  /// What stands before the colon.
  public var prefix: String
  /// What the prefix stands for.
  public var namespace: IRI

  /// Makes a declaration.
  public init(_ prefix: String, _ namespace: IRI) {
    self.prefix = prefix
    self.namespace = namespace
  }
}

extension Pipeline {
  /// What logs call the pipeline: its name, else the name of its file without the ending.
  public var displayName: String { name ?? FolderPath.stem(of: file) }

  /// Where a value stands in the file, by its path: `store.path`, `sources.dump.include[0]`.
  public func position(of path: String) -> TextPosition? { origins.positions[path] }

  /// `text` with every secret of the pipeline replaced by `***`: for messages of the system that may
  /// repeat a value, such as a path.
  public func redacted(_ text: String) -> String {
    // Longer secrets first: one may be a part of another.
    let secrets = origins.secrets.sorted { ($1.utf8.count, $1) < ($0.utf8.count, $0) }
    return secrets.reduce(text) { text, secret in
      text.split(separator: secret, omittingEmptySubsequences: false)
        .joined(separator: StrictDecoder.redaction)
    }
  }

  /// The pipeline as it will run: defaults filled in, values interpolated, paths as they are opened,
  /// IRIs in full, secrets as `***`.
  public var resolved: ResolvedValue {
    Self.table.type.show(self, Showing(secretPaths: origins.secretPaths))
  }
}

extension Pipeline: CustomReflectable {
  /// What `print` and `dump` show: the resolved form, because a secret must not be shown by accident.
  public var customMirror: Mirror { Mirror(self, children: ["resolved": resolved.json()]) }
}

// MARK: - The format

extension Pipeline {
  /// The version of the format that this library reads.
  public static let formatVersion = 1

  static let table = SectionTable<Pipeline>(
    name: "pipeline",
    summary: "A Sluice pipeline: sources that flow into a store, and queries that flow out of it.",
    defaults: Pipeline(store: StoreSection(path: "")),
    fields: [
      Field(
        "version", \.version, .formatVersion, isRequired: true,
        "Version of the format of this file: 1."),
      Field(
        "name", \.name, .identifier,
        "Name of the pipeline in logs. Without it, the file's name."),
      Field("description", \.description, .text, "What the pipeline is for."),
      Field("store", \.store, StoreSection.table.type, isRequired: true, "The store to write."),
      // Before everything that may hold a prefixed name, queries too.
      Field(
        "prefixes", \.prefixes, .prefixes,
        "Prefixes for IRIs in this file and for its queries: `{ex: http://example.org/}`."),
      Field("sources", \.sources, .sources, "What is loaded, by name."),
      Field(
        "queries", \.queries, .queries,
        "What is asked once the sources are loaded, by name; in the file's order."),
      Field("sinks", \.sinks, .sinks, "Where results of queries go, by name."),
      Field("limits", \.limits, LimitsSection.table.type, "Bounds that keep hostile input out."),
      Field("log", \.log, LogSection.table.type, "How progress and events are logged."),
    ],
    later: ["reasoning", "cache", "http", "tests"],
    check: { pipeline, entries, decoder in
      if !entries.contains(where: { ["sources", "queries"].contains($0.key) }),
        let first = entries.first
      {
        decoder.warning(
          first.keyPosition, "the pipeline has no `sources`", hint: "nothing would be loaded")
      }
      PipelineWiring.check(pipeline, entries, &decoder)
      checkMemory(pipeline, &decoder)
    }
  )
}

extension Pipeline {
  /// Warns of memory for queries that the budget does not have.
  private static func checkMemory(_ pipeline: Pipeline, _ decoder: inout StrictDecoder) {
    guard let place = decoder.origins.positions["limits.query_memory"],
      let budget = pipeline.store.memory, pipeline.limits.queryMemory.bytes > budget.bytes / 2
    else { return }
    decoder.warning(
      place, "`limits.query_memory` is over half of `store.memory`",
      hint: "queries may hold \(ByteCount(budget.bytes / 2))")
  }
}

extension ValueType where Value == Int {
  fileprivate static let formatVersion = ValueType.scalar(
    "an integer", schema: ["const": .integer(Pipeline.formatVersion)], kinds: [.integer]
  ) { (text, _) throws(ValueTextError) in
    guard let version = Int(text), version == Pipeline.formatVersion else {
      throw ValueTextError(
        "is not a version that is supported", hint: "write `version: \(Pipeline.formatVersion)`")
    }
    return version
  } show: {
    .integer($0)
  }
}

extension ValueType where Value == [PrefixDeclaration] {
  fileprivate static let prefixes = ValueType<[Named<IRI>]>.map(
    of: .absoluteIRI, name: "a map from prefixes to IRIs",
    keys: { name in
      IRIText.isPrefixName(name)
        ? nil
        : ValueTextError("is no prefix", hint: "letters, digits, `_`, `-` and `.`, a letter first")
    }
  ).mapped(
    { named, decoder in
      for declaration in named { decoder.prefixes[declaration.name] = declaration.value }
      return named.map { PrefixDeclaration($0.name, $0.value) }
    },
    back: { $0.map { Named(name: $0.prefix, value: $0.namespace) } })
}

extension ValueType where Value == [FileSource] {
  fileprivate static let sources = ValueType<[Named<FileSource>]>.map(
    of: .variant([FileSource.table], later: ["directory"]) { _ in "file" },
    name: "a map from names to sources", keys: ValueType<String>.nameProblem
  ).named(\.name)
}

extension ValueType where Value == [PipelineQuery] {
  fileprivate static let queries = ValueType<[Named<PipelineQuery>]>.map(
    of: PipelineQuery.table.type, name: "a map from names to queries",
    keys: ValueType<String>.nameProblem
  ).named(\.name)
}

extension ValueType where Value == [PipelineSink] {
  fileprivate static let sinks = ValueType<[Named<PipelineSink>]>.map(
    of: .variant(PipelineSink.tables) { $0.kind }, name: "a map from names to sinks",
    keys: ValueType<String>.nameProblem
  ).named(\.name)
}

extension ValueType {
  /// The same sections in a list, each with the name that the map has it under.
  fileprivate func named<Section>(
    _ name: WritableKeyPath<Section, String> & Sendable
  ) -> ValueType<[Section]> where Value == [Named<Section>] {
    mapped(
      { named, _ in
        named.map { entry in
          var section = entry.value
          section[keyPath: name] = entry.name
          return section
        }
      },
      back: { $0.map { Named(name: $0[keyPath: name], value: $0) } })
  }
}
