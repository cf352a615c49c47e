import RDF

/// The rows of a table, cut into pieces that share no blank node; see `ResultComparison`.
struct RowPieces {
  /// Rows without blank nodes, with their number as the last term.
  private var plain: Set<TestStatement> = []
  /// The other rows, piece by piece, under what is the same for all isomorphic ones.
  private var pieces: [[String]: [[TestStatement]]] = [:]

  init(_ rows: [[Term?]]) {
    var counted: [TestStatement: Int] = [:]
    for row in rows {
      counted[TestStatement(terms: row.map { $0.map(Self.text) ?? "unbound" }), default: 0] += 1
    }
    var blank: [TestStatement] = []
    for (row, count) in counted {
      let row = TestStatement(terms: row.terms + ["\(count) times"])
      if row.terms.contains(where: Self.isBlank) { blank.append(row) } else { plain.insert(row) }
    }
    for piece in Self.connected(Self.withoutTwins(blank)) {
      pieces[Self.shape(of: piece), default: []].append(piece)
    }
  }

  /// Whether a renaming of blank nodes makes both the same.
  func match(_ other: RowPieces) -> Bool {
    guard plain == other.plain, pieces.mapValues(\.count) == other.pieces.mapValues(\.count) else {
      return false
    }
    return pieces.allSatisfy { shape, ours in
      var theirs = other.pieces[shape] ?? []
      return ours.allSatisfy { piece in
        let partner = theirs.firstIndex { GraphIsomorphism.areIsomorphic(piece, $0) }
        if let partner { theirs.remove(at: partner) }
        return partner != nil
      }
    }
  }

  /// A term as text; only a blank node begins with `_:`.
  static func text(_ term: Term) -> TestTerm {
    switch term {
    case .iri(let iri): "<\(iri.string)>"
    case .blankNode(let node): "_:\(node.label)"
    case .literal(let literal):
      "\"\(literal.lexicalForm)\""
        + (literal.language.map { "@\($0)" } ?? "^^<\(literal.datatype.string)>")
    }
  }

  private static func isBlank(_ term: TestTerm) -> Bool { term.hasPrefix("_:") }

  /// Puts one blank node in the place of all that have the same rows but for themselves.
  ///
  /// Twins never stand in one row: the row would hold the other one by name.
  private static func withoutTwins(_ rows: [TestStatement]) -> [TestStatement] {
    var views: [TestTerm: Set<TestStatement>] = [:]
    for row in rows {
      for node in Set(row.terms.filter(isBlank)) {
        let view = TestStatement(terms: row.terms.map { $0 == node ? "self" : $0 })
        views[node, default: []].insert(view)
      }
    }
    var result = rows
    var dropped: Set<TestTerm> = []
    for twins in Dictionary(grouping: views.keys, by: { views[$0] ?? [] }).values {
      guard let first = twins.first, twins.count > 1 else { continue }
      dropped.formUnion(twins.dropFirst())
      result.append(TestStatement(first, "one of \(twins.count)"))
    }
    return result.filter { row in !row.terms.contains(where: dropped.contains) }
  }

  /// Groups rows that share blank nodes, directly or over others.
  private static func connected(_ rows: [TestStatement]) -> [[TestStatement]] {
    var parents: [TestTerm: TestTerm] = [:]
    func root(of node: TestTerm) -> TestTerm {
      var node = node
      while let parent = parents[node], parent != node {
        // Each step halves the path that is left for the next look-up.
        parents[node] = parents[parent] ?? parent
        node = parent
      }
      return node
    }
    for row in rows {
      let nodes = row.terms.filter(isBlank)
      for node in nodes { parents[root(of: node)] = root(of: nodes[0]) }
    }
    let groups = Dictionary(grouping: rows) { row in
      row.terms.first(where: isBlank).map(root) ?? ""
    }
    return Array(groups.values)
  }

  /// The rows without the names of blank nodes, sorted: equal for isomorphic pieces.
  private static func shape(of piece: [TestStatement]) -> [String] {
    piece.map { row in
      row.terms.map { isBlank($0) ? "_" : "\($0.utf8.count) \($0)" }.joined(separator: " ")
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
