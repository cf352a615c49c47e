import RDF

@testable import RDFSyntax

/// A reader of N-Triples and N-Quads for the tests alone, written from the grammar and with nothing
/// in common with the writers.
struct LineReader {
  enum Failure: Error { case at(Int, String) }

  private let bytes: [UInt8]
  private var place = 0

  static func quads(_ document: [UInt8]) throws -> [Quad] {
    var reader = LineReader(bytes: document)
    var quads: [Quad] = []
    while reader.place < reader.bytes.count { quads.append(try reader.quad()) }
    return quads
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func quad() throws -> Quad {
    let subject = try term()
    let predicate = try term()
    let object = try term()
    let graph = peek() == "." ? nil : try term()
    try expect(".")
    try expect("\n")
    return Quad(subject: subject, predicate: predicate, object: object, graph: graph)
  }

  private func peek() -> Character? {
    place < bytes.count ? Character(Unicode.Scalar(bytes[place])) : nil
  }

  private mutating func expect(_ character: Character) throws {
    guard peek() == character else { throw Failure.at(place, "no \(character)") }
    place += 1
  }

  private mutating func term() throws -> Term {
    let term: Term
    switch peek() {
    case "<": term = .iri(IRI(try iri()))
    case "_":
      place += 2
      term = .blankNode(BlankNode(String(decoding: run { $0 != 0x20 }, as: UTF8.self)))
    case "\"": term = .literal(try literal())
    default: throw Failure.at(place, "no term")
    }
    try expect(" ")
    return term
  }

  private mutating func iri() throws -> String {
    try expect("<")
    let iri = try unescaped(
      until: UInt8(ascii: ">"), raw: { $0 > 0x20 && !"<\"{}|^`".utf8.contains($0) })
    try expect(">")
    return iri
  }

  private mutating func literal() throws -> Literal {
    try expect("\"")
    let form = try unescaped(until: UInt8(ascii: "\""), raw: { $0 != 0x0A && $0 != 0x0D })
    try expect("\"")
    if peek() == "@" {
      place += 1
      return Literal(form, language: String(decoding: run { $0 != 0x20 }, as: UTF8.self))
    }
    guard peek() == "^" else { return Literal(form) }
    place += 2
    return Literal(form, datatype: IRI(try iri()))
  }

  private mutating func run(while holds: (UInt8) -> Bool) -> [UInt8] {
    let start = place
    while place < bytes.count, holds(bytes[place]) { place += 1 }
    return Array(bytes[start..<place])
  }

  private mutating func unescaped(until end: UInt8, raw: (UInt8) -> Bool) throws -> String {
    var result: [UInt8] = []
    while place < bytes.count, bytes[place] != end {
      let byte = bytes[place]
      place += 1
      if byte != UInt8(ascii: "\\") {
        guard raw(byte) else { throw Failure.at(place - 1, "byte \(byte) is not escaped") }
        result.append(byte)
        continue
      }
      let letter = bytes[place]
      place += 1
      switch letter {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(letter)
      case UInt8(ascii: "u"):
        let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
        guard let value = UInt8(digits, radix: 16), value < 0x80 else {
          throw Failure.at(place, digits)
        }
        result.append(value)
        place += 4
      default: throw Failure.at(place, "escape \(letter)")
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
