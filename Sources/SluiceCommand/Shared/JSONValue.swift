import Sluice

// JSON as the commands write it: one value a line, keys in the order given. Foundation's encoder would
// add to the start of every command.

/// A JSON value to be written.
enum JSONValue {
  case string(String)
  case integer(Int)
  case number(Double)
  case bool(Bool)
  case null
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// The value on one line.
  var text: String {
    var out = ""
    append(to: &out)
    return out
  }

  private func append(to out: inout String) {
    switch self {
    case .string(let value): Self.append(value, to: &out)
    case .integer(let value): out += String(value)
    case .number(let value): out += value.isFinite ? value.rounded(to: 6) : "null"
    case .bool(let value): out += value ? "true" : "false"
    case .null: out += "null"
    case .array(let values):
      out += "["
      for (index, value) in values.enumerated() {
        if index > 0 { out += "," }
        value.append(to: &out)
      }
      out += "]"
    case .object(let members):
      out += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { out += "," }
        Self.append(member.0, to: &out)
        out += ":"
        member.1.append(to: &out)
      }
      out += "}"
    }
  }

  private static func append(_ string: String, to out: inout String) {
    out += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}

extension JSONValue {
  /// A term as in the JSON results of SPARQL 1.1.
  init(_ term: Term) {
    switch term {
    case .iri(let iri):
      self = .object([("type", .string("uri")), ("value", .string(iri.string))])
    case .blankNode(let node):
      self = .object([("type", .string("bnode")), ("value", .string(node.label))])
    case .literal(let literal):
      var members: [(String, JSONValue)] = [
        ("type", .string("literal")), ("value", .string(literal.lexicalForm)),
      ]
      if let language = literal.language {
        members.append(("xml:lang", .string(language)))
      } else if literal.datatype != XSD.string {
        members.append(("datatype", .string(literal.datatype.string)))
      }
      self = .object(members)
    }
  }

  /// A quad; the graph is left out where it is the default graph.
  init(_ quad: Quad) {
    var members = [
      ("subject", JSONValue(quad.subject)), ("predicate", JSONValue(quad.predicate)),
      ("object", JSONValue(quad.object)),
    ]
    if let graph = quad.graph { members.append(("graph", JSONValue(graph))) }
    self = .object(members)
  }
}
