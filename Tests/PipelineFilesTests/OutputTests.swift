import Foundation
import Testing

@testable import PipelineFiles

@Suite("Schema, reference, template, lint")
struct OutputTests {
  /// Every section table of the format, as the reference lists them.
  private static func sections(_ root: SectionDescription) -> [SectionDescription] {
    [root] + root.inner.flatMap(sections)
  }

  @Test("the schema is JSON and says what the tables say")
  func schema() throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(PipelineSchema.json().utf8))
    let root = try #require(parsed as? [String: Any])
    #expect(root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(root["additionalProperties"] as? Bool == false)
    #expect(root["required"] as? [String] == ["version", "store"])
    let properties = try #require(root["properties"] as? [String: [String: Any]])
    #expect(Set(properties.keys) == Set(Pipeline.table.fields.map(\.key)))
    #expect(properties.values.allSatisfy { ($0["description"] as? String)?.isEmpty == false })
    let store = try #require(properties["store"]?["properties"] as? [String: [String: Any]])
    #expect(store["preset"]?["default"] as? String == "balanced")
    #expect(store["memory"]?["default"] == nil)
    let source = try #require(properties["sources"]?["additionalProperties"] as? [String: Any])
    #expect(source["required"] as? [String] == ["type", "include"])
    let keys = try #require(source["properties"] as? [String: [String: Any]])
    #expect(keys["type"]?["const"] as? String == "file")
    #expect(keys["max_errors"]?["default"] as? Int == 1_000)
    #expect(keys["schedule"] == nil)
    let query = try #require(properties["queries"]?["additionalProperties"] as? [String: Any])
    #expect(query["required"] as? [String] == ["sinks"])
    #expect(
      query["oneOf"] as? [[String: [String]]] == [["required": ["file"]], ["required": ["sparql"]]])
    let sink = try #require(properties["sinks"]?["additionalProperties"] as? [String: Any])
    let kinds = try #require(sink["oneOf"] as? [[String: Any]])
    #expect(
      kinds.map { $0["required"] as? [String] } == [
        ["type", "format"], ["type", "path", "format"],
      ])
  }

  @Test("the reference has a row for every key and a table for every section")
  func reference() {
    let page = PipelineReference.markdown()
    let sections = Self.sections(Pipeline.table.description)
    #expect(
      sections.map(\.name) == [
        "pipeline", "store", "sources.NAME (type: file)", "queries.NAME",
        "sinks.NAME (type: stdout)", "sinks.NAME (type: file)", "limits", "log",
      ])
    for section in sections {
      #expect(page.contains("\n## \(section.name)\n"))
      for row in section.rows { #expect(page.contains("\n| `\(row.key)` | ")) }
    }
    #expect(page.contains("| `token_bytes` | a size such as 512MiB | `32MiB` |"))
    #expect(page.contains("| `path` | a path | required |"))
  }

  @Test("a default that the schema names is the one that decoding gives")
  func defaultsAgree() throws {
    // Every default, written out, must change nothing.
    let plain = try parse(withTop(""))
    let written = try parse(plain.resolved.yaml(escapingDollars: true))
    #expect(written.resolved == plain.resolved)
    let resolved = try #require(plain.resolved["limits"])
    let schema = try #require(PipelineSchema.value["properties"]?["limits"]?["properties"])
    for field in LimitsSection.table.fields where field.key != "queue_bytes" {
      #expect(schema[field.key]?["default"] == resolved[field.key])
    }
  }

  @Test("the template is a right pipeline, and every line it comments out is right too")
  func template() throws {
    let text = PipelineTemplate.text(name: "museum")
    #expect(errors(text).isEmpty)
    #expect(try parse(text).name == "museum")
    let unlocked = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let body = line.drop { $0 == " " }
      // Keys behind `# ` and not prose: a word with a colon.
      guard body.hasPrefix("# "), body.dropFirst(2).drop(while: { $0 == " " }).contains(":"),
        !body.contains("`"), !body.contains("${")
      else { return String(line) }
      return String(line.prefix(line.count - body.count) + body.dropFirst(2))
    }.joined(separator: "\n")
    #expect(unlocked != text)
    #expect(errors(unlocked).isEmpty)
    let pipeline = try parse(unlocked)
    #expect(pipeline.limits.syntax.statementBytes == 64 << 20)
    #expect(pipeline.queries.map(\.sinks) == [["console", "report"]])
    #expect(pipeline.sinks.map(\.path) == [nil, "/base/out/things.csv"])
    #expect(pipeline.sources[0].rejects == "/base/rejects")
    #expect(pipeline.store.tempDir == "/base/tmp")
  }

  @Test(
    "a template's name is made a name", arguments: ["", "a b", "1", "true", "Ünï", "null", "-x"])
  func templateNames(name: String) {
    #expect(errors(PipelineTemplate.text(name: name)).isEmpty)
    let long = String(repeating: "9", count: 100)
    #expect(errors(PipelineTemplate.text(name: long)).isEmpty)
  }

  @Test("the template is written once, and over a file only when asked to")
  func templateFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/museum.yaml"
    try PipelineTemplate.write(to: path)
    #expect(try PipelineFile.load(path: path, environment: [:]).name == "museum")
    let error = #expect(throws: PipelineFileError.self) {
      try PipelineTemplate.write(to: path, name: "other")
    }
    #expect(error?.description == "\(path): error: cannot write the file: File exists")
    #expect(try PipelineFile.load(path: path, environment: [:]).name == "museum")
    try PipelineTemplate.write(to: path, name: "b", overwriting: true)
    #expect(try PipelineFile.load(path: path, environment: [:]).name == "b")
  }

  @Test("lint warns of a pattern and refuses a path that matches nothing")
  func lint() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "p.yaml", withSource("").replacing("\"a.ttl\"", with: "a.ttl, \"b/*.ttl\", c.nt"))
    #expect(PipelineFile.lint(path: path, environment: [:]).diagnostics.isEmpty)
    var asked: [String] = []
    let lint = PipelineFile.lint(path: path, environment: [:]) { pattern, base in
      asked.append(base + "/" + pattern)
      return pattern == "c.nt" ? [base + "/c.nt"] : []
    }
    #expect(asked == ["a.ttl", "b/*.ttl", "c.nt"].map { folder.path + "/" + $0 })
    #expect(
      lint.diagnostics.map { String($0.description.dropFirst(path.count)) } == [
        ":8:15: error: `sources.dump.include[0]`: there is no file `a.ttl` "
          + "(paths are relative to the pipeline file)",
        ":8:22: warning: `sources.dump.include[1]`: the pattern `b/*.ttl` matches no file "
          + "(paths are relative to the pipeline file)",
      ])
    #expect(lint.hasErrors)
    #expect(lint.pipeline != nil)
  }

  @Test("the pipeline that is shipped is right")
  func quickstart() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appendingPathComponent("Pipelines/quickstart.yaml").path
    let pipeline = try PipelineFile.load(path: path, environment: ["SLUICE_DATA": "/data"])
    #expect(pipeline.warnings.isEmpty)
    #expect(pipeline.store.path == "/data/quickstart")
    #expect(!pipeline.sources.isEmpty)
    #expect(pipeline.queries.count == 2 && pipeline.sinks.count == 2)
    for pattern in pipeline.sources.flatMap(\.include) {
      let parts = pattern.split(separator: "*")
      let (folder, ending) = (try #require(parts.first), try #require(parts.last))
      let names = try FileManager.default.contentsOfDirectory(
        atPath: pipeline.baseFolder + "/" + String(folder))
      #expect(names.contains { $0.hasSuffix(String(ending)) })
    }
  }
}
