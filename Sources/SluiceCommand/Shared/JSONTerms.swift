import Sluice
import Telemetry

// Terms and quads as JSON.

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
