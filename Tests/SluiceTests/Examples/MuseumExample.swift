// The first example of README.md; `ShownExamplesTests` compares it, `ExampleTests` runs it.

// shown in README.md
import Sluice

func museum(at path: String, files: [String]) async throws -> [String] {
  // Makes the store where none is.
  let store = try await Store.open(at: path)

  // One commit for all files; a file that was loaded before is skipped.
  let load = try await store.load(files.map { LoadInput(path: $0) })
  print("\(load.quadsAdded) new quads, \(load.filesSkipped.count) files skipped")

  // Small changes are commits too.
  let terms = "http://example.org/museum/terms#"
  let visitor = Quad(
    subject: .iri(IRI("http://example.org/museum/visitor/1")),
    predicate: .iri(IRI(terms + "name")),
    object: .literal(Literal("Åse", language: "nb")))
  try await store.insert([visitor])
  try await store.delete([visitor])

  // A read sees the store as it was when it began.
  var labels: [String] = []
  let label = IRI("http://www.w3.org/2000/01/rdf-schema#label")
  for try await quad in try store.match(predicate: .iri(label)) {
    if case .literal(let literal) = quad.object { labels.append(literal.lexicalForm) }
  }

  try await store.dump(to: .file(path + ".nq"))
  print("\(try await store.statistics().quads) quads")

  // Reads everything and says whether it is right.
  let report = try await store.verify()
  print(report.isSound ? "sound" : "\(report.problemCount) problems")
  await store.close()
  return labels.sorted()
}
// shown to here
