// A section of a pipeline file as a table: one row a key. The table alone decides what is decoded,
// which keys are known, what is suggested for a misspelt one, what the section looks like when it is
// shown, its JSON Schema and its page of the reference. Defaults are those of the model itself: a
// fresh value of the section, read through the same key paths that decoding writes.

import RDF

/// One key of a section.
struct Field<Section: Sendable>: Sendable {
  let key: String
  let isRequired: Bool
  let typeName: String
  let summary: String
  let sections: [SectionDescription]
  let schema: ResolvedValue
  /// Writes the value of a node into the section; false where the node has none.
  fileprivate let read: @Sendable (YAMLNode, inout StrictDecoder, inout Section) -> Bool
  fileprivate let show: @Sendable (Section, Showing) -> ResolvedValue?

  /// A key whose value is always there: given in the file, or the model's default.
  init<Value>(
    _ key: String, _ place: WritableKeyPath<Section, Value> & Sendable, _ type: ValueType<Value>,
    isRequired: Bool = false, _ summary: String
  ) {
    self.init(key, type, isRequired, summary) { value, section in
      section[keyPath: place] = value
    } show: { section, showing in
      type.show(section[keyPath: place], showing)
    }
  }

  /// A key whose value may be missing; `summary` says what then holds.
  init<Value>(
    _ key: String, _ place: WritableKeyPath<Section, Value?> & Sendable, _ type: ValueType<Value>,
    _ summary: String
  ) {
    self.init(key, type, false, summary) { value, section in
      section[keyPath: place] = value
    } show: { section, showing in
      section[keyPath: place].map { type.show($0, showing) }
    }
  }

  private init<Value>(
    _ key: String, _ type: ValueType<Value>, _ isRequired: Bool, _ summary: String,
    write: @escaping @Sendable (Value, inout Section) -> Void,
    show: @escaping @Sendable (Section, Showing) -> ResolvedValue?
  ) {
    self.key = key
    self.isRequired = isRequired
    self.summary = summary
    self.show = show
    typeName = type.name
    sections = type.sections
    schema = type.schema
    read = { node, decoder, section in
      guard let value = type.decode(node, &decoder) else { return false }
      write(value, &section)
      return true
    }
  }
}

/// A section of a pipeline file.
struct SectionTable<Section: Sendable>: Sendable {
  /// What the section is called in the reference: `store`, `sources.NAME`.
  let name: String
  let summary: String
  /// The section where every key that may be missing is.
  let defaults: Section
  let fields: [Field<Section>]
  /// Keys of the design that this version does not have yet.
  var later: [String] = []
  /// Keys of which exactly one is to be given.
  var alternatives: [String] = []
  /// A key with a fixed value that chooses this table among others, such as `type: file`.
  var discriminator: (key: String, value: String)?
  /// Rules across keys; the entries are given for their places.
  var check: @Sendable (Section, [YAMLEntry], inout StrictDecoder) -> Void = { _, _, _ in }

  private var knownKeys: [String] {
    (discriminator.map { [$0.key] } ?? []) + fields.map(\.key)
  }
}

// MARK: - Decoding and showing

extension SectionTable {
  /// The section as a kind of value.
  var type: ValueType<Section> {
    ValueType(name: "a map of keys", schema: schema, sections: [description]) { node, decoder in
      guard case .map(let entries) = node.content else {
        decoder.wrongKind(node, expected: "a map of keys")
        return nil
      }
      return decode(entries, at: node.position, &decoder)
    } show: { section, showing in
      show(section, showing)
    }
  }

  private func decode(
    _ entries: [YAMLEntry], at position: TextPosition, _ decoder: inout StrictDecoder
  ) -> Section {
    var section = defaults
    for entry in entries where !knownKeys.contains(entry.key) { refuse(entry, &decoder) }
    // In the table's order, because some keys give meaning to others: prefixes come before sources.
    for field in fields {
      guard let entry = entries.first(where: { $0.key == field.key }) else {
        if field.isRequired { missing(field.key, at: position, &decoder) }
        continue
      }
      let isRead = decoder.atKey(field.key, entry.value) { field.read(entry.value, &$0, &section) }
      if !isRead { decoder.hasNoValue(of: field.key) }
    }
    checkAlternatives(entries, at: position, &decoder)
    check(section, entries, &decoder)
    return section
  }

  private func missing(_ key: String, at position: TextPosition, _ decoder: inout StrictDecoder) {
    decoder.error(position, "\(decoder.pathInWords) lacks the required key `\(key)`")
    decoder.hasNoValue(of: key)
  }

  private func checkAlternatives(
    _ entries: [YAMLEntry], at position: TextPosition, _ decoder: inout StrictDecoder
  ) {
    guard !alternatives.isEmpty else { return }
    let given = entries.filter { alternatives.contains($0.key) }
    let names = alternatives.map { "`\($0)`" }.joined(separator: " or ")
    if given.isEmpty { decoder.error(position, "\(decoder.pathInWords) lacks \(names)") }
    for entry in given.dropFirst() {
      decoder.error(
        entry.keyPosition, "\(decoder.pathInWords) has both `\(given[0].key)` and `\(entry.key)`",
        hint: "give one of them")
    }
  }

  private func refuse(_ entry: YAMLEntry, _ decoder: inout StrictDecoder) {
    guard !decoder.isFull else { return }
    if later.contains(entry.key) {
      decoder.error(entry.keyPosition, "`\(entry.key)` is not supported by this version")
      return
    }
    let place = decoder.path.isEmpty ? "" : " in `\(decoder.path)`"
    let close = Suggestion.closest(to: entry.key, among: knownKeys + later)
    decoder.error(
      entry.keyPosition, "unknown key `\(entry.key)`\(place)",
      hint: close.map { "did you mean `\($0)`?" }
        ?? "known keys: \(knownKeys.joined(separator: ", "))")
  }

  private func show(_ section: Section, _ showing: Showing) -> ResolvedValue {
    var members = discriminator.map { [ResolvedValue.Member($0.key, .string($0.value))] } ?? []
    for field in fields {
      guard let value = field.show(section, showing.key(field.key)) else { continue }
      // A map or a list without entries says nothing.
      if value == .object([]) || value == .list([]) { continue }
      members.append(.init(field.key, value))
    }
    return .object(members)
  }
}

// MARK: - Schema and reference

extension SectionTable {
  /// The default of a key as text, or nil where there is none.
  private func defaultValue(of field: Field<Section>) -> ResolvedValue? {
    guard !field.isRequired, let value = field.show(defaults, Showing(secretPaths: [])) else {
      return nil
    }
    // The defaults of sections stand at their keys.
    if case .object = value { return nil }
    if value == .list([]) { return nil }
    return value
  }

  /// The JSON Schema of the section.
  var schema: ResolvedValue {
    var properties: [ResolvedValue.Member] = []
    var required = fields.filter(\.isRequired).map(\.key)
    if let discriminator {
      properties.append(.init(discriminator.key, ["const": .string(discriminator.value)]))
      required.insert(discriminator.key, at: 0)
    }
    for field in fields {
      guard case .object(var members) = field.schema else { continue }
      // What a section says of itself gives way to what the key says of it.
      members.removeAll { $0.key == "description" }
      members.insert(.init("description", .string(field.summary)), at: 0)
      if let value = defaultValue(of: field) { members.append(.init("default", value)) }
      properties.append(.init(field.key, .object(members)))
    }
    var members: [ResolvedValue.Member] = [
      .init("description", .string(summary)), .init("type", "object"),
      .init("properties", .object(properties)),
      .init("required", .list(required.map(ResolvedValue.string))),
      .init("additionalProperties", false),
    ]
    if !alternatives.isEmpty {
      let choices = alternatives.map { ResolvedValue.object([.init("required", [.string($0)])]) }
      members.append(.init("oneOf", .list(choices)))
    }
    return .object(members)
  }

  /// The section for the reference.
  var description: SectionDescription {
    var rows = fields.map { field in
      SectionDescription.Row(
        key: field.key, typeName: field.typeName, isRequired: field.isRequired,
        defaultText: defaultValue(of: field).map(Self.inline), summary: field.summary)
    }
    if let discriminator {
      rows.insert(
        .init(
          key: discriminator.key, typeName: "`\(discriminator.value)`", isRequired: true,
          defaultText: nil, summary: "Kind of section."), at: 0)
    }
    return SectionDescription(
      name: name, summary: summary, rows: rows, inner: fields.flatMap(\.sections))
  }

  private static func inline(_ value: ResolvedValue) -> String {
    switch value {
    case .string(let text): text
    case .list(let items): "[" + items.map(inline).joined(separator: ", ") + "]"
    default: value.json()
    }
  }
}

/// A section as the reference needs it, without its type.
struct SectionDescription: Sendable {
  /// A key of the section.
  struct Row: Sendable {
    let key: String
    let typeName: String
    let isRequired: Bool
    let defaultText: String?
    let summary: String
  }

  let name: String
  let summary: String
  let rows: [Row]
  let inner: [SectionDescription]
}
