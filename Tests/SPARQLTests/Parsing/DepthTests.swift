import SPARQL
import Testing

/// A text that can be made as deep as one likes.
private struct Nest: Sendable, CustomTestStringConvertible {
  var name: String
  var start: String
  var open: String
  var middle: String
  var close: String
  var end: String
  var isUpdate = false

  var testDescription: String { name }

  func text(_ depth: Int) -> String {
    start + String(repeating: open, count: depth) + middle
      + String(repeating: close, count: depth) + end
  }
}

private let nests: [Nest] = [
  Nest(name: "groups", start: "ASK", open: "{", middle: "?s ?p ?o", close: "}", end: ""),
  Nest(
    name: "optionals", start: "ASK {", open: "OPTIONAL {", middle: "?s ?p ?o", close: "}",
    end: "}"),
  Nest(
    name: "graphs", start: "ASK {", open: "GRAPH ?g { ?a ?b ?c ", middle: "", close: "}",
    end: "}"),
  Nest(
    name: "services", start: "ASK {", open: "SERVICE ?g { ?a ?b ?c . ", middle: "", close: "}",
    end: "}"),
  Nest(
    name: "subqueries", start: "ASK {", open: "{ SELECT * {", middle: "?s ?p ?o",
    close: "} ORDER BY ?s LIMIT 3 }", end: "}"),
  Nest(
    name: "grouped subqueries", start: "ASK {", open: "MINUS { SELECT (COUNT(*) AS ?d) {",
    middle: "?s ?p ?o", close: "} GROUP BY (1 AS ?c) HAVING (COUNT(*) > 1) }", end: "}"),
  Nest(
    name: "unions", start: "ASK {", open: "{ ?a ?b ?c } UNION {", middle: "?s ?p ?o",
    close: "}", end: "}"),
  Nest(
    name: "existence", start: "ASK {", open: "FILTER NOT EXISTS {", middle: "?s ?p ?o",
    close: "}", end: "}"),
  Nest(
    name: "existence in expressions", start: "ASK {", open: "FILTER (1 = (2 + IF(EXISTS {",
    middle: "?s ?p ?o", close: "}, 1, 2))) ", end: "}"),
  Nest(
    name: "existence in HAVING", start: "ASK {", open: "{ SELECT (1 AS ?x) {} HAVING EXISTS {",
    middle: "?s ?p ?o", close: "} }", end: "}"),
  Nest(
    name: "existence in SELECT", start: "ASK {", open: "{ SELECT (EXISTS {",
    middle: "?s ?p ?o", close: "} AS ?x) {} }", end: "}"),
  Nest(
    name: "existence in ORDER BY", start: "ASK {", open: "{ SELECT (1 AS ?x) {} ORDER BY EXISTS {",
    middle: "?s ?p ?o", close: "} }", end: "}"),
  Nest(
    name: "parentheses", start: "ASK { FILTER ", open: "(", middle: "?x", close: ")", end: "}"),
  Nest(
    name: "right operands", start: "ASK { FILTER (", open: "1 || 2 && 3 = 4 + 5 * (",
    middle: "?x", close: ")", end: ")}"),
  Nest(
    name: "negations", start: "ASK { FILTER (", open: "!(-(", middle: "?x", close: "))",
    end: ")}"),
  Nest(
    name: "calls", start: "ASK { FILTER ", open: "COALESCE(1, ", middle: "?x", close: ")",
    end: "}"),
  Nest(
    name: "lists", start: "ASK { FILTER (", open: "?x IN (1, ", middle: "?x", close: ")",
    end: ")}"),
  Nest(
    name: "paths", start: "ASK { ?s ", open: "(<x:a>/", middle: "<x:b>", close: ")*",
    end: " ?o }"),
  Nest(
    name: "inverse paths", start: "ASK { ?s ", open: "^(<x:a>|", middle: "<x:b>", close: ")",
    end: " ?o }"),
  Nest(
    name: "collections", start: "ASK { ?s ?p ", open: "(1 ", middle: "2", close: ")", end: "}"),
  Nest(
    name: "blank nodes", start: "ASK { ?s ?p ", open: "[ ?p ", middle: "2", close: "]",
    end: "}"),
  Nest(
    name: "collections of data", start: "INSERT DATA { <x:s> <x:p> ", open: "(", middle: "2",
    close: ")", end: "}", isUpdate: true),
  Nest(
    name: "groups of updates", start: "DELETE { ?s ?p ?o } WHERE {", open: "{ ?s ?p ?o MINUS {",
    middle: "?s ?p ?o", close: "} }", end: "}", isUpdate: true),
]

/// A text with a chain that can be made as long as one likes.
private struct Chain: Sendable, CustomTestStringConvertible {
  var name: String
  var start: String
  var link: String
  var end: String

  var testDescription: String { name }

  func text(_ count: Int) -> String {
    start + String(repeating: link, count: count) + end
  }
}

private let unbalancedChains: [Chain] = [
  Chain(name: "differences", start: "ASK { FILTER (?x ", link: "- 1 ", end: ") }"),
  Chain(name: "signed numbers", start: "ASK { FILTER (?x ", link: "-1", end: ") }"),
  Chain(name: "quotients", start: "ASK { FILTER (?x ", link: "/ 2 ", end: ") }"),
  Chain(name: "optionals", start: "ASK {", link: "OPTIONAL { ?s ?p ?o } ", end: "}"),
  Chain(name: "minus", start: "ASK {", link: "MINUS { ?s ?p ?o } ", end: "}"),
  Chain(name: "groups", start: "ASK {", link: "{ ?s ?p ?o } ", end: "}"),
  Chain(name: "values", start: "ASK {", link: "VALUES ?x { 1 } ", end: "}"),
  Chain(
    name: "paths", start: "ASK { ?s ?p ?o ", link: ". ?s <x:a>* ?o ", end: "}"),
  Chain(name: "steps", start: "ASK { ?s <x:a>", link: "/<x:b>*", end: " ?o }"),
]

private let balancedChains: [Chain] = [
  Chain(name: "disjunctions", start: "ASK { FILTER (?x ", link: "|| ?x = 1 ", end: ") }"),
  Chain(name: "conjunctions", start: "ASK { FILTER (?x ", link: "&& ?x = 1 ", end: ") }"),
  Chain(name: "filters", start: "ASK {", link: "FILTER (?x = 1) ", end: "}"),
  Chain(name: "unions", start: "ASK { {}", link: "UNION { ?s ?p ?o } ", end: "}"),
  Chain(name: "steps", start: "ASK { ?s <x:a>", link: "/<x:b>", end: " ?o }"),
  Chain(name: "alternatives", start: "ASK { ?s <x:a>", link: "|<x:b>", end: " ?o }"),
  Chain(
    name: "alternatives of any number", start: "ASK { ?s (<x:a>", link: "|<x:b>", end: ")* ?o }"),
  Chain(name: "members", start: "ASK { FILTER (?x IN (1", link: ", 2", end: ")) }"),
  Chain(name: "collections", start: "ASK { ?s ?p (", link: "1 ", end: ") }"),
  Chain(name: "triples", start: "ASK { ?s ?p ?o ", link: ". ?s ?p ?o ", end: "}"),
  Chain(name: "objects", start: "ASK { ?s ?p ?o ", link: ", ?o ", end: "}"),
]

/// The stack that threads have when no one asks for more.
private let smallStack = 512 << 10

@Suite("limits of the parser")
struct DepthTests {
  @Test("text at the limit of nesting is read and dropped on a small stack", arguments: nests)
  fileprivate func nesting(nest: Nest) throws {
    let limit = QueryLimits().nestingDepth
    // Some open several levels at a time; the deepest text that is read is the one to measure.
    let deepest = try #require(
      (1...(limit + 1)).last { read(nest.text($0), isUpdate: nest.isUpdate) == nil })
    #expect(deepest >= 20)
    #expect(deepest <= limit)
    for text in [nest.text(deepest), nest.text(10_000)] {
      let stack = StackMeter.bytesUsed { _ = read(text, isUpdate: nest.isUpdate) }
      #expect(stack <= smallStack, "\(stack / 1024) KiB")
    }
    let tooDeep = read(nest.text(10_000), isUpdate: nest.isUpdate)
    #expect(tooDeep?.message.contains("the limit") == true, "\(String(describing: tooDeep))")
  }

  @Test("text that opens and never closes is refused", arguments: nests)
  fileprivate func open(nest: Nest) {
    let text = nest.start + String(repeating: nest.open, count: 100_000 / nest.open.count)
    #expect(read(text, isUpdate: nest.isUpdate) != nil)
  }

  @Test(
    "a chain whose order matters may be as long as the tree may be high",
    arguments: unbalancedChains)
  fileprivate func unbalanced(chain: Chain) throws {
    let limit = QueryLimits().treeHeight
    let longest = try #require((1...(limit + 2)).last { read(chain.text($0)) == nil })
    #expect(longest >= limit - 15)
    #expect(longest <= limit)
    let text = chain.text(longest)
    #expect(StackMeter.bytesUsed { _ = read(text) } <= smallStack)
    #expect(read(chain.text(20_000))?.message.contains("the limit") == true)
  }

  @Test(
    "a chain whose order does not matter has no limit but the text's", arguments: balancedChains)
  fileprivate func balanced(chain: Chain) {
    let text = chain.text(20_000)
    #expect(read(text) == nil)
    #expect(StackMeter.bytesUsed { _ = read(text) } <= smallStack)
  }

  @Test("the highest trees can be compared, hashed and shown", arguments: unbalancedChains)
  fileprivate func walks(chain: Chain) throws {
    let limit = QueryLimits().treeHeight
    let pattern = try QueryParser().query(chain.text(limit - 15)).pattern
    let stack = StackMeter.bytesUsed { walk(pattern) }
    #if DEBUG
      // Frames of unoptimised code are several times as large.
      #expect(stack <= 4 * smallStack, "\(stack / 1024) KiB")
    #else
      #expect(stack <= smallStack, "\(stack / 1024) KiB")
    #endif
  }

  @Test("a chain of names is as long as the tree may be high")
  func names() {
    let limit = QueryLimits().treeHeight
    func query(_ count: Int, _ start: String, _ link: (Int) -> String, _ end: String) -> String {
      start + (0..<count).map(link).joined() + end
    }
    for (count, isRead) in [(limit - 10, true), (limit + 1, false), (20_000, false)] {
      let selected = query(count, "SELECT ", { "(1 AS ?v\($0)) " }, "{}")
      #expect((read(selected) == nil) == isRead)
      let keys = query(count, "ASK {} GROUP BY ", { "(1 AS ?v\($0)) " }, "")
      #expect((read(keys) == nil) == isRead)
      let binds = query(count, "ASK {", { "BIND(1 AS ?v\($0)) " }, "}")
      #expect((read(binds) == nil) == isRead)
      let blocks = query(count, "DELETE WHERE {", { _ in "GRAPH ?g { ?s ?p ?o } " }, "}")
      #expect((read(blocks, isUpdate: true) == nil) == isRead)
    }
  }

  @Test("nesting and chains together keep to the limit of height")
  func nestedChains() {
    // Each level adds a chain of 60 on top of the one inside.
    let level = String(repeating: "- 1 ", count: 60)
    for depth in 1...20 {
      let text =
        "ASK { FILTER " + String(repeating: "(", count: depth) + "?x "
        + String(repeating: level + ")", count: depth) + "}"
      #expect((read(text) == nil) == (depth <= 4), "\(depth)")
    }
  }

  @Test("a text beyond the limit of bytes is refused before it is read")
  func length() throws {
    let parser = QueryParser(limits: QueryLimits(textBytes: 20, updateTextBytes: 30))
    #expect(throws: Never.self) { try parser.query("ASK { ?s ?p ?o }    ") }
    let query = #expect(throws: QuerySyntaxError.self) {
      try parser.query("ASK { ?s ?p ?o }     ")
    }
    #expect(query?.message == "the query has 21 bytes, more than the limit of 20")
    #expect(throws: Never.self) { try parser.update("CLEAR ALL                     ") }
    #expect(throws: QuerySyntaxError.self) {
      try parser.update("CLEAR ALL                      ")
    }
  }

  @Test("lower limits take effect")
  func lowerLimits() {
    let parser = QueryParser(limits: QueryLimits(nestingDepth: 3, treeHeight: 10))
    #expect(throws: Never.self) { try parser.query("ASK {{{}}}") }
    #expect(throws: QuerySyntaxError.self) { try parser.query("ASK {{{{}}}}") }
    #expect(throws: Never.self) { try parser.query("ASK { BIND(1-1-1-1-1-1-1-1 AS ?x) }") }
    #expect(throws: QuerySyntaxError.self) {
      try parser.query("ASK { BIND(1-1-1-1-1-1-1-1-1-1-1-1 AS ?x) }")
    }
  }
}

/// Reads a text and drops what came of it; nil where all went well.
private func read(_ text: String, isUpdate: Bool = false) -> QuerySyntaxError? {
  do throws(QuerySyntaxError) {
    if isUpdate { _ = try QueryParser().update(text) } else { _ = try QueryParser().query(text) }
    return nil
  } catch {
    return error
  }
}

/// Does with a pattern all that needs a walk over it.
private func walk(_ pattern: Algebra) {
  var hasher = Hasher()
  pattern.hash(into: &hasher)
  let copy = pattern
  #expect(copy == pattern)
  #expect(!pattern.description.isEmpty)
  #expect(!pattern.symbolic.indented().isEmpty)
  _ = pattern.certainVariables
  _ = pattern.variables
}
