// Quads of templates and data (rules Quads and QuadsNotTriples).

import RDF

/// Quads, and which of them stood together.
struct ParsedQuads {
  /// Quads up to `end` in one graph, after those of the block before.
  struct Block {
    var graph: PatternTerm?
    var end: Int
  }

  var quads: [QuadTemplate] = []
  var blocks: [Block] = []
}

extension Parser {
  /// Reads `{ triples GRAPH name { triples } ... }`.
  func quads(_ rules: TripleRules) throws(SyntaxFailure) -> ParsedQuads {
    self.rules = rules
    try expect(.leftBrace, "\"{\"")
    var parsed = ParsedQuads()
    try block(nil, into: &parsed)
    while accept(.graph) {
      let graph = try variableOrIRI("the name of a graph: a variable or an IRI")
      try expect(.leftBrace, "\"{\"")
      try block(graph, into: &parsed)
      guard accept(.rightBrace) else {
        if isAt(.graph) {
          throw failure("a graph cannot stand in another graph", at: token.start)
        }
        throw unexpected("\".\", \";\", \",\" or \"}\"")
      }
      _ = accept(.dot)
      try block(nil, into: &parsed)
    }
    guard accept(.rightBrace) else {
      throw unexpected("\".\", \";\", \",\", GRAPH or \"}\"", among: [.graph])
    }
    self.rules = .pattern
    return parsed
  }

  private func block(
    _ graph: PatternTerm?, into parsed: inout ParsedQuads
  ) throws(SyntaxFailure) {
    var quads = parsed.quads
    parsed.quads = []
    try triplesTemplate { quads.append(QuadTemplate($0, graph: graph)) }
    parsed.quads = quads
    parsed.blocks.append(ParsedQuads.Block(graph: graph, end: quads.count))
  }

  /// The quads as a pattern, for `DELETE WHERE`.
  func pattern(of parsed: ParsedQuads) throws(SyntaxFailure) -> Algebra {
    var group = GroupBuilder()
    var start = 0
    for block in parsed.blocks {
      let triples = parsed.quads[start..<block.end].map(\.triple)
      start = block.end
      if let graph = block.graph {
        group.join(Measured(.graph(graph, .basic(triples)), height: 2))
      } else {
        for triple in triples { group.add(triple) }
      }
      try check(height: group.height)
    }
    return group.finish().pattern.tree
  }
}
