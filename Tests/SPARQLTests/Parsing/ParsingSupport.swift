import RDF
import SPARQL
import Testing

/// What the queries of these tests may use without declaring it.
let testParser = QueryParser(
  base: IRI("http://base/"), prefixes: [QueryPrefix(name: "", namespace: IRI("x:"))])

/// The algebra of a group in braces, as text; the query around it selects nothing.
func algebra(ofGroup group: String) throws -> String {
  try testParser.query("ASK " + group).pattern.description
}

/// The algebra of a query, as text.
func algebra(_ query: String) throws -> String {
  try testParser.query(query).pattern.description
}

/// The algebra of an expression, as text.
func algebra(ofExpression expression: String) throws -> String {
  let pattern = try testParser.query("ASK { BIND(\(expression) AS ?it) }").pattern
  guard case .extend(_, _, let tree) = pattern else { return "no expression: \(pattern)" }
  return tree.description
}

/// The message with its place of the error in a query; nil where there is none.
func queryError(_ text: String, _ parser: QueryParser = testParser) -> String? {
  do throws(QuerySyntaxError) {
    _ = try parser.query(text)
    return nil
  } catch {
    return "\(error.line):\(error.column) \(error.message)"
  }
}

/// The message with its place of the error in an update; nil where there is none.
func updateError(_ text: String, _ parser: QueryParser = testParser) -> String? {
  do throws(QuerySyntaxError) {
    _ = try parser.update(text)
    return nil
  } catch {
    return "\(error.line):\(error.column) \(error.message)"
  }
}

/// A text and what is expected of it, shown by the text where a test fails.
struct Example: Sendable, CustomTestStringConvertible {
  var text: String
  var expected: String

  init(_ text: String, _ expected: String) {
    self.text = text
    self.expected = expected
  }

  var testDescription: String { text }
}
