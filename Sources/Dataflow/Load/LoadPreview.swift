/// What a load would do.
public struct LoadPreview: Sendable {
  /// A file that would be loaded.
  public struct File: Sendable, Hashable {
    /// The path in the ledger.
    public var path: String
    /// Bytes on disk, or nil for standard input and what is missing.
    public var sizeBytes: Int?
  }

  /// Files that would be loaded, in order.
  public var files: [File] = []
  /// Files that the ledger has.
  public var skipped: [SkippedFile] = []
  /// What would keep the load from beginning.
  public var problems: [String] = []
  /// What it would need.
  public var estimate = LoadEstimate()
  /// Bytes free where the store's files go.
  public var freeBytes: Int?

  /// An empty preview.
  public init() {}
}
