// Sections that come in kinds, each with a table of its own: `type: file` says which.

extension ValueType {
  /// A section that says by a key of its own, the same in all, which of `tables` it follows.
  ///
  /// Words `later` are kinds that this version does not have yet; `kind` is that of a value, as the
  /// key names it.
  static func variant(
    _ tables: [SectionTable<Value>], later: [String] = [],
    kind: @escaping @Sendable (Value) -> String
  ) -> ValueType {
    guard let key = tables.first?.discriminator?.key else {
      preconditionFailure("a variant has a key that chooses it")
    }
    let kinds = tables.compactMap(\.discriminator?.value)
    let sections = tables.map(\.type)
    let word = ValueType<String>.kindOfSection(kinds, later: later)
    return ValueType(
      name: sections[0].name,
      schema: sections.count == 1 ? sections[0].schema : ["oneOf": .list(sections.map(\.schema))],
      sections: sections.flatMap(\.sections)
    ) { node, decoder in
      guard case .map(let entries) = node.content else {
        decoder.wrongKind(node, expected: sections[0].name)
        return nil
      }
      guard let entry = entries.first(where: { $0.key == key }) else {
        let choices = kinds.map { "`\(key): \($0)`" }.joined(separator: " or ")
        decoder.error(
          node.position, "\(decoder.pathInWords) lacks the required key `\(key)`",
          hint: "write \(choices)")
        // With one kind only, there is no doubt which keys are meant.
        return sections.count == 1 ? sections[0].decode(node, &decoder) : nil
      }
      // The keys of another kind of section would only be reported as unknown ones.
      let chosen = decoder.atKey(key, entry.value) { word.decode(entry.value, &$0) }
      guard let chosen, let index = kinds.firstIndex(of: chosen) else { return nil }
      return sections[index].decode(node, &decoder)
    } show: { value, showing in
      guard let index = kinds.firstIndex(of: kind(value)) else {
        preconditionFailure("a section is of one of its kinds")
      }
      return sections[index].show(value, showing)
    }
  }
}

extension ValueType where Value == String {
  fileprivate static func kindOfSection(_ kinds: [String], later: [String]) -> ValueType {
    let words = kinds.joined(separator: ", ")
    return .scalar(
      "one of \(words)", schema: ["enum": .list(kinds.map(ResolvedValue.string))],
      kinds: [.string, .boolean, .integer, .number]
    ) { (text, _) throws(ValueTextError) in
      guard kinds.contains(text) else {
        throw WordProblem.unknown(text, among: kinds, later: later)
      }
      return text
    } show: {
      .string($0)
    }
  }
}
