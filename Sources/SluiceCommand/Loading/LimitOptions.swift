import ArgumentParser
import PipelineFiles
import Sluice

// The keys of a pipeline file's `limits` section as flags; a test compares their names.

/// Bounds on each document that is read.
struct DocumentLimitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Longest statement or line (default: 64MiB).", valueName: "size"))
  var statementBytes: ByteCount?

  @Option(help: ArgumentHelp("Longest literal or IRI (default: 32MiB).", valueName: "size"))
  var tokenBytes: ByteCount?

  @Option(help: ArgumentHelp("Deepest nesting of [ and ( (default: 1000).", valueName: "n"))
  var nestingDepth: Int?

  @Option(
    help: ArgumentHelp("Most decompressed bytes of a file, 0 for no bound.", valueName: "size"))
  var decompressedBytes: ByteCount?

  @Option(help: ArgumentHelp("Highest ratio of decompression (default: 2000).", valueName: "n"))
  var decompressionRatio: Int?

  func validate() throws {
    if let nestingDepth, !(1...10_000).contains(nestingDepth) {
      throw ValidationError("--nesting-depth must be from 1 to 10000")
    }
    if let decompressionRatio, decompressionRatio < 1 {
      throw ValidationError("--decompression-ratio must be at least 1")
    }
    if statementBytes?.bytes == 0 || tokenBytes?.bytes == 0 {
      throw ValidationError("--statement-bytes and --token-bytes must not be 0")
    }
  }

  /// The bounds with defaults filled in.
  var syntax: SyntaxLimits {
    var limits = SyntaxLimits()
    if let statementBytes { limits.statementBytes = statementBytes.bytes }
    if let tokenBytes { limits.tokenBytes = tokenBytes.bytes }
    if let nestingDepth { limits.nestingDepth = nestingDepth }
    if let decompressedBytes { limits.decompressedBytes = decompressedBytes.bytes }
    if let decompressionRatio { limits.decompressionRatio = decompressionRatio }
    return limits
  }
}

/// All bounds of a load: the `limits` section of a pipeline file.
struct LimitOptions: ParsableArguments {
  @OptionGroup var document: DocumentLimitOptions

  @Option(
    help: ArgumentHelp(
      "Most bytes that wait between stages (default: a share of --memory).", valueName: "size"))
  var queueBytes: ByteCount?

  @Option(
    help: ArgumentHelp(
      "How long a stop waits for the commit under way (default: 30s).", valueName: "duration"))
  var shutdownTimeout: TimeSpan?

  func validate() throws {
    if queueBytes?.bytes == 0 { throw ValidationError("--queue-bytes must not be 0") }
  }
}
