import Foundation
import RDF
import SPARQL
import TestSupport
import Testing

/// A small generator whose runs can be repeated from their seed (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    // Wraps by definition of the generator.
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

private let seeds = [
  """
  PREFIX foaf: <http://xmlns.com/foaf/0.1/> BASE <http://b/>
  SELECT DISTINCT ?name (COUNT(DISTINCT ?f) AS ?n) (GROUP_CONCAT(?g ; SEPARATOR=", ") AS ?l)
  FROM <a> FROM NAMED <b>
  WHERE { ?x a foaf:Person ; foaf:name ?name, "x"@en ; ^foaf:knows/(foaf:a|!(^foaf:b|foaf:c))* ?f .
    OPTIONAL { ?f foaf:age ?age FILTER(?age > 1.5e3 && regex(?name, "^\\\\u0041\\\\n", 'i')) }
    { SELECT ?g { GRAPH ?g { [ foaf:p ( 1 -2 true ) ] } } LIMIT 3 } UNION { VALUES (?g ?h) { (<u:v> UNDEF) } }
    MINUS { _:a ?p '''long ' string''' } BIND(IF(BOUND(?h), ?h, -?age -1) AS ?z) # comment
    FILTER NOT EXISTS { SERVICE SILENT <http://e/> { ?s ?p ?o } } }
  GROUP BY ?name (STR(?x) AS ?k) HAVING (SUM(?age) IN (1, 2)) ORDER BY DESC(?n) LIMIT 5 OFFSET 2
  VALUES ?name { "a" }
  """,
  "CONSTRUCT { ?s :p\\~%41 [] ; a _:x } WHERE { ?s \\u003Ap \"\\U0001F47E\" }",
  "DESCRIBE ?x <http://y> WHERE { ?x ?y \"\"\"z\"\"\"^^<http://t> }",
  "ASK { ?s ?p 1 , 2 ; ?q 3 . FILTER(?x NOT IN (1) || !?y) }",
  """
  PREFIX : <x:> WITH :g DELETE { ?s :p ?o } INSERT { GRAPH ?g { ?s :p "é" } } USING :h WHERE { ?s ?p ?o } ;
  INSERT DATA { :s :p 1, 2.0 . GRAPH :g { _:a :p _:b } } ; DELETE WHERE { ?s ?p ?o } ;
  LOAD SILENT <u:d> INTO GRAPH :g ; CLEAR ALL ; COPY DEFAULT TO :g ; DROP NAMED
  """,
]

/// What mutations put in: tokens, parts of tokens, and bytes that start something.
private let pieces = [
  "{", "}", "(", ")", "[", "]", "<", ">", "\"", "'", "'''", "\\", "\\u", "\\uD800", "\\U0010FFFF",
  "#", "?", "$", "@", "_:", ":", ".", "..", ",", ";", "^", "^^", "|", "||", "/", "*", "+", "-", "!",
  "!=", "=", "<=", "&&", "&", "%", "\u{0}", "\u{FEFF}", "é", "\u{301}", "👾", "\n", "\r", "a",
  "SELECT", "COUNT", "EXISTS", "UNION", "1", "1e", ".5", "-1", "VALUES", "AS", "DISTINCT",
]

private func mutated(_ text: String, _ generator: inout SeededGenerator) -> String {
  var bytes = Array(text.utf8)
  for _ in 0..<Int.random(in: 1...3, using: &generator) {
    let place = Int.random(in: 0...bytes.count, using: &generator)
    let end = min(bytes.count, place + Int.random(in: 0...8, using: &generator))
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: bytes.removeSubrange(place..<end)
    case 1:
      bytes.insert(
        contentsOf: Array(pieces.randomElement(using: &generator)?.utf8 ?? "".utf8), at: place)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 3 where place < bytes.count:
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
    default:
      let other = Array(seeds.randomElement(using: &generator)?.utf8 ?? "".utf8)
      let start = Int.random(in: 0..<other.count, using: &generator)
      bytes.replaceSubrange(place..<end, with: other[start...].prefix(20))
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// Reads a text both ways; whatever comes of it must be sound, see ``check(_:of:)``.
private func read(_ text: String, _ parser: QueryParser) -> Bool {
  var isRead = false
  do throws(QuerySyntaxError) {
    let query = try parser.query(text)
    #expect(!query.pattern.description.isEmpty)
    isRead = true
  } catch {
    check(error, of: text)
  }
  do throws(QuerySyntaxError) {
    _ = try parser.update(text)
    isRead = true
  } catch {
    check(error, of: text)
  }
  return isRead
}

/// An error names a place of the text.
private func check(_ error: QuerySyntaxError, of text: String) {
  // Swift takes CR and LF as one character, so lines are cut by scalars.
  var lines = [""]
  var previous: Unicode.Scalar = " "
  for scalar in text.unicodeScalars {
    if scalar == "\n" && previous == "\r" {
      previous = scalar
      continue
    }
    if scalar == "\n" || scalar == "\r" {
      lines.append("")
    } else {
      lines[lines.count - 1].unicodeScalars.append(scalar)
    }
    previous = scalar
  }
  guard error.line >= 1, error.line <= lines.count else {
    Issue.record("line \(error.line) of \(lines.count)")
    return
  }
  let width = lines[error.line - 1].unicodeScalars.count
  // The place between CR and LF is one behind the line.
  #expect(error.column >= 1 && error.column <= width + 2)
  #expect(error.excerptOffset <= error.excerpt.unicodeScalars.count + 1)
  #expect(!error.message.isEmpty)
  #expect(error.description.hasSuffix("^"))
}

@Suite("mutated queries")
struct ParserFuzzTests {
  /// A few seconds' worth in a debug build.
  private static let textCount = 8_000

  @Test("edited texts are read or refused, and never more than that")
  func mutations() {
    let seed =
      ProcessInfo.processInfo.environment["SLUICE_FUZZ_SEED"].flatMap(UInt64.init)
      ?? UInt64.random(in: 0...UInt64.max)
    print("mutated queries: seed \(seed); set SLUICE_FUZZ_SEED to repeat the run")
    var generator = SeededGenerator(state: seed)
    let parser = QueryParser(
      base: IRI("http://base/"), prefixes: [QueryPrefix(name: "", namespace: IRI("x:"))])
    var accepted = 0
    for _ in 0..<Self.textCount {
      let text = mutated(seeds.randomElement(using: &generator) ?? "", &generator)
      if read(text, parser) { accepted += 1 }
    }
    print("mutated queries: \(Self.textCount) texts, \(accepted) of them still right")
  }

  @Test("every beginning of a text is read or refused")
  func beginnings() {
    for seed in seeds {
      let scalars = Array(seed.unicodeScalars)
      for count in 0..<scalars.count {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[..<count])
        _ = read(String(text), testParser)
      }
    }
  }

  @Test("the texts that are mutated are right themselves")
  func unedited() {
    #expect(queryError(seeds[0]) == nil)
    #expect(queryError(seeds[1]) == nil)
    #expect(queryError(seeds[2]) == nil)
    #expect(queryError(seeds[3]) == nil)
    #expect(updateError(seeds[4]) == nil)
  }
}
