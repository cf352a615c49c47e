// The JSON Schema of pipeline files, for editors: completion, descriptions and checks while typing.

/// The JSON Schema of pipeline files.
public enum PipelineSchema {
  /// The schema as plain data (JSON Schema draft 2020-12).
  public static var value: ResolvedValue {
    guard case .object(var members) = Pipeline.table.schema else {
      preconditionFailure("the schema of a section is an object")
    }
    members.insert(.init("$schema", "https://json-schema.org/draft/2020-12/schema"), at: 0)
    members.insert(.init("title", "Sluice pipeline"), at: 1)
    members.append(.init("$defs", SchemaPart.definitions))
    return .object(members)
  }

  /// The schema as JSON text with a line end.
  public static func json() -> String { value.json() + "\n" }
}
