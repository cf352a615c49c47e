import RDF

@testable import RDFSyntax

let ex = "http://ex/"

func iri(_ name: String) -> Term { .iri(IRI(name.contains(":") ? name : ex + name)) }
func blank(_ label: String) -> Term { .blankNode(BlankNode(label)) }
func text(_ form: String) -> Term { .literal(Literal(form)) }
func text(_ form: String, language: String) -> Term { .literal(Literal(form, language: language)) }
func typed(_ form: String, _ datatype: IRI) -> Term { .literal(Literal(form, datatype: datatype)) }

func quad(_ subject: Term, _ predicate: Term, _ object: Term, _ graph: Term? = nil) -> Quad {
  Quad(subject: subject, predicate: predicate, object: object, graph: graph)
}

/// The document that `quads` become.
func document(
  _ format: RDFFormat, _ quads: [Quad], prefixes: [String: String] = [:],
  namedGraphs: NamedGraphPolicy = .refuse
) throws -> String {
  let sink = MemorySink()
  let writer = makeQuadWriter(
    format, to: sink, prefixes: try PrefixTable(prefixes), namedGraphs: namedGraphs)
  for quad in quads { try writer.write(quad) }
  try writer.finish()
  precondition(writer.writtenBytes == sink.bytes.count, "the writer's count is off")
  return sink.text
}

/// The object of a one-statement document, as it was written.
func written(
  _ format: RDFFormat, object: Term, prefixes: [String: String] = [:]
) throws -> String {
  let all = try document(format, [quad(iri("s"), iri("p"), object)], prefixes: prefixes)
  let body = all.components(separatedByBlankLine: !prefixes.isEmpty)
  let start = prefixes[""] == ex ? ":s :p " : "<http://ex/s> <http://ex/p> "
  precondition(body.hasPrefix(start) && body.hasSuffix(" .\n"), body)
  return String(body.dropFirst(start.count).dropLast(3))
}

extension String {
  fileprivate func components(separatedByBlankLine isSeparated: Bool) -> String {
    guard isSeparated, let range = self.firstRange(of: "\n\n") else { return self }
    return String(self[range.upperBound...])
  }
}
