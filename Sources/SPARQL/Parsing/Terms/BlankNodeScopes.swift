// Blank nodes of a text, section 4.1.4 and 19.6.
//
// In a pattern a blank node is a variable that no one can name. Its label belongs to one basic graph
// pattern: filters do not end one, every other element of a group does, and each group starts its own.
// In templates and data a blank node stays a term, and labels belong to the template or, in INSERT DATA,
// to the whole operation; no second INSERT DATA of the request may use them again.

import RDF

struct BlankNodeScopes {
  /// A basic graph pattern, by the order of its start.
  private var current = 0
  private var started = 0
  private var patterns: [ExactString: (pattern: Int, variable: Variable)] = [:]
  /// The labels of earlier INSERT DATA operations.
  private var spent: Set<ExactString> = []
  private var dataLabels: Set<ExactString> = []

  /// Starts the next basic graph pattern.
  mutating func startPattern() {
    started += 1
    current = started
  }

  /// Starts a pattern inside another one that goes on after it: that of `EXISTS`.
  ///
  /// Returns what ``endInner(_:)`` needs.
  mutating func startInner() -> Int {
    let outer = current
    startPattern()
    return outer
  }

  /// Goes back to the pattern that ``startInner()`` left.
  mutating func endInner(_ outer: Int) { current = outer }

  /// Forgets the labels of patterns: an operation of an update has its own.
  mutating func startOperation() {
    patterns = [:]
    startPattern()
  }

  /// The variable for a label in the pattern, or nil where the label belongs to another one.
  mutating func variable(_ label: String, _ fresh: inout FreshNames) -> Variable? {
    let key = ExactString(label)
    if let known = patterns[key] { return known.pattern == current ? known.variable : nil }
    let variable = fresh.blankNode()
    patterns[key] = (current, variable)
    return variable
  }

  /// Notes a label of INSERT DATA; false where an earlier operation has used it.
  mutating func useInData(_ label: String) -> Bool {
    dataLabels.insert(ExactString(label))
    return !spent.contains(ExactString(label))
  }

  /// Ends an INSERT DATA operation.
  mutating func endData() {
    spent.formUnion(dataLabels)
    dataLabels = []
  }
}

/// Names that the parser makes; each starts with a dot, which no name in a text does.
struct FreshNames {
  private var blankNodes = 0
  private var pathEnds = 0
  private var aggregates = 0
  private var keys = 0

  /// A variable or a label for a blank node: `.b1`.
  mutating func blankNode() -> Variable {
    blankNodes += 1
    return Variable(".b\(blankNodes)")
  }

  /// A variable between the steps of a path: `.p1`.
  mutating func pathEnd() -> Variable {
    pathEnds += 1
    return Variable(".p\(pathEnds)")
  }

  /// A variable for the result of an aggregate: `.a1`.
  mutating func aggregate() -> Variable {
    aggregates += 1
    return Variable(".a\(aggregates)")
  }

  /// A variable for a key of `GROUP BY` without a name: `.k1`.
  mutating func key() -> Variable {
    keys += 1
    return Variable(".k\(keys)")
  }
}
