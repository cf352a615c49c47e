/// Turns statements into the text of one format.
///
/// Every term of the generated data is ASCII without anything that needs an escape, so terms are
/// copied as they are. An emitter never fails: a statement takes fewer than `maximumBytes` bytes,
/// and the stream it writes for keeps that much room.
protocol LUBMEmitter: ~Copyable {
  /// An emitter at the start of a document.
  init()
  /// Writes what a document starts with.
  mutating func begin(_ buffer: inout GeneratorBuffer)
  /// Says that most of what follows is about this department.
  mutating func enter(_ department: LUBMDepartmentID, _ buffer: inout GeneratorBuffer)
  /// Writes one statement.
  mutating func write(_ statement: LUBMStatement, _ buffer: inout GeneratorBuffer)
  /// Writes what a document ends with.
  mutating func finish(_ buffer: inout GeneratorBuffer)
}

/// Bounds that emitters and the stream agree on.
enum LUBMEmission {
  /// More than one call of an emitter can write.
  ///
  /// The longest parts of a line are two IRIs of a publication (at most 90 bytes each), the
  /// predicate (80) and the graph (40); a prefix declaration and a graph's braces are shorter.
  static let maximumBytes = 1_024
}
