import Testing

@testable import PipelineFiles

@Suite("Wrong pipeline files")
struct ErrorTests {
  @Test(
    "a wrong key or value of a source is one exact error",
    arguments: [
      (
        "inclde: [a]",
        "9:5: error: unknown key `inclde` in `sources.dump` (did you mean `include`?)"
      ),
      (
        "on-error: x",
        "9:5: error: unknown key `on-error` in `sources.dump` (did you mean `on_error`?)"
      ),
      (
        "watch: true",
        "9:5: error: unknown key `watch` in `sources.dump` (known keys: type, include, exclude, "
          + "format, compression, base, graph, mode, on_error, max_errors, rejects)"
      ),
      ("schedule: {every: 15m}", "9:5: error: `schedule` is not supported by this version"),
      (
        "exclude: a",
        "9:14: error: `sources.dump.exclude` must be a list of paths and patterns, not a string"
      ),
      ("exclude: []", "9:14: error: `sources.dump.exclude` must not be empty"),
      (
        "exclude: [a, {b: c}]",
        "9:18: error: `sources.dump.exclude[1]` must be a path or a pattern, not a map"
      ),
      ("exclude: [a, '']", "9:18: error: `sources.dump.exclude[1]`: `` is empty"),
      (
        "exclude: [12]",
        "9:15: error: `sources.dump.exclude[0]` must be a path or a pattern, not an integer "
          + "(put it in quotes)"
      ),
      (
        "format: turtel",
        "9:13: error: `sources.dump.format`: `turtel` is not allowed here (did you mean `turtle`? "
          + "allowed: auto, ntriples, nquads, turtle, trig)"
      ),
      (
        "format: rdf_patch",
        "9:13: error: `sources.dump.format`: `rdf_patch` is not supported by this version "
          + "(it supports auto, ntriples, nquads, turtle, trig)"
      ),
      (
        "format: [turtle]",
        "9:13: error: `sources.dump.format` must be one of auto, ntriples, nquads, turtle, trig, "
          + "not a list"
      ),
      (
        "compression: rar",
        "9:18: error: `sources.dump.compression`: `rar` is not allowed here "
          + "(allowed: auto, none, gzip, bzip2, zstd, lz4)"
      ),
      (
        "mode: replace",
        "9:11: error: `sources.dump.mode`: `replace` is not supported by this version "
          + "(it supports append)"
      ),
      (
        "mode: patch",
        "9:11: error: `sources.dump.mode`: `patch` is not supported by this version "
          + "(it supports append)"
      ),
      (
        "on_error: skip",
        "9:15: error: `sources.dump.on_error`: `skip` is not allowed here "
          + "(allowed: fail_job, skip_file, skip_statement)"
      ),
      (
        "max_errors: '5'",
        "9:17: error: `sources.dump.max_errors` must be an integer, not a string (remove the quotes)"
      ),
      (
        "max_errors: -1",
        "9:17: error: `sources.dump.max_errors`: `-1` is below the least value 0"
      ),
      (
        "max_errors: 99999999999999999999",
        "9:17: error: `sources.dump.max_errors`: `99999999999999999999` is too large"
      ),
      (
        "max_errors: 1.5", "9:17: error: `sources.dump.max_errors` must be an integer, not a number"
      ),
      (
        "max_errors:",
        "9:16: error: `sources.dump.max_errors` must be an integer, not an empty value "
          + "(give it a value or remove the key)"
      ),
      (
        "graph: exx:museum",
        "9:12: error: `sources.dump.graph`: `exx:museum` has the undefined prefix `exx` "
          + "(did you mean `ex:`?)"
      ),
      (
        "graph: foaf:x",
        "9:12: error: `sources.dump.graph`: `foaf:x` has the undefined prefix `foaf` "
          + "(add it to `prefixes`, or write an IRI in angle brackets)"
      ),
      (
        "graph: defualt",
        "9:12: error: `sources.dump.graph`: `defualt` is not a graph (did you mean `default`?)"
      ),
      (
        "graph: museum",
        "9:12: error: `sources.dump.graph`: `museum` is not an IRI "
          + "(write http://..., or prefix:name with a prefix of `prefixes`)"
      ),
      (
        "graph: http://a/b c",
        "9:12: error: `sources.dump.graph`: `http://a/b c` is not an IRI: it holds U+0020 "
          + "(write it percent-encoded)"
      ),
      (
        "graph: <http://a",
        "9:12: error: `sources.dump.graph`: `<http://a` is not an IRI (it opens with `<` and lacks `>`)"
      ),
      (
        "base: <a/b>",
        "9:11: error: `sources.dump.base`: `<a/b>` is not an absolute IRI "
          + "(it must begin with a scheme, such as http://)"
      ),
      (
        "rejects: true",
        "9:14: error: `sources.dump.rejects` must be a path, not a boolean (put it in quotes)"
      ),
      (
        "include: [b]",
        "9:5: error: duplicate key `include` (first given at line 8, column 5)"
      ),
    ])
  func source(lines: String, error: String) {
    #expect(errors(withSource(lines)) == [error])
  }

  @Test(
    "a wrong top-level key or value is one exact error",
    arguments: [
      ("reasoning: {}", "6:1: error: `reasoning` is not supported by this version"),
      ("cache: {}", "6:1: error: `cache` is not supported by this version"),
      ("http: {token: '${file:/none}'}", "6:1: error: `http` is not supported by this version"),
      ("tests: []", "6:1: error: `tests` is not supported by this version"),
      ("querys: {}", "6:1: error: unknown key `querys` (did you mean `queries`?)"),
      ("Name: x", "6:1: error: unknown key `Name` (did you mean `name`?)"),
      (
        "x: y",
        "6:1: error: unknown key `x` (known keys: version, name, description, store, prefixes, "
          + "sources, queries, sinks, limits, log)"
      ),
      (
        "name: 12", "6:7: error: `name` must be a name, not an integer (put it in quotes)"
      ),
      (
        "name: a b",
        "6:7: error: `name`: `a b` is not a name "
          + "(letters, digits, `_`, `-` and `.`, a letter or `_` first, at most 64)"
      ),
      ("log: info", "6:6: error: `log` must be a map of keys, not a string"),
      (
        "log:",
        "6:5: error: `log` must be a map of keys, not an empty value "
          + "(give it a value or remove the key)"
      ),
      (
        "log: {level: loud}",
        "6:14: error: `log.level`: `loud` is not allowed here "
          + "(allowed: trace, debug, info, notice, warning, error, critical)"
      ),
      (
        "log: {format: true}",
        "6:15: error: `log.format`: `true` is not allowed here (allowed: text, json)"
      ),
      (
        "limits: {query_timeout: 60}",
        "6:25: error: `limits.query_timeout`: `60` needs a unit (write it as 10s, 5m or 1h30m)"
      ),
      (
        "limits: {query_memory: 0}",
        "6:24: error: `limits.query_memory`: `0` is below the least value 1B"
      ),
      (
        "limits: {shutdown_timeout: 30}",
        "6:28: error: `limits.shutdown_timeout`: `30` needs a unit (write it as 10s, 5m or 1h30m)"
      ),
      (
        "limits: {shutdown_timeout: 5 minutes}",
        "6:28: error: `limits.shutdown_timeout`: `5 minutes` is not a duration "
          + "(write it as 10s, 5m or 1h30m)"
      ),
      (
        "limits: {statement_bytes: 512M}",
        "6:27: error: `limits.statement_bytes`: `512M` has the unknown unit `M` "
          + "(write `512MiB` or `512MB`)"
      ),
      (
        "limits: {token_bytes: 1mib}",
        "6:23: error: `limits.token_bytes`: `1mib` has the unknown unit `mib` (did you mean `1MiB`?)"
      ),
      (
        "limits: {token_bytes: 0}",
        "6:23: error: `limits.token_bytes`: `0` is below the least value 1B"
      ),
      (
        "limits: {nesting_depth: 10001}",
        "6:25: error: `limits.nesting_depth`: `10001` is above the greatest value 10000"
      ),
      (
        "prefixes: {ex: [a]}", "6:16: error: `prefixes.ex` must be an absolute IRI, not a list"
      ),
      (
        "prefixes: {ex: example.org}",
        "6:16: error: `prefixes.ex`: `example.org` is not an absolute IRI "
          + "(it must begin with a scheme, such as http://)"
      ),
      (
        "prefixes: {1x: 'http://a/'}",
        "6:12: error: `prefixes`: the name `1x` is no prefix "
          + "(letters, digits, `_`, `-` and `.`, a letter first)"
      ),
    ])
  func top(lines: String, error: String) {
    #expect(errors(withTop(lines)) == [error])
  }

  @Test(
    "a file that is wrong at its root is one exact error",
    arguments: [
      ("", "1:1: error: the file is empty (see `sluice init`)"),
      ("# nothing", "1:1: error: the file is empty (see `sluice init`)"),
      ("- a", "1:1: error: the file must be a map of keys, not a list"),
      ("text", "1:1: error: the file must be a map of keys, not a string"),
      (
        "version: 2\nstore: {path: a}\nsources: {}",
        "1:10: error: `version`: `2` is not a version that is supported (write `version: 1`)"
      ),
      ("store: {path: a}\nsources: {}", "1:1: error: the file lacks the required key `version`"),
      ("version: 1\nsources: {}", "1:1: error: the file lacks the required key `store`"),
      (
        "version: 1\nstore: {}\nsources: {}",
        "2:8: error: `store` lacks the required key `path`"
      ),
      (
        "version: 1\nstore: {path: a}\nsources: {d: {type: file}}",
        "3:14: error: `sources.d` lacks the required key `include`"
      ),
      (
        "version: 1\nstore: {path: a}\nsources: {d: {include: [a]}}",
        "3:14: error: `sources.d` lacks the required key `type` (write `type: file`)"
      ),
      (
        "version: 1\nstore: {path: a}\nsources:\n  inbox: {type: directory, path: /x, watch: true}",
        "4:17: error: `sources.inbox.type`: `directory` is not supported by this version "
          + "(it supports file)"
      ),
      (
        "version: 1\nstore: {path: a}\nsources: {d: {type: flie, include: [a]}}",
        "3:21: error: `sources.d.type`: `flie` is not allowed here "
          + "(did you mean `file`? allowed: file)"
      ),
      (
        "version: 1\nstore: {path: a}\nsources: {'a b': {type: file, include: [a]}}",
        "3:11: error: `sources`: the name `a b` is not a name "
          + "(letters, digits, `_`, `-` and `.`, a letter or `_` first, at most 64)"
      ),
      (
        "version: 1\nstore: {path: a}\nsources: [a]",
        "3:10: error: `sources` must be a map from names to sources, not a list"
      ),
    ])
  func root(text: String, error: String) {
    #expect(errors(text) == [error])
  }

  @Test("everything wrong in a file is reported at once, in reading order")
  func collected() {
    let text = """
      version: one
      nmae: x
      store:
        path: ${NONE}/a
        preset: fast
        preset: slow
      sources:
        a:
          type: file
          include: []
          format: rdfxml
          format: rdfxml
        b: {type: directory}
      reasoning: {}
      log: {level: ${NONE2}
      """
    // The last line is broken as YAML, and then nothing else can be known.
    #expect(errors(text).count == 1)
    let mended = text.replacing("${NONE2}", with: "'${NONE2}'}")
    #expect(
      errors(mended) == [
        "1:10: error: `version` must be an integer, not a string",
        "2:1: error: unknown key `nmae` (did you mean `name`?)",
        "4:9: error: `store.path`: the variable `NONE` is not set "
          + "(set it, or write ${NONE:-default})",
        "5:11: error: `store.preset`: `fast` is not allowed here "
          + "(allowed: development, balanced, bulk_load, query_heavy, low_memory)",
        "6:3: error: duplicate key `preset` (first given at line 5, column 3)",
        "10:14: error: `sources.a.include` must not be empty",
        "11:13: error: `sources.a.format`: `rdfxml` is not allowed here "
          + "(allowed: auto, ntriples, nquads, turtle, trig)",
        "12:5: error: duplicate key `format` (first given at line 11, column 5)",
        "13:13: error: `sources.b.type`: `directory` is not supported by this version "
          + "(it supports file)",
        "14:1: error: `reasoning` is not supported by this version",
        "15:15: error: `log.level`: the variable `NONE2` is not set "
          + "(set it, or write ${NONE2:-default})",
      ])
  }

  @Test("the message of an error has file, line and column in front")
  func format() throws {
    let error = #expect(throws: PipelineFileError.self) {
      try PipelineFile.parse("version: 1\nstoer: {}", path: "a/b.yaml", environment: [:])
    }
    #expect(
      error?.description == """
        a/b.yaml:1:1: error: the file lacks the required key `store`
        a/b.yaml:1:1: warning: the pipeline has no `sources` (nothing would be loaded)
        a/b.yaml:2:1: error: unknown key `stoer` (did you mean `store`?)
        """)
  }
}
