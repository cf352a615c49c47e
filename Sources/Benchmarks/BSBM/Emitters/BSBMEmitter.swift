/// Turns statements into the text of one format.
///
/// Every term is ASCII without anything that needs an escape, so terms are copied as they are. An
/// emitter never fails: each of its calls writes fewer than `maximumBytes` bytes, and the writer
/// keeps that much room.
protocol BSBMEmitter: ~Copyable {
  /// An emitter at the start of a document.
  init()
  /// Writes what a document starts with.
  mutating func begin(_ buffer: inout GeneratorBuffer)
  /// Says that most of what follows is about resources that `source` publishes.
  mutating func enter(_ source: BSBMResource, _ buffer: inout GeneratorBuffer)
  /// Says that the statements that follow are about `subject`.
  mutating func open(_ subject: BSBMResource, _ buffer: inout GeneratorBuffer)
  /// Writes one statement about the open subject.
  mutating func write(
    _ predicate: BSBMPredicate, _ object: BSBMObject, _ buffer: inout GeneratorBuffer)
  /// Says that all was said about the open subject.
  mutating func close(_ buffer: inout GeneratorBuffer)
}

/// Bounds that emitters and the writer agree on.
enum BSBMEmission {
  /// More than one call of an emitter can write.
  ///
  /// The longest is a review's text: 200 words of at most 15 bytes with the space, two IRIs of at
  /// most 120 bytes, and the 16 bytes that the last word needs.
  static let maximumBytes = 4_096
}
