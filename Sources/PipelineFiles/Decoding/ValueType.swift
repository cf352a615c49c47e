// What a key's value may be. One `ValueType` says all there is to say about a kind of value: how it
// is decoded, how it is shown, what its JSON Schema is and what it is called in messages and in the
// reference. Section tables (`SectionTable`) are made of them, and are value types themselves.

/// A kind of value of a pipeline file.
struct ValueType<Value: Sendable>: Sendable {
  /// Name with an article, for messages and the reference: `a duration such as 1h30m`.
  let name: String
  /// The JSON Schema of the value.
  let schema: ResolvedValue
  /// The sections inside the value, for the reference.
  var sections: [SectionDescription] = []
  /// The value of a node, or nil after noting what is wrong.
  let decode: @Sendable (YAMLNode, inout StrictDecoder) -> Value?
  /// The value as shown, with its path in the file.
  let show: @Sendable (Value, Showing) -> ResolvedValue
}

/// How values are shown: which of them are secret, and where we are.
struct Showing {
  let secretPaths: Set<String>
  var path = ""

  func key(_ key: String) -> Showing {
    Showing(secretPaths: secretPaths, path: path.isEmpty ? key : "\(path).\(key)")
  }

  func index(_ index: Int) -> Showing {
    Showing(secretPaths: secretPaths, path: "\(path)[\(index)]")
  }
}

/// Schema parts that many values share.
enum SchemaPart {
  /// A reference to the definition of a scalar that holds `${...}`.
  static let interpolated: ResolvedValue = ["$ref": "#/$defs/interpolated"]

  /// Either `schema` or a scalar that holds `${...}`, whose value no editor can know.
  static func orInterpolated(_ schema: ResolvedValue) -> ResolvedValue {
    ["anyOf": [schema, interpolated]]
  }

  /// What `interpolated` refers to.
  static let definitions: ResolvedValue = [
    "interpolated": [
      "type": "string",
      "pattern": "\\$\\{",
      "description": "${VAR}, ${VAR:-default}, ${VAR:?message} or ${file:path}.",
    ]
  ]
}

extension ValueType {
  /// A value written as one scalar and read from its text.
  ///
  /// `kinds` are the kinds of plain scalar that may be written besides strings; whatever comes out of
  /// an interpolation is read by its text alone.
  static func scalar(
    _ name: String, schema: ResolvedValue, kinds: Set<YAMLScalar.Kind>,
    read: @escaping @Sendable (String, inout StrictDecoder) throws(ValueTextError) -> Value,
    show: @escaping @Sendable (Value) -> ResolvedValue
  ) -> ValueType {
    expandedScalar(name, schema: schema, kinds: kinds) { scalar, decoder in
      do throws(ValueTextError) { return try read(scalar.text.text, &decoder) } catch {
        decoder.refuse(scalar, error)
        return nil
      }
    } show: {
      show($0)
    }
  }

  /// A value written as one scalar, whose `decode` says itself what is wrong with it.
  static func expandedScalar(
    _ name: String, schema: ResolvedValue, kinds: Set<YAMLScalar.Kind>,
    decode: @escaping @Sendable (DecodedScalar, inout StrictDecoder) -> Value?,
    show: @escaping @Sendable (Value) -> ResolvedValue
  ) -> ValueType {
    ValueType(name: name, schema: schema) { node, decoder in
      guard case .scalar(let scalar) = node.content else {
        decoder.wrongKind(node, expected: name)
        return nil
      }
      guard let expanded = decoder.expanded(scalar, at: node.position) else { return nil }
      if !expanded.isInterpolated, !kinds.contains(scalar.kind) {
        decoder.wrongKind(node, expected: name, mayQuote: kinds.contains(.string))
        return nil
      }
      return decode(
        DecodedScalar(position: node.position, written: scalar, text: expanded), &decoder)
    } show: { value, showing in
      showing.secretPaths.contains(showing.path) ? .string(StrictDecoder.redaction) : show(value)
    }
  }
}

/// A scalar on its way to a value.
struct DecodedScalar {
  let position: TextPosition
  /// As it stands in the file.
  let written: YAMLScalar
  /// After interpolation.
  let text: ExpandedText
}

extension StrictDecoder {
  /// Notes why the text of a scalar cannot be taken.
  mutating func refuse(_ scalar: DecodedScalar, _ problem: ValueTextError) {
    let text = scalar.text
    // A hint may repeat part of the text, and so of a secret.
    error(
      scalar.position, "\(pathInWords): \(text.shown) \(problem.message(text))",
      hint: text.isSecret ? nil : problem.hint)
  }
}

extension ValueTextError {
  /// The message, without its details where those could show a secret.
  fileprivate func message(_ text: ExpandedText) -> String {
    text.isSecret ? "is not valid here" : message
  }
}

// MARK: - Collections

extension ValueType {
  /// A list of at least one value.
  static func list<Element>(of element: ValueType<Element>, name: String) -> ValueType
  where Value == [Element] {
    ValueType(
      name: name,
      schema: ["type": "array", "items": element.schema, "minItems": 1], sections: element.sections
    ) { node, decoder in
      guard case .list(let items) = node.content else {
        decoder.wrongKind(node, expected: name)
        return nil
      }
      guard !items.isEmpty else {
        decoder.error(node.position, "\(decoder.pathInWords) must not be empty")
        return nil
      }
      let values = items.enumerated().compactMap { index, item in
        decoder.atIndex(index, item) { element.decode(item, &$0) }
      }
      return values.count == items.count ? values : nil
    } show: { values, showing in
      .list(
        values.enumerated().map { element.show($0.element, showing.index($0.offset)) })
    }
  }

  /// A map from names that the user chooses to values, in the order of the file.
  static func map<Element>(
    of element: ValueType<Element>, name: String,
    keys: @escaping @Sendable (String) -> ValueTextError?
  ) -> ValueType where Value == [Named<Element>] {
    ValueType(
      name: name, schema: ["type": "object", "additionalProperties": element.schema],
      sections: element.sections
    ) { node, decoder in
      guard case .map(let entries) = node.content else {
        decoder.wrongKind(node, expected: name)
        return nil
      }
      var values: [Named<Element>] = []
      for entry in entries {
        if let problem = keys(entry.key) {
          decoder.error(
            entry.keyPosition, "\(decoder.pathInWords): the name `\(entry.key)` \(problem.message)",
            hint: problem.hint)
        }
        let value = decoder.atKey(entry.key, entry.value) { element.decode(entry.value, &$0) }
        if let value { values.append(Named(name: entry.key, value: value)) }
      }
      return values.count == entries.count ? values : nil
    } show: { values, showing in
      .object(values.map { .init($0.name, element.show($0.value, showing.key($0.name))) })
    }
  }

  /// The same kind of value in another type.
  func mapped<Other>(
    _ forward: @escaping @Sendable (Value, inout StrictDecoder) -> Other,
    back: @escaping @Sendable (Other) -> Value
  ) -> ValueType<Other> {
    let inner = self
    return ValueType<Other>(name: name, schema: schema, sections: sections) { node, decoder in
      inner.decode(node, &decoder).map { forward($0, &decoder) }
    } show: { value, showing in
      inner.show(back(value), showing)
    }
  }
}

/// A value under a name that the user chose.
struct Named<Value: Sendable>: Sendable {
  var name: String
  var value: Value
}
