// What holds between the sections of a pipeline: every name of a sink is one, what a query gives fits
// the sink's format, and no file is written twice. Whatever is missing or wrong in itself has been
// reported; here it is passed over, so that one mistake is one error.

import RDF

/// The check of queries against sinks.
struct PipelineWiring {
  private let pipeline: Pipeline
  /// The sinks and queries as they stand in the file, right or wrong; nil where they are no map.
  private let sinkEntries: [YAMLEntry]?
  private let queryEntries: [YAMLEntry]?
  /// The query that writes each file sink.
  private var writers: [String: String] = [:]
  private var usedSinks: Set<String> = []

  /// Checks `pipeline`, whose top level has `entries`.
  static func check(
    _ pipeline: Pipeline, _ entries: [YAMLEntry], _ decoder: inout StrictDecoder
  ) {
    var wiring = PipelineWiring(pipeline, entries)
    wiring.checkFiles(&decoder)
    for query in pipeline.queries { wiring.check(query, &decoder) }
    wiring.checkUse(&decoder)
  }

  private init(_ pipeline: Pipeline, _ entries: [YAMLEntry]) {
    func inner(_ key: String) -> [YAMLEntry]? {
      guard let entry = entries.first(where: { $0.key == key }) else { return [] }
      guard case .map(let inner) = entry.value.content else { return nil }
      return inner
    }
    self.pipeline = pipeline
    sinkEntries = inner("sinks")
    queryEntries = inner("queries")
  }

  // MARK: - Sinks by themselves

  private func checkFiles(_ decoder: inout StrictDecoder) {
    var owners: [String: String] = [:]
    for sink in pipeline.sinks {
      let key = "sinks.\(sink.name).path"
      guard let path = sink.path, !decoder.valueless.contains(key) else { continue }
      let place = decoder.place(of: key)
      if let owner = owners[path] {
        decoder.error(place, "`\(key)` is the file of the sink `\(owner)` too")
      }
      owners[path] = owners[path] ?? sink.name
      let store = pipeline.store.path
      if !store.isEmpty, path == store || path.hasPrefix(store + "/") {
        decoder.error(place, "`\(key)` lies in the folder of the store, which is its own")
      }
    }
  }

  private func checkUse(_ decoder: inout StrictDecoder) {
    // A query that is broken might use it.
    guard let sinkEntries, queryEntries?.count == pipeline.queries.count else { return }
    for entry in sinkEntries where !usedSinks.contains(entry.key) {
      decoder.warning(entry.keyPosition, "the sink `\(entry.key)` is used by no query")
    }
  }

  // MARK: - Queries

  private mutating func check(_ query: PipelineQuery, _ decoder: inout StrictDecoder) {
    for (index, name) in query.sinks.enumerated() {
      let key = "queries.\(query.name).sinks[\(index)]"
      guard isKnown(name, key, &decoder) else { continue }
      if query.sinks[..<index].contains(name) {
        decoder.error(decoder.place(of: key), "`\(key)`: the sink `\(name)` is named twice")
        continue
      }
      usedSinks.insert(name)
      guard let sink = pipeline.sinks.first(where: { $0.name == name }) else { continue }
      checkFormat(query, sink, key, &decoder)
      checkWriter(query, sink, key, &decoder)
    }
  }

  private func isKnown(_ name: String, _ key: String, _ decoder: inout StrictDecoder) -> Bool {
    guard let sinkEntries else { return true }
    let names = sinkEntries.map(\.key)
    guard !names.contains(name) else { return true }
    let isSecret = decoder.origins.secretPaths.contains(key)
    let close = isSecret ? nil : Suggestion.closest(to: name, among: names)
    let hint =
      names.isEmpty
      ? "add it to `sinks`"
      : close.map { "did you mean `\($0)`?" } ?? "sinks: \(names.joined(separator: ", "))"
    let shown = isSecret ? StrictDecoder.redaction : name
    decoder.error(decoder.place(of: key), "`\(key)`: there is no sink `\(shown)`", hint: hint)
    return false
  }

  private func checkFormat(
    _ query: PipelineQuery, _ sink: PipelineSink, _ key: String, _ decoder: inout StrictDecoder
  ) {
    guard query.isRead, !decoder.valueless.contains("sinks.\(sink.name).format"),
      query.givesRows != sink.format.holdsRows
    else { return }
    let result = query.givesRows ? "rows" : "a graph"
    decoder.error(
      decoder.place(of: key),
      "`\(key)`: the result of \(query.formWord) is \(result), "
        + "and the sink `\(sink.name)` is \(sink.format.rawValue)",
      hint: "formats for it: \(PipelineSink.Format.words(forRows: query.givesRows))")
  }

  private mutating func checkWriter(
    _ query: PipelineQuery, _ sink: PipelineSink, _ key: String, _ decoder: inout StrictDecoder
  ) {
    // Results follow each other on standard output; of a file that is replaced, only the last would stay.
    guard sink.path != nil, sink.write == .replace else { return }
    if let writer = writers[sink.name] {
      decoder.error(
        decoder.place(of: key),
        "`\(key)`: the query `\(writer)` writes the file of `\(sink.name)` already",
        hint: "give each a sink of its own")
    } else {
      writers[sink.name] = query.name
    }
  }
}

extension StrictDecoder {
  /// Where the value of a path stands that has been decoded.
  fileprivate func place(of path: String) -> TextPosition {
    origins.positions[path] ?? TextPosition(line: 1, column: 1)
  }
}
