/// When the guard gets a thread of its own, and how far it runs ahead of Serd.
///
/// Tests make these small; nothing else sets them.
package struct ReadAhead: Sendable {
  /// Bytes of a document that are guarded on the calling thread.
  ///
  /// Default 1 MiB: a thread costs more than it saves where there are thousands of small files.
  package var afterBytes = 1 << 20
  /// Batches of tokens that go round, the one that Serd reads among them; at least 2.
  ///
  /// Default 4: enough that neither side waits when the other is late for once.
  package var batchCount = 4
  /// Bytes of the document, or of tokens, after which a batch is handed on.
  ///
  /// Default 64 KiB: some 300 microseconds of work, beside which waking a thread is cheap, and small
  /// enough that all of it stays in a core's cache.
  package var batchBytes = 1 << 16
  /// Bytes of memory in batches that Serd is not done with, above which the guard waits.
  ///
  /// Default 4 MiB: usual batches never come near, and of those with a token of tens of MiB there is
  /// one at a time.
  package var heldBytes = 4 << 20

  /// Makes the default settings.
  package init() {}
}
