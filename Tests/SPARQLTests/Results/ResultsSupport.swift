import RDF
import RDFSyntax
import SPARQL
import TestSupport
import Testing

func iriCell(_ text: String) -> Term { .iri(IRI(text)) }
func blankCell(_ label: String) -> Term { .blankNode(BlankNode(label)) }
func textCell(_ form: String) -> Term { .literal(Literal(form)) }
func textCell(_ form: String, language: String) -> Term {
  .literal(Literal(form, language: language))
}
func typedCell(_ form: String, _ datatype: IRI) -> Term {
  .literal(Literal(form, datatype: datatype))
}

/// The document that a result becomes.
func writtenResults(
  _ document: ResultsDocument, as format: ResultsFormat, prefixes: [QueryPrefix] = []
) throws(WriteError) -> String {
  let sink = MemorySink()
  try document.write(to: format.makeWriter(to: sink, prefixes: prefixes))
  return sink.text
}

/// The document of one column `x` with one term.
func writtenResults(_ term: Term?, as format: ResultsFormat) throws(WriteError) -> String {
  try writtenResults(.rows(variables: ["x"], [[term]]), as: format)
}

/// The result in a text.
func readResults(
  _ text: String, as format: ResultsFormat, limits: ResultsLimits = ResultsLimits()
) throws(SyntaxError) -> ResultsDocument {
  try ResultsDocument(reading: Array(text.utf8), as: format, limits: limits)
}

/// The place, message and hint with which a text is refused, as `line:column: message (hint)`.
func refusalOfResults(
  _ text: String, as format: ResultsFormat, limits: ResultsLimits = ResultsLimits()
) -> String {
  do throws(SyntaxError) {
    _ = try readResults(text, as: format, limits: limits)
    return "not refused"
  } catch {
    switch error {
    case .malformed(_, let at, let message, let hint):
      return "\(at.line):\(at.column): \(message)" + (hint.map { " (\($0))" } ?? "")
    case .limitExceeded(_, let at, let limit, let allowed):
      return "\(at.line):\(at.column): \(limit) is over \(allowed)"
    case .corruptArchive, .unreadable: return error.description
    }
  }
}

extension TestResult {
  /// The result that a document holds.
  init(_ document: ResultsDocument) {
    switch document {
    case .boolean(let answer): self = .boolean(answer)
    case .rows(let variables, let rows):
      self = .table(TestTable(variables: variables, rows: rows))
    }
  }
}

/// Random rows that replay from a seed (SplitMix64), rich in characters that formats treat specially.
struct RandomRows: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private static let awkward: [Unicode.Scalar] = [
    "\"", "\\", "\n", "\r", "\t", "'", "<", ">", "&", "]", " ", ",", "{", "?", ":", "_", "/", "^",
    "@", "#", "é", "\u{85}", "\u{2028}", "€", "，", "\u{FFFD}", "\u{E000}", "\u{301}", "😀",
    "\u{10FFFF}", "\u{7F}", "0", "u",
  ]
  private static let controls: [Unicode.Scalar] = [
    "\0", "\u{1}", "\u{8}", "\u{C}", "\u{1F}", "\u{FFFE}",
  ]

  mutating func text(holdsControls: Bool) -> String {
    let special = Self.awkward + (holdsControls ? Self.controls : [])
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<24, using: &self) {
      scalars.append(
        Bool.random(using: &self)
          ? Unicode.Scalar(UInt8.random(in: 97...122, using: &self))
          : special[Int.random(in: 0..<special.count, using: &self)])
    }
    return String(scalars)
  }

  mutating func iri() -> IRI {
    let characters = Array("abc/?#&',;=%é€😀:~")
    let count = Int.random(in: 0..<12, using: &self)
    return IRI(
      "http://ex/" + String((0..<count).map { _ in characters.randomElement(using: &self) ?? "a" }))
  }

  mutating func term(holdsControls: Bool) -> Term? {
    switch Int.random(in: 0..<8, using: &self) {
    case 0: return nil
    case 1: return .iri(iri())
    case 2: return blankCell("b\(Int.random(in: 0..<4, using: &self))")
    case 3:
      let tag = ["en", "de-CH-1996", "X"].randomElement(using: &self) ?? "en"
      return .literal(Literal(text(holdsControls: holdsControls), language: tag))
    case 4: return .literal(Literal(text(holdsControls: holdsControls), datatype: iri()))
    case 5: return number()
    default: return .literal(Literal(text(holdsControls: holdsControls)))
    }
  }

  private mutating func number() -> Term {
    let forms = ["0", "-7", "+007", "1.", ".5", "4.20", "1e6", "-1.0E-3", "INF", "true", "", "1 "]
    let datatypes = [XSD.integer, XSD.decimal, XSD.double, XSD.boolean, XSD.string, XSD.float]
    return .literal(
      Literal(
        forms.randomElement(using: &self) ?? "0",
        datatype: datatypes.randomElement(using: &self) ?? XSD.integer))
  }

  mutating func document(holdsControls: Bool) -> ResultsDocument {
    let names = ["x", "y", "größe", "名前", "x1"]
    let variables = Array(names.prefix(Int.random(in: 0...names.count, using: &self)))
    let rows = (0..<Int.random(in: 0..<12, using: &self)).map { _ in
      variables.map { _ in term(holdsControls: holdsControls) }
    }
    return .rows(variables: variables, rows)
  }
}
