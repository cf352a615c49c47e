// The `limits` section: the bounds of `SyntaxLimits` under the names of the file, and those of a run.

import RDFSyntax

/// Bounds on input, queues and shutdown.
public struct LimitsSection: Hashable, Sendable {
  /// Bounds on each document.
  public var syntax = SyntaxLimits()
  /// Most bytes that wait between two stages; nil is a share of the memory budget.
  public var queueBytes: ByteCount?
  /// How long a stop waits for the commit under way before it is given up.
  public var shutdownTimeout = TimeSpan(seconds: 30)
  /// How long a query may take; 0 is no bound.
  public var queryTimeout = TimeSpan(seconds: 60)
  /// Most bytes that the tables of one query may hold, within half of the process's budget.
  public var queryMemory = ByteCount(1 << 30)

  /// Makes the default limits.
  public init() {}
}

extension LimitsSection {
  static let table = SectionTable<LimitsSection>(
    name: "limits",
    summary: "Bounds that keep hostile input from using up memory, stack or disk.",
    defaults: LimitsSection(),
    fields: [
      Field(
        "statement_bytes", \.syntax.statementBytes, .bytes(minimum: 1),
        "Longest statement, and so the longest line of N-Triples and N-Quads."),
      Field(
        "token_bytes", \.syntax.tokenBytes, .bytes(minimum: 1), "Longest literal or IRI."),
      Field(
        "nesting_depth", \.syntax.nestingDepth, .integer(1...deepestNesting),
        "Deepest nesting of `[` and `(` in Turtle and TriG."),
      Field(
        "decompressed_bytes", \.syntax.decompressedBytes, .bytes(minimum: 0),
        "Most decompressed bytes of a document; 0 is no bound."),
      Field(
        "decompression_ratio", \.syntax.decompressionRatio, .integer(1...Int.max),
        "Highest ratio of decompressed to compressed bytes, after the first 64MiB."),
      Field(
        "queue_bytes", \.queueBytes, .size(minimum: 1),
        "Most bytes that wait between two stages. Without it, a share of `store.memory`."),
      Field(
        "shutdown_timeout", \.shutdownTimeout, .duration,
        "How long a stop waits for the commit under way."),
      Field(
        "query_timeout", \.queryTimeout, .duration,
        "How long each query may take; `0s` is no bound."),
      Field(
        "query_memory", \.queryMemory, .size(minimum: 1),
        "Most bytes that the tables of one query may hold; never more than half of `store.memory`."),
    ]
  )

  /// Serd's stack overflows at some 20,000 levels; half of that is safe on any thread of ours.
  private static let deepestNesting = 10_000
}

extension ValueType where Value == Int {
  /// A size that the model holds as a plain number of bytes.
  fileprivate static func bytes(minimum: Int) -> ValueType {
    ValueType<ByteCount>.size(minimum: minimum)
      .mapped({ size, _ in size.bytes }, back: { ByteCount($0) })
  }
}
