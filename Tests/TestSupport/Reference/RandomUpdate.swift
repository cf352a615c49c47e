// Random update requests over the same data as random queries.

import RDF
import SPARQL

extension RandomQuery {
  /// A request of one to three operations; the datasets after it must be the same up to blank nodes.
  package mutating func nextUpdate() -> RandomCase {
    let data = start()
    let operations = (0...random.below(3)).map { _ in operation() }
    return RandomCase(
      data: data, text: Self.prologue + operations.joined(separator: " ;\n"), rule: .same)
  }

  private mutating func operation() -> String {
    switch random.below(20) {
    case 0...3: return "INSERT DATA { \(quads { $0.groundTriple(blankNodes: true) }) }"
    case 4...6: return "DELETE DATA { \(quads { $0.groundTriple(blankNodes: false) }) }"
    case 7, 8: return "DELETE WHERE { \(quads { $0.pattern(blankNodes: false) }) }"
    case 9...16: return modification()
    default: return management()
    }
  }

  private mutating func modification() -> String {
    let with = random.chance(25) ? "WITH \(graphName()) " : ""
    let deletes = "DELETE { \(quads { $0.pattern(blankNodes: false) }) }"
    let inserts = "INSERT { \(quads { $0.pattern(blankNodes: true) }) }"
    let changes = random.pick([deletes, inserts, deletes + " " + inserts])
    let using =
      random.chance(15)
      ? "USING \(random.chance(40) ? "NAMED " : "")\(graphName()) " : ""
    return "\(with)\(changes) \(using)WHERE \(group(depth: 2))"
  }

  private mutating func management() -> String {
    let silent = random.chance(50) ? "SILENT " : ""
    switch random.below(3) {
    case 0:
      let target = random.pick(["GRAPH \(graphName())", "DEFAULT", "NAMED"])
      return "\(random.pick(["CLEAR", "DROP"])) \(silent)\(target)"
    default:
      let ends = [random.pick([graphName(), "DEFAULT"]), random.pick([graphName(), "DEFAULT"])]
      return "\(random.pick(["ADD", "COPY", "MOVE"])) \(silent)\(ends[0]) TO \(ends[1])"
    }
  }

  private mutating func graphName() -> String {
    text(.iri(random.pick(RandomVocabulary.graphs)))
  }

  /// One to three triples, some of them in a named graph.
  private mutating func quads(_ triple: (inout RandomQuery) -> String) -> String {
    (0...random.below(3)).map { _ in
      let text = triple(&self)
      return random.chance(30) ? "GRAPH \(graphName()) { \(text) }" : text
    }.joined(separator: " ")
  }

  private mutating func groundTriple(blankNodes: Bool) -> String {
    var triple = random.triple()
    if !blankNodes {
      // DELETE DATA has no blank nodes (section 19.6 of SPARQL 1.1 Query).
      if case .blankNode = triple.subject { triple.subject = .iri(RandomVocabulary.resources[0]) }
      if case .blankNode = triple.object { triple.object = .literal(random.literal()) }
    } else if case .blankNode = triple.subject {
      // A label may not be in two INSERT DATA of a request.
      counter += 1
      triple.subject = .blankNode(BlankNode("n\(counter)"))
    }
    if case .blankNode = triple.object { triple.object = .iri(RandomVocabulary.resources[1]) }
    return "\(text(triple.subject)) \(text(triple.predicate)) \(text(triple.object)) ."
  }

  private mutating func pattern(blankNodes: Bool) -> String {
    let object = blankNodes && random.chance(20) ? "_:t\(random.below(2))" : end(constants: 30)
    return "\(end(constants: 25)) \(predicate(variables: 20)) \(object) ."
  }
}
