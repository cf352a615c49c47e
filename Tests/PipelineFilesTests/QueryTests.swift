// The sections `queries` and `sinks`: what they mean, and every way in which they can be wrong.

import Foundation
import RDF
import SPARQL
import Testing

@testable import PipelineFiles

@Suite("Queries and sinks of pipeline files")
struct QueryTests {
  @Test("a query is read with the file's prefixes, and its sinks are as they are opened")
  func meaning() throws {
    let pipeline = try parse(GoodFileTests.full)
    let late = pipeline.queries[0]
    #expect(late.name == "late" && late.formWord == "SELECT" && late.givesRows)
    #expect(!late.entailment && late.emit == .snapshot && late.sinks == ["console", "late_loans"])
    guard case .inline(let text) = late.text, case .select(let variables) = late.query.form else {
      Issue.record("\(late)")
      return
    }
    #expect(text.hasPrefix("SELECT ?loan") && text.hasSuffix("  GROUP BY ?loan\n"))
    #expect(variables.map(\.name) == ["loan", "n"])
    #expect(late.query.pattern.description.contains("http://example.org/Loan"))
    #expect(pipeline.queries[1].name == "all" && pipeline.queries[1].entailment)
    #expect(pipeline.queries[1].formWord == "CONSTRUCT" && !pipeline.queries[1].givesRows)
    #expect(pipeline.sinks.map(\.name) == ["console", "late_loans", "all"])
    #expect(pipeline.sinks.map(\.path) == [nil, "/base/out/late.csv.gz", "/abs/all.ttl"])
    #expect(pipeline.sinks.map(\.folder) == [nil, "/base/out", "/abs"])
    #expect(pipeline.sinks.map(\.format.output) == [.rows(.table), .rows(.csv), .graph(.turtle)])
  }

  @Test("a query may stand in a file of its own, also one named by a variable")
  func file() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("a.rq", "# all\nASK { ?s ?p ex:o }")
    let text = """
      version: 1
      store: {path: data}
      prefixes: {ex: "http://example.org/"}
      queries: {a: {file: "${NAME}.rq", sinks: [out]}}
      sinks: {out: {type: stdout, format: sparql_json}}

      """
    let path = try folder.write("p.yaml", text)
    let pipeline = try PipelineFile.load(path: path, environment: ["NAME": "a"])
    // A pipeline that only asks needs no sources.
    #expect(pipeline.warnings.isEmpty)
    #expect(pipeline.queries[0].text == .file(folder.path + "/a.rq"))
    #expect(pipeline.queries[0].formWord == "ASK" && pipeline.queries[0].givesRows)
    let again = try parse(pipeline.resolved.yaml(escapingDollars: true))
    #expect(again.queries == pipeline.queries)
  }

  @Test("a resolved query stands as a block, line for line")
  func resolved() throws {
    let yaml = try parse(GoodFileTests.full).resolved.yaml()
    #expect(
      yaml.contains(
        """
          late:
            sparql: |
              SELECT ?loan (COUNT(*) AS ?n)

              WHERE { ?loan a ex:Loan ; ?p "a\\"b" }
                GROUP BY ?loan
            entailment: false
            emit: snapshot
            sinks:
              - console
              - late_loans
        """))
    #expect(
      yaml.contains(
        """
          late_loans:
            type: file
            path: /base/out/late.csv.gz
            format: csv
            write: replace
        """))
  }

  @Test("several queries may write to standard output, and one to several sinks")
  func shared() throws {
    let pipeline = try parse(
      withTop(
        """
        queries:
          a: {sparql: "ASK { }", sinks: [out]}
          b: {sparql: "ASK { }", sinks: [out]}
        sinks: {out: {type: stdout, format: tsv}}
        """))
    #expect(pipeline.warnings.isEmpty)
  }

  @Test("what is not used or has no effect is warned of")
  func warnings() throws {
    let text = """
      version: 1
      store: {path: data, memory: 1GiB}
      limits: {query_memory: 600MiB}
      sources: {a: {type: file, include: [a.ttl]}}
      sinks:
        console: {type: stdout, format: table}
      """
    #expect(
      try parse(text).warnings.map(\.description) == [
        "/base/p.yaml:3:24: warning: `limits.query_memory` is over half of `store.memory` "
          + "(queries may hold 512MiB)",
        "/base/p.yaml:6:3: warning: the sink `console` is used by no query",
      ])
    #expect(try parse(text.replacing("600", with: "512")).warnings.count == 1)
  }
}

@Suite("Wrong queries and sinks")
struct QueryErrorTests {
  /// A pipeline with a query whose keys are `query`, at line 3, column 18, and sinks of each kind.
  private func text(query: String) -> String {
    """
    version: 1
    store: {path: data}
    queries: {late: {\(query)}}
    sinks:
      console: {type: stdout, format: table}
      rows: {type: file, path: out/a.csv, format: csv}
      graph: {type: file, path: out/a.nt, format: ntriples}

    """
  }

  @Test(
    "a wrong key or value of a query is one exact error",
    arguments: [
      ("sinks: [rows]", "3:17: error: `queries.late` lacks `file` or `sparql`"),
      ("sparql: 'ASK {}'", "3:17: error: `queries.late` lacks the required key `sinks`"),
      (
        "sparql: 'ASK {}', sinks: []", "3:43: error: `queries.late.sinks` must not be empty"
      ),
      (
        "sparql: 'ASK {}', sinks: rows",
        "3:43: error: `queries.late.sinks` must be a list of names of sinks, not a string"
      ),
      (
        "sparql: 'ASK {}', sinks: [rows, row]",
        "3:50: error: `queries.late.sinks[1]`: there is no sink `row` (did you mean `rows`?)"
      ),
      (
        "sparql: 'ASK {}', sinks: [elsewhere]",
        "3:44: error: `queries.late.sinks[0]`: there is no sink `elsewhere` "
          + "(sinks: console, rows, graph)"
      ),
      (
        "sparql: 'ASK {}', sinks: [rows, rows]",
        "3:50: error: `queries.late.sinks[1]`: the sink `rows` is named twice"
      ),
      (
        "sparql: 'ASK {}', sinks: [graph]",
        "3:44: error: `queries.late.sinks[0]`: the result of ASK is rows, and the sink `graph` is "
          + "ntriples (formats for it: jsonl, csv, tsv, sparql_json, sparql_xml, table)"
      ),
      (
        "sparql: 'CONSTRUCT WHERE {}', sinks: [console]",
        "3:56: error: `queries.late.sinks[0]`: the result of CONSTRUCT is a graph, and the sink "
          + "`console` is table (formats for it: ntriples, nquads, turtle, trig)"
      ),
      (
        "sparql: 'ASK {}', emit: changes, sinks: [rows]",
        "3:42: error: `queries.late.emit`: `changes` is not supported by this version "
          + "(it supports snapshot)"
      ),
      (
        "sparql: 'ASK {}', emit: snap, sinks: [rows]",
        "3:42: error: `queries.late.emit`: `snap` is not allowed here (allowed: snapshot)"
      ),
      (
        "sparql: 'ASK {}', entailment: yes, sinks: [rows]",
        "3:48: error: `queries.late.entailment` must be true or false, not a string"
      ),
      (
        "sparql: 'ASK {}', key: [a], sinks: [rows]",
        "3:36: error: `key` is not supported by this version"
      ),
      (
        "sparql: 'ASK {}', initial: none, sinks: [rows]",
        "3:36: error: `initial` is not supported by this version"
      ),
      (
        "sparql: 'ASK {}', progress: true, sinks: [rows]",
        "3:36: error: `progress` is not supported by this version"
      ),
      (
        "sparql: 'ASK {}', sink: [rows], sinks: [rows]",
        "3:36: error: unknown key `sink` in `queries.late` (did you mean `sinks`?)"
      ),
      (
        "sparql: [a], sinks: [rows]",
        "3:26: error: `queries.late.sparql` must be a SPARQL query, not a list"
      ),
      (
        "file: none.rq, sinks: [rows]",
        "3:24: error: `queries.late.file`: `none.rq` cannot be read: No such file or directory"
      ),
      ("file: '', sinks: [rows]", "3:24: error: `queries.late.file`: `` is empty"),
    ])
  func query(keys: String, error: String) {
    #expect(errors(text(query: keys)) == [error])
  }

  @Test("a query with a text twice is one error")
  func twoTexts() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.rq", "ASK {}")
    #expect(
      errors(text(query: "file: \(path), sparql: 'ASK {}', sinks: [rows]")) == [
        "3:\(26 + path.count): error: `queries.late` has both `file` and `sparql` (give one of them)"
      ])
  }

  @Test(
    "a wrong sink is one exact error",
    arguments: [
      (
        "a: {format: csv}",
        "8:6: error: `sinks.a` lacks the required key `type` (write `type: stdout` or `type: file`)"
      ),
      (
        "a: {type: kafka, topic: x}",
        "8:13: error: `sinks.a.type`: `kafka` is not allowed here (allowed: stdout, file)"
      ),
      (
        "a: {type: fiel, path: x}",
        "8:13: error: `sinks.a.type`: `fiel` is not allowed here "
          + "(did you mean `file`? allowed: stdout, file)"
      ),
      ("a: {type: stdout}", "8:6: error: `sinks.a` lacks the required key `format`"),
      (
        "a: {type: stdout, path: x, format: csv}",
        "8:21: error: unknown key `path` in `sinks.a` (known keys: type, format)"
      ),
      ("a: {type: file, format: csv}", "8:6: error: `sinks.a` lacks the required key `path`"),
      (
        "a: {type: file, path: x, format: csv, write: append}",
        "8:48: error: `sinks.a.write`: `append` is not allowed here (allowed: replace)"
      ),
      (
        "a: {type: file, path: x, format: csv, rotate: {keep: 1}}",
        "8:41: error: `rotate` is not supported by this version"
      ),
      (
        "a: {type: file, path: x, format: cvs}",
        "8:36: error: `sinks.a.format`: `cvs` is not allowed here (did you mean `csv`? allowed: "
          + "jsonl, csv, tsv, sparql_json, sparql_xml, table, ntriples, nquads, turtle, trig)"
      ),
      (
        "a: {type: stdout, format: rdf_patch}",
        "8:29: error: `sinks.a.format`: `rdf_patch` is not supported by this version (it supports "
          + "jsonl, csv, tsv, sparql_json, sparql_xml, table, ntriples, nquads, turtle, trig)"
      ),
      (
        "a: {type: file, path: ./out/a.csv, format: csv}",
        "8:25: error: `sinks.a.path` is the file of the sink `rows` too"
      ),
      (
        "a: {type: file, path: data/a.csv, format: csv}",
        "8:25: error: `sinks.a.path` lies in the folder of the store, which is its own"
      ),
      (
        "a b: {type: stdout, format: csv}",
        "8:3: error: `sinks`: the name `a b` is not a name "
          + "(letters, digits, `_`, `-` and `.`, a letter or `_` first, at most 64)"
      ),
      ("a: file", "8:6: error: `sinks.a` must be a map of keys, not a string"),
    ])
  func sink(line: String, error: String) {
    let base = text(query: "sparql: 'ASK {}', sinks: [console, rows]")
    #expect(errors(base + "  \(line)\n") == [error])
  }

  @Test("a sink that is wrong in itself says nothing more of the queries that use it")
  func followingErrors() {
    let wrong = """
      version: 1
      store: {path: data}
      queries:
        a: {sparql: "ASK {", sinks: [graph, rows]}
        b: {sparql: "CONSTRUCT WHERE {}", sinks: [typo, missing]}
      sinks:
        graph: {type: file, path: x, format: turtle}
        rows: {type: stdout, format: jsonl}
        typo: {type: file, path: y, format: cvs}
      """
    #expect(
      errors(wrong).map { $0.prefix(48) } == [
        "4:21: error: `queries.a.sparql`: expected a trip",
        "5:51: error: `queries.b.sinks[1]`: there is no s",
        "9:39: error: `sinks.typo.format`: `cvs` is not a",
      ])
    // A map that is none is reported once, not by every name that would be looked up in it.
    let noMap =
      "version: 1\nstore: {path: data}\nsinks: [a]\nqueries:\n  a: {sparql: ASK {}, sinks: [b]}"
    #expect(errors(noMap.replacing("ASK {}", with: "'ASK {}'")).count == 1)
    let none = "version: 1\nstore: {path: data}\nqueries:\n  a: {sparql: 'ASK {}', sinks: [b]}"
    #expect(
      errors(none) == [
        "4:33: error: `queries.a.sinks[0]`: there is no sink `b` (add it to `sinks`)"
      ])
  }

  @Test("a file that is replaced is written by one query")
  func twoWriters() {
    let wrong = """
      version: 1
      store: {path: data}
      queries:
        a: {sparql: "ASK {}", sinks: [rows]}
        b: {sparql: "ASK {}", sinks: [console, rows]}
      sinks:
        rows: {type: file, path: x, format: csv}
        console: {type: stdout, format: jsonl}
      """
    #expect(
      errors(wrong) == [
        "5:42: error: `queries.b.sinks[1]`: the query `a` writes the file of `rows` already "
          + "(give each a sink of its own)"
      ])
  }
}
