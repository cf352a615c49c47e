/// What a query may cost before it runs; what is larger is refused, never cut short.
///
/// Queries come from strangers: each limit keeps a small text from taking much time or memory, or the
/// stack of the thread that reads, plans or drops it.
public struct QueryLimits: Hashable, Sendable {
  /// The longest query in bytes: 1 MiB.
  ///
  /// Reading takes about 10 bytes of memory for each.
  public var textBytes: Int
  /// The longest update request in bytes: 64 MiB, because updates carry data.
  ///
  /// Larger data belong into a load, which needs no memory for them.
  public var updateTextBytes: Int
  /// How deep groups, operands, calls, brackets and paths may stand in each other: 200.
  ///
  /// The parser uses at most 512 KiB of stack for it, a third of that in release builds. Raise it only on
  /// threads with more.
  public var nestingDepth: Int
  /// How high the tree of a pattern or an expression may be: 300.
  ///
  /// Nesting makes it higher, and so do chains whose order matters: `OPTIONAL` and `BIND` one after the
  /// other in a group, or `a - b - c`. Chains of `||`, `&&`, `UNION`, `|` and `/` do not: their trees are
  /// balanced. Whoever walks a tree recursively can count on this limit.
  public var treeHeight: Int

  /// Makes limits.
  public init(
    textBytes: Int = 1 << 20, updateTextBytes: Int = 64 << 20, nestingDepth: Int = 200,
    treeHeight: Int = 300
  ) {
    self.textBytes = textBytes
    self.updateTextBytes = updateTextBytes
    self.nestingDepth = nestingDepth
    self.treeHeight = treeHeight
  }
}
