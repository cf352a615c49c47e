/// Writes N-Triples, which are N-Quads too: a triple a line, no comments, no blank lines.
///
/// The subject's text is kept for all its statements.
struct BSBMLineEmitter: BSBMEmitter, ~Copyable {
  // The longest IRI has some 105 bytes: the namespace 57, `dataFromRatingSite` with ten digits 28,
  // `/Reviewer` with ten digits 19.
  private var subjectText = GeneratorBuffer(capacity: 128)
  private let speller = BSBMObjectSpeller(isTurtle: false)

  init() {}

  mutating func begin(_ buffer: inout GeneratorBuffer) {}

  mutating func enter(_ source: BSBMResource, _ buffer: inout GeneratorBuffer) {}

  mutating func open(_ subject: BSBMResource, _ buffer: inout GeneratorBuffer) {
    subjectText.removeAll()
    BSBMTerms.appendBracketed(subject, to: &subjectText)
  }

  mutating func write(
    _ predicate: BSBMPredicate, _ object: BSBMObject, _ buffer: inout GeneratorBuffer
  ) {
    buffer.append(contentsOf: subjectText)
    buffer.append(predicate.lineText)
    speller.append(object, to: &buffer)
    buffer.append(" .\n")
  }

  mutating func close(_ buffer: inout GeneratorBuffer) {}
}
