// From a path to a checked pipeline:
//
//     bytes ─► SourceText ─► YAMLComposer ─► YAMLNode ─► Pipeline.table ─► Pipeline
//              limits,       Yams, aliases,   positions   strict decode,
//              positions     duplicates                    interpolation
//
// All that is wrong with a file is reported at once, in reading order. A file is at most 1 MiB, so
// all of this is milliseconds.

import RDF

/// Reads pipeline files.
public enum PipelineFile {
  /// The paths that a pattern of a source matches, seen from a folder.
  public typealias PatternMatcher = (_ pattern: String, _ baseFolder: String) -> [String]

  /// Largest file that `${file:...}` reads; a secret is a line.
  static let largestSecret = ByteCount(64 << 10)

  /// Reads the pipeline file at `path`.
  ///
  /// Interpolation takes variables from `environment` and files relative to the pipeline file.
  ///
  /// - Throws: ``PipelineFileError``; every error of the file is in it.
  public static func load(
    path: String, environment: [String: String]
  ) throws(PipelineFileError) -> Pipeline {
    try parse(try text(of: path), path: path, environment: environment)
  }

  /// Reads a pipeline from `text`, as if it stood in a file at `path`.
  ///
  /// - Throws: ``PipelineFileError``; every error of the file is in it.
  public static func parse(
    _ text: String, path: String, environment: [String: String]
  ) throws(PipelineFileError) -> Pipeline {
    let result = decode(text, path: path, environment: environment)
    guard let pipeline = result.pipeline else {
      throw .invalid(path: path, diagnostics: result.diagnostics)
    }
    return pipeline
  }

  /// Checks the pipeline file at `path`, and that every pattern of its sources matches something.
  ///
  /// Without `matching`, patterns are not tried. A path without wildcards that names no file is an
  /// error, a pattern that matches nothing a warning.
  public static func lint(
    path: String, environment: [String: String], matching: PatternMatcher? = nil
  ) -> PipelineLint {
    let text: String
    do {
      text = try Self.text(of: path)
    } catch {
      return PipelineLint(pipeline: nil, diagnostics: error.diagnostics)
    }
    var result = decode(text, path: path, environment: environment)
    if let pipeline = result.pipeline, let matching {
      result.diagnostics += unmatched(pipeline, matching)
      result.diagnostics.sortByPosition(in: path)
    }
    return result
  }

  // MARK: - Steps

  private static func text(of path: String) throws(PipelineFileError) -> String {
    do {
      return try FileText.read(path, limit: SourceText.Limit.file.bytes)
    } catch {
      switch error {
      case .system(let message):
        throw .inaccessible(path: path, message: "cannot read the file: \(message)")
      case .tooLarge: throw .tooLarge(path: path, limit: SourceText.Limit.file)
      case .notUTF8(let position):
        let diagnostic = PipelineDiagnostic(
          .error, file: path, position: position, message: "the file is not UTF-8")
        throw .invalid(path: path, diagnostics: [diagnostic])
      }
    }
  }

  private static func decode(
    _ text: String, path: String, environment: [String: String]
  ) -> PipelineLint {
    guard text.utf8.count <= SourceText.Limit.file.bytes else {
      let error = PipelineFileError.tooLarge(path: path, limit: SourceText.Limit.file)
      return PipelineLint(pipeline: nil, diagnostics: error.diagnostics)
    }
    let source = SourceText(file: path, text: text)
    let baseFolder = FolderPath.folder(of: path)
    let composed = YAMLComposer.compose(source)
    let interpolation = Interpolation(environment: environment) { secret in
      readSecret(FolderPath.join(baseFolder, secret))
    }
    var decoder = StrictDecoder(
      source: source, baseFolder: baseFolder, interpolation: interpolation)
    var pipeline = composed.root.flatMap { Pipeline.table.type.decode($0, &decoder) }
    var diagnostics = composed.diagnostics + decoder.diagnostics
    diagnostics.sortByPosition(in: path)
    if diagnostics.contains(where: { $0.severity == .error }) { pipeline = nil }
    pipeline?.file = path
    pipeline?.baseFolder = baseFolder
    pipeline?.warnings = diagnostics
    pipeline?.origins = decoder.origins
    return PipelineLint(pipeline: pipeline, diagnostics: diagnostics)
  }

  private static func readSecret(_ path: String) -> Result<String, ValueTextError> {
    do {
      var text = try FileText.read(path, limit: largestSecret.bytes)
      if text.last?.isNewline ?? false { text.removeLast() }
      return .success(text)
    } catch {
      switch error {
      case .system(let message): return .failure(ValueTextError("cannot be read: \(message)"))
      case .tooLarge: return .failure(ValueTextError("is over \(largestSecret)"))
      case .notUTF8: return .failure(ValueTextError("is not UTF-8"))
      }
    }
  }

  private static func unmatched(
    _ pipeline: Pipeline, _ matching: PatternMatcher
  ) -> [PipelineDiagnostic] {
    pipeline.sources.flatMap { source in
      source.include.enumerated().compactMap { index, pattern in
        guard matching(pattern, pipeline.baseFolder).isEmpty else { return nil }
        let path = "sources.\(source.name).include[\(index)]"
        let isSecret = pipeline.origins.secretPaths.contains(path)
        let shown = isSecret ? StrictDecoder.redaction : pattern
        let isPattern = pattern.contains { "*?[{".contains($0) }
        return PipelineDiagnostic(
          isPattern ? .warning : .error, file: pipeline.file, position: pipeline.position(of: path),
          message: isPattern
            ? "`\(path)`: the pattern `\(shown)` matches no file"
            : "`\(path)`: there is no file `\(shown)`",
          hint: "paths are relative to the pipeline file")
      }
    }
  }
}

/// What is to be said about a pipeline file.
public struct PipelineLint: Sendable {
  /// The pipeline, where the file has no error in itself.
  public var pipeline: Pipeline?
  /// All errors and warnings, in reading order.
  public var diagnostics: [PipelineDiagnostic]

  /// Whether anything among them is an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

extension [PipelineDiagnostic] {
  /// Sorts in reading order; what concerns the whole file comes first, other files come last.
  fileprivate mutating func sortByPosition(in file: String) {
    let whole = TextPosition(line: 0, column: 0)
    // The order of finding settles ties: Swift's sort is stable.
    sort { left, right in
      let isElsewhere = (left.file != file, right.file != file)
      if isElsewhere.0 != isElsewhere.1 { return isElsewhere.1 }
      return (left.position ?? whole) < (right.position ?? whole)
    }
  }
}
