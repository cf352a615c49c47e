import Testing

@testable import PipelineFiles

@Suite("Interpolation")
struct InterpolationTests {
  static let environment = [
    "A": "alpha", "EMPTY": "", "N": "12", "SIZE": "3MiB", "WORD": "turtle", "DOLLAR": "${A} $$",
    "YAML": "x, evil: [1]", "_u1": "under", "NULL": "null",
  ]

  @Test(
    "a text is replaced as the table says",
    arguments: [
      ("plain", "plain"), ("${A}", "alpha"), ("x${A}y${A}", "xalphayalpha"), ("${_u1}", "under"),
      ("${EMPTY}x", "x"), ("${EMPTY:-d}", "d"), ("${NONE:-d}", "d"), ("${NONE:-}x", "x"),
      ("${A:-d}", "alpha"), ("${A:?m}", "alpha"), ("$$", "$"), ("$${A}", "${A}"),
      ("$$$${A}", "$${A}"), ("$$${A}", "$alpha"), ("cost: 5$", "cost: 5$"), ("$ 5", "$ 5"),
      ("$5", "$5"), ("${DOLLAR}", "${A} $$"), ("${NONE:-${A}}", "alpha"),
      ("${NONE:-a${NONE2:-b${A}c}d}e", "abalphacde"), ("${NONE:-$${A}", "${A"),
      ("${A:-${NONE}}", "alpha"), ("${YAML}", "x, evil: [1]"), ("${NONE:-:-}", ":-"),
      ("${NONE:-a b: c}", "a b: c"), ("}${A}}", "}alpha}"),
    ])
  func table(text: String, expected: String) throws {
    let yaml = withTop("description: '\(text)'")
    #expect(try parse(yaml, Self.environment).description == expected)
  }

  @Test(
    "a wrong reference is an error at its own place",
    arguments: [
      (
        "x${NONE}",
        "16: error: `description`: the variable `NONE` is not set "
          + "(set it, or write ${NONE:-default})"
      ),
      ("ab ${NONE:?say why}", "18: error: `description`: `NONE` is not set: say why"),
      ("${EMPTY:?}", "15: error: `description`: `EMPTY` is not set"),
      ("$$ ${A} ${NONE:?${A}!}", "23: error: `description`: `NONE` is not set: alpha!"),
      (
        "x ${A",
        "17: error: `description`: `${A` is not closed by `}`, or of no known form (the forms are "
          + "${VAR}, ${VAR:-default}, ${VAR:?message} and ${file:path})"
      ),
      (
        "${A-b}",
        "15: error: `description`: `${A` is not closed by `}`, or of no known form (the forms are "
          + "${VAR}, ${VAR:-default}, ${VAR:?message} and ${file:path})"
      ),
      ("${NONE:-x", "15: error: `description`: `${` is not closed by `}`"),
      ("${NONE:-${A:-x}", "15: error: `description`: `${` is not closed by `}`"),
      ("${}", "15: error: `description`: `${` must be followed by the name of a variable"),
      ("${1A}", "15: error: `description`: `${` must be followed by the name of a variable"),
      ("${", "15: error: `description`: `${` must be followed by the name of a variable"),
      (
        "a $HOME/x",
        "17: error: `description`: `$HOME` is not replaced "
          + "(write ${HOME}, or $$HOME for a dollar sign)"
      ),
    ])
  func wrong(text: String, error: String) {
    #expect(errors(withTop("description: \"\(text)\""), Self.environment) == ["6:" + error])
  }

  @Test("every wrong reference of a scalar is reported, also over several lines")
  func severalLines() {
    let text = withTop("description: >\n  one ${X}\n  two $$ ${Y}\n\n  ${A} ${Z}")
    #expect(
      errors(text, Self.environment).map { $0.prefix(5) } == ["7:7: ", "8:10:", "10:8:"])
  }

  @Test("what comes out of a reference is typed as if it stood there")
  func typed() throws {
    let pipeline = try parse(
      withSource(
        "max_errors: ${N}\nformat: \"${WORD}\"\non_error: skip_${NONE:-file}\nrejects: ${N}")
        + "limits: {token_bytes: \"${SIZE}\", nesting_depth: '1${N}'}\n", Self.environment)
    #expect(pipeline.sources[0].maxErrors == 12)
    #expect(pipeline.sources[0].format == .turtle)
    #expect(pipeline.sources[0].onError == .skipFile)
    #expect(pipeline.sources[0].rejects == "/base/12")
    #expect(pipeline.limits.syntax.tokenBytes == 3 << 20)
    #expect(pipeline.limits.syntax.nestingDepth == 112)
    #expect(try parse(withTop("description: ${NULL}"), Self.environment).description == "null")
  }

  @Test("a value that comes out wrong is an error of the scalar")
  func typedWrong() {
    #expect(
      errors(withSource("max_errors: ${A}"), Self.environment) == [
        "9:17: error: `sources.dump.max_errors`: `alpha` is not an integer"
      ])
    #expect(
      errors(withSource("rejects: ${EMPTY}"), Self.environment) == [
        "9:14: error: `sources.dump.rejects`: `` is empty"
      ])
  }

  @Test("a value cannot inject structure, a key is not replaced")
  func noStructure() throws {
    let pipeline = try parse(withSource("exclude: ['${YAML}']"), Self.environment)
    #expect(pipeline.sources[0].exclude == ["x, evil: [1]"])
    #expect(errors(withTop("${A}: 1")).first?.hasPrefix("6:1: error: unknown key `${A}`") == true)
  }

  @Test("nesting is bounded, and so is all that is put in")
  func bounds() {
    let deep = String(repeating: "${X:-", count: 17) + String(repeating: "}", count: 17)
    #expect(
      errors(withTop("description: '\(deep)'")).contains {
        $0.hasSuffix("`${` is nested deeper than 16 levels")
      })
    let allowed = String(repeating: "${X:-", count: 16) + "a" + String(repeating: "}", count: 16)
    #expect(errors(withTop("description: '\(allowed)'")).isEmpty)
    let large = ["L": String(repeating: "x", count: 1 << 19)]
    #expect(errors(withTop("description: '${L}${L}'"), large).isEmpty)
    #expect(
      errors(withTop("description: '${L}${L}${N:-}${L}'"), large) == [
        "6:29: error: `description`: what is put in for `${...}` is over 1MiB in all"
      ])
  }

  @Test("a secret file is read without its line end, and is never shown")
  func secrets() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("token", "hunter2\n")
    _ = try folder.write("crlf", "hunter3\r\n")
    let file = try folder.write(
      "p.yaml",
      withSource(
        "rejects: x/${file:token}/y\nexclude: [\"${file:${CR}}\", plain]\non_error: skip_file"))
    let pipeline = try PipelineFile.load(path: file, environment: ["CR": "crlf"])
    #expect(pipeline.sources[0].rejects == folder.path + "/x/hunter2/y")
    #expect(pipeline.sources[0].exclude == ["hunter3", "plain"])
    let source = pipeline.resolved["sources"]?["dump"]
    #expect(source?["rejects"] == "***")
    #expect(source?["exclude"] == ["***", "plain"])
    var dumped = ""
    dump(pipeline, to: &dumped)
    #expect(!"\(pipeline) \(String(reflecting: pipeline))".contains("hunter"))
    for shown in [pipeline.resolved.json(), pipeline.resolved.yaml(), dumped] {
      #expect(!shown.contains("hunter"))
      #expect(shown.contains("***"))
    }
    #expect(pipeline.redacted("cannot open hunter2: hunter3") == "cannot open ***: ***")
  }

  @Test("a secret is not shown in errors and warnings either")
  func secretsInErrors() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("token", "hunter2")
    let keys = [
      "format", "graph", "base", "max_errors", "mode", "on_error", "compression", "exclude",
    ]
    for key in keys {
      let file = try folder.write("p.yaml", withSource("\(key): ${file:token}"))
      let lint = PipelineFile.lint(path: file, environment: [:])
      #expect(lint.hasErrors)
      #expect(!lint.diagnostics.map(\.description).joined().contains("hunter"))
    }
    let file = try folder.write(
      "p.yaml",
      withTop("limits: {token_bytes: '${file:token}', shutdown_timeout: '9${file:token}'}"))
    let lint = PipelineFile.lint(path: file, environment: [:])
    #expect(
      lint.diagnostics.map { $0.message } == [
        "`limits.token_bytes`: `***` is not valid here",
        "`limits.shutdown_timeout`: `***` is not valid here",
      ])
    let pattern = try folder.write(
      "q.yaml", withSource("").replacing("a.ttl", with: "${file:token}*"))
    let unmatched = PipelineFile.lint(path: pattern, environment: [:]) { _, _ in [] }
    #expect(
      unmatched.diagnostics.map(\.message) == [
        "`sources.dump.include[0]`: the pattern `***` matches no file"
      ])
  }

  @Test("a secret that cannot be read is an error at its place")
  func missingSecrets() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("large", String(repeating: "x", count: (64 << 10) + 1))
    let file = try folder.write(
      "p.yaml", withTop("description: x${file:none}${file:large}${file:.}${A:-${file:unused}}"))
    let lint = PipelineFile.lint(path: file, environment: ["A": "a"])
    #expect(
      lint.diagnostics.map { String($0.description.dropFirst(file.count)) } == [
        ":6:15: error: `description`: `${file:none}` cannot be read: No such file or directory",
        ":6:27: error: `description`: `${file:large}` is over 64KiB",
        ":6:40: error: `description`: `${file:.}` cannot be read: Is a directory",
      ])
  }
}
