/// Bounds that keep hostile input from using up memory, stack or disk.
///
/// Each is checked on the bytes before a parser sees them; passing one is a
/// ``SyntaxError/limitExceeded(file:at:limit:allowed:)``.
public struct SyntaxLimits: Hashable, Sendable {
  /// Longest statement in bytes, and so the longest line of N-Triples and N-Quads.
  ///
  /// Default 64 MiB. Memory for one document grows with it.
  public var statementBytes: Int = 64 << 20
  /// Longest literal or IRI in bytes.
  ///
  /// Default 32 MiB.
  public var tokenBytes: Int = 32 << 20
  /// Deepest nesting of `[` and `(`.
  ///
  /// Default 1,000; Serd recurses at each level and its C stack overflows at some 20,000.
  public var nestingDepth: Int = 1_000
  /// Most decompressed bytes of a document, or 0 for no bound.
  ///
  /// Default 0: a dump may be of any size.
  public var decompressedBytes: Int = 0
  /// Highest ratio of decompressed to compressed bytes after the first 64 MiB.
  ///
  /// Default 2,000, twice what deflate can reach; zstd bombs go far beyond it.
  public var decompressionRatio: Int = 2_000

  /// Makes the default limits.
  public init() {}
}
