// Where mistakes in queries are said to be: in the pipeline file, or in the query's own.

import Testing

@testable import PipelineFiles

@Suite("Places of mistakes in queries")
struct QueryPlaceTests {
  /// The error of a pipeline whose query has `key` with its value; it begins at line 5, column 5.
  private func error(_ key: String, _ environment: [String: String] = [:]) -> String {
    let text = """
      version: 1
      store: {path: data}
      queries:
        a:
      \(key.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
        .joined(separator: "\n"))
          sinks: [out]
      sinks: {out: {type: stdout, format: tsv}}

      """
    let found = errors(text, environment)
    return found.count == 1 ? found[0] : "\(found)"
  }

  @Test("in a block it is the line and column of the pipeline file")
  func block() {
    let place = error("sparql: |\n  # é*\n  SELECT ?x\n  WHERE { ?x a FOO }")
    #expect(place.hasPrefix("8:20: error: `queries.a.sparql`: expected "))
    #expect(place.contains("found \"FOO\""))
    // Deeper lines keep their indentation, and blank ones count.
    #expect(error("sparql: |\n\n  SELECT *\n\n     WHERE [").hasPrefix("9:16: error: "))
    #expect(error("sparql: |4\n      SELECT x").hasPrefix("6:18: error: "))
    #expect(error("sparql: | # why\n  SELECT x").hasPrefix("6:14: error: "))
  }

  @Test("the end of a block is the end of its last line")
  func endOfBlock() {
    for header in ["|", "|-", "|+"] {
      #expect(error("sparql: \(header)\n  ASK {\n    ?s ?p ?o\n\n").hasPrefix("7:17: error: "))
    }
  }

  @Test("on one line it is the place behind the key")
  func oneLine() {
    #expect(error("sparql: SELECT ?x WHERE").hasPrefix("5:28: error: "))
    #expect(error("sparql: 'SELECT x'").hasPrefix("5:21: error: "))
    #expect(error("sparql: \"SELECT x\"").hasPrefix("5:21: error: "))
  }

  @Test("where lines or columns are not those of the file, the value's place and that in the text")
  func folded() {
    let folded = error("sparql: >\n  SELECT ?x\n  WHERE x")
    #expect(folded.hasPrefix("5:13: error: ") && folded.hasSuffix(" at line 1, column 17 of it"))
    let escaped = error("sparql: \"ASK\\n x\"")
    #expect(escaped.hasPrefix("5:13: error: ") && escaped.hasSuffix(" at line 2, column 2 of it"))
  }

  @Test("behind what was put in, a block's line is known and its column is not")
  func interpolated() {
    let text = "sparql: |\n  SELECT ?x\n  WHERE { ?x ${P} x }\n"
    #expect(error(text, ["P": "a"]).hasPrefix("7:7: error: "))
    #expect(error(text.replacing("?x\n", with: "x\n"), ["P": "a"]).hasPrefix("6:14: error: "))
    let lines = error(text, ["P": "a\n"])
    #expect(lines.hasPrefix("5:13: error: ") && lines.hasSuffix(" at line 3, column 2 of it"))
  }

  @Test("a variable written with a dollar sign is told how it may be written")
  func dollar() {
    #expect(
      error("sparql: |\n  SELECT $x WHERE { $x ?p ?o }").contains(
        "`$x` is not replaced (write ${x}, or $$x for a dollar sign)"))
  }

  @Test("an update or a prefix that is missing is told by name")
  func messages() {
    #expect(error("sparql: 'ASK { ?s foaf:name ?o }'").contains("undefined prefix \"foaf:\""))
    #expect(error("sparql: 'DELETE WHERE { ?s ?p ?o }'").contains(": error: `queries.a.sparql`: "))
  }

  @Test("a query's file has places of its own, after those of the pipeline file")
  func file() throws {
    let folder = try TemporaryFolder()
    let query = try folder.write("q.rq", "SELECT ?x\nWHERE { ?x a FOO }")
    let path = try folder.write(
      "p.yaml",
      """
      version: 1
      store: {path: data}
      queries: {a: {file: q.rq, sinks: [out]}}
      sinks: {out: {type: stdout, format: what}}
      nmae: x

      """)
    let lint = PipelineFile.lint(path: path, environment: [:])
    #expect(lint.diagnostics.map(\.file) == [path, path, query])
    #expect(lint.diagnostics[2].description.hasPrefix("\(query):2:14: error: expected "))
    _ = try folder.write("q.rq", String(repeating: "#", count: 1 << 20 + 1))
    let large = PipelineFile.lint(path: path, environment: [:]).diagnostics
    #expect(large.map(\.message).contains("`queries.a.file`: `q.rq` is over the limit of 1MiB"))
  }

  @Test("a secret in a query or in the path of one is not shown")
  func secrets() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("secret", "hunter2")
    _ = try folder.write("hunter2.rq", "ASK hunter")
    for key in [
      "sparql: 'ASK { ${file:secret} }'", "file: '${file:secret}.rq'", "file: '${file:secret}'",
    ] {
      let path = try folder.write(
        "p.yaml",
        """
        version: 1
        store: {path: data}
        queries: {a: {\(key), sinks: [out]}}
        sinks: {out: {type: stdout, format: tsv}}

        """)
      let found = PipelineFile.lint(path: path, environment: [:]).diagnostics
      #expect(found.count == 1 && !"\(found)".contains("hunter2"))
    }
  }
}
