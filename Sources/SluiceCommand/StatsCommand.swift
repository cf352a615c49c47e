import ArgumentParser
import Sluice
import Telemetry

/// `sluice stats`: what a store holds.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count quads, terms, graphs and predicates of a store.",
    discussion: """
      Counts are kept with each commit, so this takes no time however large the store is. Quads are \
      exact; distinct subjects and objects of a predicate are exact in a store of one segment and at \
      most so many otherwise. Terms are those of the dictionary: strings of up to 7 bytes, and most \
      numbers, dates and times, are kept in the index itself and not counted.

      Example: sluice stats museum.sluice --top 0 --json
      """)

  @OptionGroup var store: StoreArguments
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp("Show the n largest graphs and predicates, 0 for all.", valueName: "n"))
  var top = 20

  func validate() throws {
    if top < 0 { throw ValidationError("--top must not be negative") }
  }

  func run() throws {
    let statistics = try store.open(for: .read).statisticsBlocking()
    let out = TextOutput()
    if output.json {
      try out.line(json(statistics).text)
    } else {
      for line in text(statistics) { try out.line(line) }
    }
    try out.finish()
  }

  private func shown<T>(_ rows: [T]) -> ArraySlice<T> { top == 0 ? rows[...] : rows.prefix(top) }

  // MARK: text

  private func text(_ statistics: StoreStatistics) -> [String] {
    let terms = statistics.terms
    let bytes = statistics.diskBytes
    let ratio = Double(bytes) / Double(max(statistics.quads, 1))
    return [
      "quads       \(statistics.quads.grouped)",
      "terms       \(terms.total.grouped) in the dictionary (\(terms.iris.grouped) IRIs, "
        + "\(terms.literals.grouped) literals, \(terms.blankNodes.grouped) blank nodes)",
      "commit      \(statistics.transaction.value)",
      "segments    \(statistics.segments)",
      "disk        \(bytes.asBytes) (\(ratio.rounded(to: 1)) bytes a quad)",
    ] + graphLines(statistics) + predicateLines(statistics)
  }

  private func graphLines(_ statistics: StoreStatistics) -> [String] {
    var lines = ["graphs      \(statistics.graphs.count.grouped)"]
    for graph in shown(statistics.graphs) {
      lines.append("  \(graph.quads.grouped.padded(to: 14))  \(graph.shownName)")
    }
    return lines + rest(of: statistics.graphs.count)
  }

  private func predicateLines(_ statistics: StoreStatistics) -> [String] {
    var lines = ["predicates  \(statistics.predicates.count.grouped)"]
    guard !statistics.predicates.isEmpty else { return lines }
    lines.append(
      "  " + ["quads", "subjects", "objects"].map { $0.padded(to: 14) }.joined(separator: "  ")
        + "  predicate")
    for entry in shown(statistics.predicates) {
      let counts = [
        entry.counts.quads, entry.counts.distinctSubjects, entry.counts.distinctObjects,
      ]
      lines.append(
        "  " + counts.map { $0.grouped.padded(to: 14) }.joined(separator: "  ")
          + "  \(entry.predicate.shown)")
    }
    return lines + rest(of: statistics.predicates.count)
  }

  private func rest(of count: Int) -> [String] {
    guard top > 0, count > top else { return [] }
    return ["  " + "...".padded(to: 14) + "  \((count - top).grouped) more (--top 0 shows all)"]
  }

  // MARK: JSON

  private func json(_ statistics: StoreStatistics) -> JSONValue {
    let terms = statistics.terms
    return .object([
      ("quads", .integer(statistics.quads)),
      (
        "terms",
        .object([
          ("total", .integer(terms.total)), ("iris", .integer(terms.iris)),
          ("literals", .integer(terms.literals)), ("blank_nodes", .integer(terms.blankNodes)),
        ])
      ),
      ("tx", .integer(Int(statistics.transaction.value))),
      ("segments", .integer(statistics.segments)),
      ("disk_bytes", .integer(statistics.diskBytes)),
      ("graph_count", .integer(statistics.graphs.count)),
      ("graphs", .array(shown(statistics.graphs).map(json))),
      ("predicate_count", .integer(statistics.predicates.count)),
      ("predicates", .array(shown(statistics.predicates).map(json))),
    ])
  }

  private func json(_ graph: StoreStatistics.GraphCounts) -> JSONValue {
    .object([
      ("graph", graph.name.map { JSONValue($0) } ?? .null), ("quads", .integer(graph.quads)),
    ])
  }

  private func json(_ entry: StoreStatistics.PredicateCounts) -> JSONValue {
    .object([
      ("predicate", JSONValue(entry.predicate)), ("quads", .integer(entry.counts.quads)),
      ("distinct_subjects", .integer(entry.counts.distinctSubjects)),
      ("distinct_objects", .integer(entry.counts.distinctObjects)),
    ])
  }
}

extension StoreStatistics {
  /// Bytes of all files.
  var diskBytes: Int { files.reduce(0) { $0 + $1.bytes } }
}

extension StoreStatistics.GraphCounts {
  /// The name for people.
  var shownName: String { name?.shown ?? "default" }
}

extension Term {
  /// The term for people: as in N-Triples where it names something.
  var shown: String {
    switch self {
    case .iri(let iri): "<\(iri.string)>"
    case .blankNode(let node): "_:\(node.label)"
    case .literal(let literal): "\"\(literal.lexicalForm)\""
    }
  }
}
