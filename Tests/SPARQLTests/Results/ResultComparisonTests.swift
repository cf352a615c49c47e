import RDF
import TestSupport
import Testing

@Suite("comparison of results")
struct ResultComparisonTests {
  private func areSame(_ left: [[Term?]], _ right: [[Term?]]) -> Bool {
    ResultComparison.areIsomorphic(left, right)
  }

  /// Rows from a drawing: `ab bc` are two rows of two blank nodes each; capitals are IRIs, `-` is unbound.
  private func rows(_ drawing: String) -> [[Term?]] {
    drawing.split(separator: " ").map { row in
      row.map { letter in
        letter == "-" ? nil : letter.isUppercase ? iriCell("x:\(letter)") : blankCell("\(letter)")
      }
    }
  }

  @Test("rows are a multiset: their order does not count, their number does")
  func multiset() {
    #expect(areSame(rows("AB CD AB"), rows("AB AB CD")))
    #expect(!areSame(rows("AB CD AB"), rows("AB CD CD")))
    #expect(!areSame(rows("AB"), rows("AB AB")))
    #expect(!areSame(rows("A-"), rows("-A")))
    #expect(areSame([], []))
    #expect(areSame([[], []], [[], []]))
    #expect(!areSame([[]], []))
  }

  @Test("terms are the same by their exact form")
  func exactTerms() {
    #expect(!areSame([[typedCell("1", XSD.integer)]], [[typedCell("01", XSD.integer)]]))
    #expect(!areSame([[textCell("é")]], [[textCell("e\u{301}")]]))
    #expect(!areSame([[textCell("x:A")]], [[iriCell("x:A")]]))
    #expect(!areSame([[textCell("a", language: "en")]], [[textCell("a")]]))
  }

  @Test("one renaming serves all rows")
  func renaming() {
    #expect(areSame(rows("ab bc"), rows("xy zx")))
    #expect(!areSame(rows("ab bc"), rows("ab cd")))
    #expect(!areSame(rows("aa"), rows("ab")))
    #expect(!areSame(rows("ab ab"), rows("ab ba")))
    #expect(!areSame(rows("Aa Ba"), rows("Aa Bb")))
    #expect(areSame(rows("Aa Bb Ca"), rows("Cy Ay Bx")))
    #expect(!areSame(rows("Aa Bb Ca"), rows("Cy Ax By")))
    #expect(!areSame(rows("aA"), rows("AA")))
  }

  @Test("pieces that look alike and are not are told apart")
  func alike() {
    // Two triangles against a hexagon: every node has one row before and one behind it.
    #expect(!areSame(rows("ab bc ca de ef fd"), rows("ab bc cd de ef fa")))
    #expect(areSame(rows("ab bc ca de ef fd"), rows("pq uv rp wu qr vw")))
    #expect(!areSame(rows("ab ab cd"), rows("ab cd cd ef")))
    #expect(areSame(rows("ab ab cd"), rows("ab cd cd")))
    // Twins: two and one against one and two.
    #expect(!areSame(rows("Aa Ab Bc"), rows("Aa Bb Bc")))
    #expect(!areSame(rows("ab ac ad ea"), rows("ab ac ea fa")))
  }

  @Test("thousands of blank nodes that cannot be told apart take no time")
  func symmetric() {
    let single = (0..<3_000).map { [blankCell("s\($0)") as Term?] }
    #expect(areSame(single, single.reversed()))
    let pairs = (0..<2_000).map { [blankCell("p\($0)"), blankCell("q\($0)")] as [Term?] }
    let others = (0..<2_000).map { [blankCell("q\($0)"), blankCell("r\($0)")] as [Term?] }
    #expect(areSame(pairs, others))
    #expect(!areSame(pairs, Array(others.dropLast()) + rows("aa")))
    let star = (0..<3_000).map { [blankCell("hub"), blankCell("s\($0)")] as [Term?] }
    #expect(areSame(star, star.reversed()))
    #expect(!areSame(star, Array(star.dropLast()) + rows("ab")))
  }

  @Test("random tables are the same under a random renaming and shuffle, and not after a change")
  func random() {
    let seed = UInt64.random(in: 0...UInt64(UInt32.max))
    print("comparison of results: seed \(seed)")
    var random = RandomRows(seed: seed)
    for _ in 0..<200 {
      let table = (0..<Int.random(in: 1..<30, using: &random)).map { _ in
        (0..<3).map { _ -> Term? in
          Int.random(in: 0..<4, using: &random) == 0
            ? iriCell("x:\(Int.random(in: 0..<2, using: &random))")
            : blankCell("\(Int.random(in: 0..<9, using: &random))")
        }
      }
      let names = (0..<9).map { "n\($0)" }.shuffled(using: &random)
      let renamed = table.map { row in
        row.map { term -> Term? in
          guard case .blankNode(let node) = term, let number = Int(node.label) else { return term }
          return blankCell(names[number])
        }
      }
      #expect(areSame(table, renamed.shuffled(using: &random)))
      var changed = renamed
      changed[0][0] = iriCell("x:other")
      #expect(!areSame(table, changed))
    }
  }

  @Test("an ordered result is compared row by row")
  func order() {
    let expected = TestTable(variables: ["x", "y"], rows: rows("Aa Bb Ca"), isOrdered: true)
    func isSame(_ rows: [[Term?]]) -> Bool {
      ResultComparison.areEquivalent(
        expected: .table(expected), actual: .table(TestTable(variables: ["x", "y"], rows: rows)))
    }
    #expect(isSame(rows("Ax By Cx")))
    #expect(!isSame(rows("Bb Aa Ca")))
    #expect(!isSame(rows("Ax By Cy")))
    #expect(!isSame(rows("Ax Bx Cx")))
    #expect(!isSame(rows("Ax By")))
  }

  @Test("columns are matched by name")
  func columns() {
    let expected = TestResult.table(TestTable(variables: ["x", "y"], rows: rows("AB")))
    func isSame(_ variables: [String], _ drawing: String) -> Bool {
      let actual = TestTable(variables: variables, rows: rows(drawing))
      return ResultComparison.areEquivalent(expected: expected, actual: .table(actual))
    }
    #expect(isSame(["y", "x"], "BA"))
    #expect(!isSame(["y", "x"], "AB"))
    #expect(!isSame(["x", "z"], "AB"))
    #expect(!isSame(["x"], "A"))
  }

  @Test("duplicates may be missing where the cardinality is lax, rows may not")
  func laxCardinality() {
    func isSame(_ expected: String, _ actual: String) -> Bool {
      ResultComparison.areEquivalent(
        expected: .table(TestTable(variables: ["x"], rows: rows(expected))),
        actual: .table(TestTable(variables: ["x"], rows: rows(actual))), mode: .laxCardinality)
    }
    #expect(isSame("A A B", "A B"))
    #expect(isSame("A A B", "A A B"))
    #expect(!isSame("A B", "A B B"))
    #expect(!isSame("A A B", "A A"))
  }

  @Test("CSV keeps values only")
  func csv() {
    let expected = TestTable(
      variables: ["x"], rows: [[textCell("x:A")], [nil], [textCell("1")], [blankCell("a")]])
    let actual = TestTable(
      variables: ["x"],
      rows: [[iriCell("x:A")], [textCell("")], [typedCell("1", XSD.integer)], [blankCell("b7")]])
    #expect(
      ResultComparison.areEquivalent(
        expected: .table(expected), actual: .table(actual), mode: .csv))
    #expect(!ResultComparison.areEquivalent(expected: .table(expected), actual: .table(actual)))
  }

  @Test("booleans, and a message that shows both sides")
  func messages() {
    #expect(ResultComparison.areEquivalent(expected: .boolean(true), actual: .boolean(true)))
    #expect(
      ResultComparison.difference(expected: .boolean(true), actual: .boolean(false))
        == "the answer is false, expected true")
    let table = TestTable(variables: ["x"], rows: rows("A -"))
    #expect(
      ResultComparison.difference(expected: .table(table), actual: .boolean(false)) != nil)
    #expect(
      ResultComparison.difference(
        expected: .table(table), actual: .table(TestTable(variables: ["x"], rows: rows("b"))))
        == "expected 2 rows:\n  <x:A>\n  -\ngot 1 rows:\n  _:b")
  }
}
