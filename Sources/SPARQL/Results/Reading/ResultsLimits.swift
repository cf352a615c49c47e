import RDFSyntax

/// Bounds that keep a hostile result document from using up memory or stack.
///
/// Passing one is a ``SyntaxError/limitExceeded(file:at:limit:allowed:)``.
public struct ResultsLimits: Hashable, Sendable {
  /// Most bytes of a document, which is held in memory.
  ///
  /// Default 256 MiB.
  public var documentBytes = 256 << 20
  /// Longest IRI, label, lexical form or name in bytes.
  ///
  /// Default 32 MiB.
  public var tokenBytes = 32 << 20
  /// Deepest nesting of elements, objects and arrays.
  ///
  /// Default 64; results need 5, extensions of JSON results may nest deeper.
  public var nestingDepth = 64
  /// Most variables.
  ///
  /// Default 10,000.
  public var variables = 10_000
  /// Most cells, rows times variables; an unbound cell costs memory too.
  ///
  /// Default 10 million, some 600 MB.
  public var cells = 10_000_000

  /// Makes the default limits.
  public init() {}
}

extension ResultsLimits {
  /// All bytes of `source`.
  func bytes(of source: any ByteSource, file: String) throws(SyntaxError) -> [UInt8] {
    var bytes: [UInt8] = []
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let count = try source.read(into: piece)
      if count == 0 { return bytes }
      bytes.append(contentsOf: piece[..<count])
      guard bytes.count <= documentBytes else { throw tooLong(file) }
    }
  }

  /// The error for a document of too many bytes.
  func tooLong(_ file: String) -> SyntaxError {
    .limitExceeded(
      file: file, at: SourcePosition(line: 1, column: 1, byteOffset: documentBytes),
      limit: "the length of the document in bytes", allowed: documentBytes)
  }
}
