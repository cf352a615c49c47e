import Testing

@testable import PipelineFiles

@Suite("YAML that is not taken on trust")
struct YAMLTests {
  @Test(
    "what YAML allows and a pipeline file does not is one exact error",
    arguments: [
      (
        "name: *x",
        "6:7: error: undefined alias `*x` (an anchor `&x` must stand before it; a pattern needs quotes)"
      ),
      (
        "name: *.ttl",
        "6:7: error: a value that begins with `*` is an alias in YAML, and `*.ttl` is none (put it in quotes)"
      ),
      (
        "name: &a *b",
        "6:7: error: a value that begins with `*` is an alias in YAML, and `*b` is none (put it in quotes)"
      ),
      (
        "log: &a {level: *a}",
        "6:17: error: undefined alias `*a` (an anchor `&a` must stand before it; a pattern needs quotes)"
      ),
      (
        "name: !!str x",
        "6:7: error: the YAML tag `tag:yaml.org,2002:str` is not supported (remove it)"
      ),
      ("log: !thing {}", "6:6: error: the YAML tag `!thing` is not supported (remove it)"),
      (
        "<<: {name: a}",
        "6:1: error: merge keys `<<` are not supported (an alias can stand for a whole value)"
      ),
      ("? [a]\n: b", "6:3: error: a key must be a word, not a list or a map"),
      ("name: &x a\n*x : b", "7:1: error: an alias cannot be a key"),
      ("name: a\nname: b", "7:1: error: duplicate key `name` (first given at line 6, column 1)"),
      ("'name': a\nname: b", "7:1: error: duplicate key `name` (first given at line 6, column 1)"),
      (
        "---\nname: a",
        "6:1: error: not valid YAML: but found another document (a pipeline file is one document, without `---` inside)"
      ),
      (
        "\tname: a",
        "6:1: error: not valid YAML: found character that cannot start any token while scanning for the next token (indent with spaces, not with tabs)"
      ),
      (
        "name: @a",
        "6:7: error: not valid YAML: found character that cannot start any token while scanning for the next token (a value that begins with `@` needs quotes)"
      ),
      ("name: \u{0}", "6:7: error: the control character U+0 is not allowed"),
      (
        "name: a\u{F0000}",
        "6:8: error: private-use characters from U+F0000 to U+FFFFD are not allowed"
      ),
      (
        "name: \"\\U000f0000\"",
        "6:8: error: private-use characters from U+F0000 to U+FFFFD are not allowed"
      ),
    ])
  func refused(lines: String, error: String) {
    #expect(errors(withTop(lines)) == [error])
  }

  @Test("an open bracket is an error at the end of the file that names where it stands")
  func openBracket() {
    #expect(
      errors("version: 1\nstore: {path: a") == [
        "2:16: error: not valid YAML: did not find expected ',' or '}' while parsing a flow mapping "
          + "(which begins at line 2, column 8)"
      ])
  }

  @Test("a value that the end of the file leaves out is missed inside the file")
  func missingAtEnd() {
    #expect(
      errors("version: 1\nstore: {path: a}\n? prefixes") == [
        "3:11: error: `prefixes` must be a map from prefixes to IRIs, not an empty value "
          + "(give it a value or remove the key)"
      ])
  }

  @Test("stars in quotes, comments and words are what they are")
  func stars() throws {
    let text = withTop("description: \"*a* **\" # *none\n") + "name: a # * *\n"
    #expect(try parse(text).description == "*a* **")
    #expect(try parse(withTop("description: |\n  * one\n  * two")).description == "* one\n* two\n")
    #expect(try parse(withTop("description: a *b")).description == "a *b")
    #expect(
      try parse(withSource("exclude: [a/*.ttl, '*', \"**/*\"]")).sources[0].exclude == [
        "a/*.ttl", "*", "**/*",
      ])
  }

  @Test("a bomb of aliases ends at once, as a value and as a key")
  func bombs() {
    var lines = ["bomb0: &b0 [x, x, x, x, x, x, x, x, x]"]
    for level in 1...60 {
      let aliases = Array(repeating: "*b\(level - 1)", count: 9).joined(separator: ", ")
      lines.append("bomb\(level): &b\(level) [\(aliases)]")
    }
    let clock = ContinuousClock()
    let took = clock.measure {
      let found = errors(withTop(lines.joined(separator: "\n")))
      #expect(found.contains { $0.contains("aliases stand for more than 100000 values") })
      let keys = lines.map { $0.replacing(": &", with: ": &").replacing("[*", with: "[? *") }
      #expect(!errors(withTop(keys.joined(separator: "\n"))).isEmpty)
      let asKey = lines.prefix(5).joined(separator: "\n") + "\n? *b4\n: 1\n? [*b4, *b4]\n: 2"
      #expect(errors(withTop(asKey)).contains { $0.contains("an alias cannot be a key") })
    }
    #expect(took < .seconds(10))
  }

  @Test("aliases are allowed up to the bound and not beyond")
  func aliasBound() {
    // An anchor of 1,001 values: 99 aliases stand for less than 100,000 of them, 100 for more.
    let anchor = "exclude: &x [" + Array(repeating: "a", count: 1_000).joined(separator: ",") + "]"
    func file(_ aliases: Int) -> String {
      let source = "{type: file, include: *x}"
      let sources = (0..<aliases).map { "  s\($0): \(source)" }.joined(separator: "\n")
      return withSource(anchor) + sources + "\n"
    }
    #expect(errors(file(99)).isEmpty)
    #expect(
      errors(file(100)) == ["109:30: error: with `*x`, aliases stand for more than 100000 values"])
  }

  @Test("deep nesting is refused before anything recurses", arguments: ["[", "{a: ", "- ", "? "])
  func deepNesting(opening: String) {
    for depth in [100, 1_000, 100_000] {
      #expect(!errors(withTop("name:\n  " + String(repeating: opening, count: depth))).isEmpty)
    }
  }

  @Test("nesting is allowed to 64 levels and not to 65")
  func nestingBound() {
    func list(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    // The root map is the first level.
    #expect(
      errors("version: \(list(63))\nstore: {path: a}") == [
        "1:10: error: `version` must be an integer, not a list"
      ])
    #expect(
      errors("version: \(list(64))\nstore: {path: a}") == [
        "1:10: error: `version` must be an integer, not a list",
        "1:73: error: values are nested deeper than 64 levels",
      ])
    #expect(
      errors("version: \(list(129))") == ["1:138: error: more than 128 brackets are open"])
    let indented = String(repeating: " ", count: 129) + "a: b"
    #expect(
      errors("version: 1\n" + indented) == [
        "2:129: error: the line is indented by more than 128 characters"
      ])
  }

  @Test("a file may be a mebibyte and not a byte more")
  func largestFile() throws {
    let head = withTop("# ")
    let folder = try TemporaryFolder()
    let full = head + String(repeating: "#", count: (1 << 20) - head.utf8.count)
    let path = try folder.write("p.yaml", full)
    #expect(!PipelineFile.lint(path: path, environment: [:]).hasErrors)
    _ = try folder.write("p.yaml", full + "#")
    let error = #expect(throws: PipelineFileError.self) {
      try PipelineFile.load(path: path, environment: [:])
    }
    #expect(error == .tooLarge(path: path, limit: ByteCount(1 << 20)))
    #expect(
      error?.description
        == "\(path): error: the file is over the limit of 1MiB (is it a pipeline file?)")
    #expect(throws: PipelineFileError.self) {
      try PipelineFile.parse(full + "#", path: path, environment: [:])
    }
  }

  @Test("files that end nowhere are not read to the end")
  func endless() {
    let lint = PipelineFile.lint(path: "/dev/zero", environment: [:])
    #expect(lint.diagnostics.map(\.message) == ["the file is over the limit of 1MiB"])
  }

  @Test("text that is not UTF-8 is an error at its first bad byte")
  func notUTF8() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/p.yaml"
    for (bytes, place) in [
      ([0x61, 0x0A, 0xC3, 0xA9, 0xFF, 0x62], "2:2"), ([0xFF], "1:1"), ([0x61, 0xE2, 0x82], "1:2"),
      ([0xEF, 0xBF, 0xBD, 0xC0, 0x80], "1:2"), ([0xEF, 0xBB, 0xBF, 0x61, 0x80], "1:2"),
    ] as [([UInt8], String)] {
      _ = try folder.write("p.yaml", .init(bytes))
      let lint = PipelineFile.lint(path: path, environment: [:])
      #expect(
        lint.diagnostics.map(\.description) == ["\(path):\(place): error: the file is not UTF-8"])
    }
  }

  @Test("a missing file says why")
  func missing() {
    let error = #expect(throws: PipelineFileError.self) {
      try PipelineFile.load(path: "/none/p.yaml", environment: [:])
    }
    #expect(
      error?.description == "/none/p.yaml: error: cannot read the file: No such file or directory")
    #expect(PipelineFile.lint(path: "/", environment: [:]).hasErrors)
  }

  @Test("a file that is wrong in thousands of ways gives two hundred errors, and soon")
  func wrongEverywhere() {
    let head = "version: 1\nstore: {path: a}\n"
    let prefixes = (0..<5_000).map { "  p\($0): http://a/" }.joined(separator: "\n")
    let sources = (0..<2_000).map { "  s\($0): {type: file, include: [a], graph: x:a}" }
    let files = [
      head + (0..<20_000).map { "k\($0): 1" }.joined(separator: "\n"),
      head + "description: '" + String(repeating: "${A}", count: 200_000) + "'",
      head + "x: [" + String(repeating: "*a,", count: 100_000) + "]",
      head + "prefixes:\n" + prefixes + "\nsources:\n" + sources.joined(separator: "\n"),
    ]
    let clock = ContinuousClock()
    for text in files {
      var count = 0
      let took = clock.measure { count = errors(text).count }
      // YAML's own errors are counted apart from those of the format.
      #expect((200...202).contains(count))
      // Quadratic work would take minutes.
      #expect(took < .seconds(20))
    }
  }

  @Test("twenty duplicate keys are each reported; of more, the first")
  func manyDuplicates() {
    func file(_ count: Int) -> String {
      withTop((0..<count).map { "k\($0): 1\nk\($0): 2" }.joined(separator: "\n"))
    }
    #expect(errors(file(20)).count { $0.contains("duplicate key") } == 20)
    #expect(errors(file(21)).count { $0.contains("duplicate key") } == 1)
    #expect(errors(withTop("'': 1\n'': 2")) == ["6:1: error: duplicate key ``"])
  }
}
