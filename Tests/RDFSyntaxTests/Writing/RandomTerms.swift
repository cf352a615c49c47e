import RDF

/// Quads of random terms, rich in the characters that matter to writers.
struct RandomTerms {
  private var random: SplitMix
  private static let awkward: [Unicode.Scalar] = [
    "\"", "\\", "\n", "\r", "\t", "'", "<", ">", " ", "{", "}", "|", "^", "`", "\0", "\u{1}",
    "\u{7F}",
    "é", "\u{85}", "\u{2028}", "€", "\u{FFFD}", "\u{FFFE}", "😀", "\u{10FFFF}", ".", "-", ":", "/",
    "#",
    "%", "@", "~", "_", ",", ";", "(", ")", "0", "7",
  ]

  init(seed: UInt64) { random = SplitMix(state: seed) }

  mutating func text(_ bound: Int = 40) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<bound, using: &random) {
      if Bool.random(using: &random) {
        scalars.append(Unicode.Scalar(UInt8.random(in: 97...122, using: &random)))
      } else {
        scalars.append(Self.awkward[Int.random(in: 0..<Self.awkward.count, using: &random)])
      }
    }
    return String(scalars)
  }

  mutating func iri() -> Term { .iri(IRI("http://ex/" + text(20))) }

  mutating func resource() -> Term {
    Bool.random(using: &random)
      ? iri() : .blankNode(BlankNode("b\(Int.random(in: 0..<50, using: &random))"))
  }

  mutating func object() -> Term {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return iri()
    case 1:
      return .literal(
        Literal(text(), language: ["en", "de-CH-1996", "X"].randomElement(using: &random) ?? "en"))
    case 2: return .literal(Literal(text(), datatype: IRI("http://ex/" + text(10))))
    case 3: return .literal(Literal(text(3_000)))
    default: return resource()
    }
  }

  mutating func quad() -> Quad {
    Quad(
      subject: resource(), predicate: iri(), object: object(),
      graph: Bool.random(using: &random) ? resource() : nil)
  }
}
