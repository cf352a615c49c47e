import ArgumentParser
import PipelineFiles
import Sluice
import Telemetry

/// `sluice lint`: a pipeline file checked, without looking at any store.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check a pipeline file and print every error.",
    discussion: """
      Each finding has its line and column. Also looks whether the sources' patterns match files. \
      Exit code 3 where there is an error.

      Example: sluice lint Pipelines/quickstart.yaml
      """)

  @Argument(
    help: ArgumentHelp("Pipeline file.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Flag(help: "Print the pipeline as it will run: defaults and values filled in, secrets hidden.")
  var resolved = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let lint = PipelineFile.lint(path: file, environment: Pipeline.processEnvironment) {
      pattern, folder in
      do throws(SyntaxError) {
        return try FilePatterns(include: [pattern], relativeTo: folder).files()
      } catch {
        // A path without a file throws; to the check that is a pattern without a match.
        return []
      }
    }
    let out = TextOutput()
    for diagnostic in lint.diagnostics {
      if output.json {
        try out.line(Self.json(diagnostic).text)
      } else if !output.quiet || diagnostic.severity == .error {
        try out.line("\(diagnostic)")
      }
    }
    if resolved, let pipeline = lint.pipeline {
      try out.line(output.json ? pipeline.resolved.json() : pipeline.resolved.yaml())
    }
    try out.finish()
    if lint.hasErrors { throw ExitCode(CommandEnd.Code.invalidConfiguration.rawValue) }
    if !output.quiet, !output.json { note("\(file): no errors") }
  }

  private static func json(_ diagnostic: PipelineDiagnostic) -> JSONValue {
    .object([
      ("severity", .string(diagnostic.severity.rawValue)), ("file", .string(diagnostic.file)),
      ("line", diagnostic.position.map { .integer($0.line) } ?? .null),
      ("column", diagnostic.position.map { .integer($0.column) } ?? .null),
      ("message", .string(diagnostic.message)),
      ("hint", diagnostic.hint.map { .string($0) } ?? .null),
    ])
  }
}

/// `sluice schema`: the JSON Schema of pipeline files.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of pipeline files, for editors.",
    discussion: "Example: sluice schema > sluice.schema.json")

  @Flag(help: "Print the reference as Markdown instead.")
  var markdown = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let out = TextOutput()
    let text = markdown ? PipelineReference.markdown() : PipelineSchema.json()
    try out.line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    try out.finish()
  }
}

/// `sluice init`: a pipeline file to start with.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a pipeline file to start with.",
    discussion: "Example: sluice init museum.yaml")

  @Argument(help: ArgumentHelp("File to write.", valueName: "file"))
  var file = "pipeline.yaml"

  @Option(help: "Name of the pipeline (default: the file's).")
  var name: String?

  @Flag(help: "Replace a file that is there.")
  var force = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    do throws(PipelineFileError) {
      try PipelineTemplate.write(to: file, name: name, overwriting: force)
    } catch {
      // Nothing is wrong with a configuration: a file could not be written.
      note("error: \(error)")
      throw ExitCode(CommandEnd.Code.failed.rawValue)
    }
    if output.json {
      let out = TextOutput()
      try out.line(JSONValue.object([("file", .string(file))]).text)
      try out.finish()
    } else if !output.quiet {
      note("wrote \(file); edit it, then: sluice lint \(file) && sluice run \(file)")
    }
  }
}
