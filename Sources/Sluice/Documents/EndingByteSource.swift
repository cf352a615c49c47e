import RDFSyntax

/// A source whose reads end when the query does that they are for.
final class EndingByteSource: SizedByteSource {
  private let source: any SizedByteSource
  private let name: String
  private let isOver: @Sendable () -> Bool

  /// Passes on what `source` gives; `name` is what errors call it.
  init(_ source: any SizedByteSource, name: String, isOver: @escaping @Sendable () -> Bool) {
    self.source = source
    self.name = name
    self.isOver = isOver
  }

  var consumedBytes: Int { source.consumedBytes }
  var totalBytes: Int? { source.totalBytes }
  var mayWait: Bool { source.mayWait }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    if isOver() { throw .unreadable(file: name, message: "the reading was stopped") }
    return try source.read(into: buffer)
  }
}
