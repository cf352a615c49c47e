import RDFSyntax
import TestSupport
import Testing

/// Makes documents at random, from a seed that is printed with each failure.
private struct DocumentMaker {
  var state: UInt64

  mutating func number(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func pick(_ choices: [String]) -> String { choices[number(below: choices.count)] }

  mutating func iri() -> String {
    "<" + pick(["s:", "http://e/", "urn:x-"])
      + pick(["a", "é", "%20", "x/../y", "\\u00E9", "\\U0001F600", "#~", "?q=1&r", "漢字", ""]) + ">"
  }

  mutating func label() -> String {
    "_:" + pick(["b1", "B1", "u1", "a.b", "0", "é-_", "base", "graph"])
  }

  mutating func literal() -> String {
    var text = ""
    for _ in 0..<number(below: 4) {
      text += pick([
        "x", "é", "\\n", "\\\"", "\\\\", "'", "\\u0041", "\\U0001F600", " ", "\t", "漢", "#",
      ])
    }
    return "\"\(text)\"" + pick(["", "@en", "@EN-us-1", "^^<s:type>"])
  }

  mutating func statement(graph: Bool) -> String {
    let subject = number(below: 3) == 0 ? label() : iri()
    let object = [iri(), label(), literal(), literal()][number(below: 4)]
    let end = graph && number(below: 2) == 0 ? " " + (number(below: 3) == 0 ? label() : iri()) : ""
    return "\(subject) \(iri()) \(object)\(end) .\n"
  }

  /// `text` with a byte replaced, taken out or doubled.
  mutating func damaged(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    let place = number(below: bytes.count)
    switch number(below: 3) {
    case 0: bytes[place] = UInt8(number(below: 256))
    case 1: bytes.remove(at: place)
    default: bytes.insert(bytes[place], at: place)
    }
    return bytes
  }
}

private let seeds = Array<UInt64>(1...40)

@Suite("The line scanner against Serd")
struct DifferentialTests {
  @Test("N-Triples are Turtle: both readers give the same statements", arguments: seeds)
  func triples(_ seed: UInt64) throws {
    var maker = DocumentMaker(state: seed)
    let text = (0..<100).map { _ in maker.statement(graph: false) }.joined()
    let scanned = try readStatements(text, .ntriples)
    #expect(scanned.count == 100)
    #expect(try readStatements(text, .turtle) == scanned, "seed \(seed)")
    #expect(try readStatements(text, .trig) == scanned, "seed \(seed)")
  }

  @Test("what the line scanner accepts, the Turtle reader accepts", arguments: seeds)
  func damaged(_ seed: UInt64) throws {
    var maker = DocumentMaker(state: seed)
    for _ in 0..<100 {
      let bytes = maker.damaged(maker.statement(graph: false))
      guard let scanned = try? readStatements(MemorySource(bytes), .ntriples) else { continue }
      let read = try? readStatements(MemorySource(bytes), .turtle)
      #expect(read == scanned, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("a line and its chunked form agree, whatever is damaged", arguments: seeds)
  func pieces(_ seed: UInt64) throws {
    var maker = DocumentMaker(state: seed)
    for _ in 0..<50 {
      let bytes = maker.damaged(
        maker.statement(graph: true) + maker.statement(graph: true))
      let whole = Result { try readStatements(MemorySource(bytes), .nquads) }
      let cut = Result { try readStatements(MemorySource(bytes, step: 1), .nquads) }
      #expect("\(whole)" == "\(cut)", "seed \(seed)")
    }
  }
}
