// Whether two sets of statements are the same up to the names of blank nodes.
//
// Colour refinement: a blank node's colour is made from its statements' terms, with the colours of other
// blank nodes in them, until no round tells more nodes apart. Where nodes still share a colour, one of
// them is matched with each candidate of the other side in turn (backtracking), and refined again.

package enum GraphIsomorphism {
  /// Whether a renaming of blank nodes makes `one` and `other` the same set.
  package static func areIsomorphic(_ one: [TestStatement], _ other: [TestStatement]) -> Bool {
    let left = Set(one)
    let right = Set(other)
    guard left.count == right.count else { return false }
    return match(left, right, initial(left), initial(right))
  }

  private typealias Colours = [TestTerm: Int]

  private static func isBlank(_ term: TestTerm) -> Bool { term.hasPrefix("_:") }

  private static func initial(_ statements: Set<TestStatement>) -> Colours {
    var colours: Colours = [:]
    for term in statements.flatMap(\.terms) where isBlank(term) { colours[term] = 0 }
    return colours
  }

  private static func match(
    _ left: Set<TestStatement>, _ right: Set<TestStatement>, _ leftStart: Colours,
    _ rightStart: Colours
  ) -> Bool {
    let (leftColours, rightColours) = refine(left, right, leftStart, rightStart)
    let leftClasses = Dictionary(grouping: leftColours.keys) { leftColours[$0] ?? 0 }
    let rightClasses = Dictionary(grouping: rightColours.keys) { rightColours[$0] ?? 0 }
    guard leftClasses.mapValues(\.count) == rightClasses.mapValues(\.count) else { return false }
    let open = leftClasses.filter { $0.value.count > 1 }.min { $0.value.count < $1.value.count }
    guard let (colour, nodes) = open, let node = nodes.first else {
      return renamed(left, leftColours) == renamed(right, rightColours)
    }
    let fresh = (leftColours.values.max() ?? 0) + (rightColours.values.max() ?? 0) + 1
    return (rightClasses[colour] ?? []).contains { candidate in
      var nextLeft = leftColours
      var nextRight = rightColours
      nextLeft[node] = fresh
      nextRight[candidate] = fresh
      return match(left, right, nextLeft, nextRight)
    }
  }

  /// The statements with each blank node named by its colour, which is unique by then.
  private static func renamed(
    _ statements: Set<TestStatement>, _ colours: Colours
  ) -> Set<TestStatement> {
    Set(statements.map { TestStatement(terms: $0.terms.map { name($0, colours) }) })
  }

  private static func name(_ term: TestTerm, _ colours: Colours) -> String {
    colours[term].map { "_:\($0)" } ?? term
  }

  /// Refines both sides with one table of signatures, so that equal colours mean equal surroundings.
  private static func refine(
    _ left: Set<TestStatement>, _ right: Set<TestStatement>, _ leftStart: Colours,
    _ rightStart: Colours
  ) -> (Colours, Colours) {
    var colours = (leftStart, rightStart)
    var distinct = (0, 0)
    while true {
      let signatures = (signatures(left, colours.0), signatures(right, colours.1))
      let all = Set(signatures.0.values).union(signatures.1.values).sorted {
        $0.lexicographicallyPrecedes($1)
      }
      let numbers = Dictionary(uniqueKeysWithValues: zip(all, 1...))
      colours = (
        signatures.0.mapValues { numbers[$0] ?? 0 }, signatures.1.mapValues { numbers[$0] ?? 0 }
      )
      let now = (Set(colours.0.values).count, Set(colours.1.values).count)
      if now == distinct { return colours }
      distinct = now
    }
  }

  /// What is around each blank node, in sorted order; its own colour stands first.
  private static func signatures(
    _ statements: Set<TestStatement>, _ colours: Colours
  ) -> [TestTerm: [String]] {
    var result: [TestTerm: [String]] = [:]
    for statement in statements {
      let named = statement.terms.map { name($0, colours) }
      for (place, term) in statement.terms.enumerated() where isBlank(term) {
        var surroundings = named
        for (index, other) in statement.terms.enumerated() where other == term {
          surroundings[index] = "self"
        }
        result[term, default: []].append("\(place) " + surroundings.joined(separator: " "))
      }
    }
    return Dictionary(
      uniqueKeysWithValues: result.map { node, signature in
        (node, ["\(colours[node] ?? 0)"] + signature.sorted())
      })
  }
}
