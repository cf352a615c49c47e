// Serd's reader and its C callbacks, in one place.
//
// Unsafe: Serd is given unretained pointers to a `SerdSession` (input and errors) and a `SerdSink` (what
// was read). They are good because both outlive every call into Serd: `DocumentParser.run` holds them,
// and frees the reader before it returns.

import CSerd

/// One document on its way through Serd: the guard's batches in front, the sink behind.
final class SerdSession {
  private let supply: TokenSupply
  /// The tokens that Serd reads.
  private(set) var batch: TokenBatch
  /// Whether Serd's next read is the first of a reader.
  private var startsSegment = true
  /// Set while a document is read.
  @exclusivity(unchecked) var sink: SerdSink?
  /// Whether Serd has come to where the error of the guard or of the source is.
  private var reachedFailure = false
  /// The line of Serd's first complaint, and its words.
  private var serdError: (line: Int, message: String)?

  init(supply: TokenSupply, file: String) {
    self.supply = supply
    batch = TokenBatch(file: file)
  }

  /// Whether the one who takes the batches wants no more.
  private var isStopped: Bool { sink?.isStopped ?? true }

  /// Lets a new reader go on behind the present tokens.
  func beginSegment() { startsSegment = true }

  /// Gives Serd up to `room` bytes; 0 at the end of what it is to read as one document.
  func read(into target: UnsafeMutableRawPointer, room: Int) -> Int {
    if startsSegment || batch.tokens.isDrained {
      if !startsSegment { sink?.end() }
      guard startsSegment || goesOn else {
        reachedFailure = batch.failure != nil && serdError == nil
        return 0
      }
      startsSegment = false
      batch = supply.next(after: batch)
      sink?.begin(batch)
      reachedFailure = batch.failure != nil && batch.tokens.isEmpty
    }
    return batch.tokens.take(into: target, room: room)
  }

  /// Whether Serd is to read what stands behind the present tokens.
  private var goesOn: Bool {
    batch.failure == nil && !batch.endsSegment && serdError == nil && !isStopped
      && sink?.complaint == nil
  }

  func note(_ error: SerdError) {
    guard serdError == nil else { return }
    sink?.hasFailed = true
    serdError = (Int(error.line), Self.words(of: error))
  }

  /// The error of the document, if there is one, once Serd is through with `status`.
  func error(after status: SerdStatus) -> SyntaxError? {
    if isStopped { return nil }
    if reachedFailure, let failure = batch.failure { return failure }
    // A limit is told even where Serd stumbled over what leads up to it.
    if case .limitExceeded = batch.failure { return batch.failure }
    if let serdError {
      return batch.error(atToken: serdError.line - 1, message: serdError.message)
    }
    if let complaint = sink?.complaint { return batch.errorAtEnd(of: complaint) }
    if status.rawValue > SERD_FAILURE.rawValue {
      return batch.errorAtEnd(of: "the statement is not complete")
    }
    return batch.failure
  }

  private static func words(of error: SerdError) -> String {
    // Serd's words are a format with arguments that name single bytes; the token itself is told instead.
    var words = String(cString: error.fmt)
    if let percent = words.firstIndex(of: "%") {
      words = words.hasPrefix("expected") ? "unexpected token" : String(words[..<percent])
    }
    while let last = words.last, last == "\n" || last == " " || last == "`" || last == "'" {
      words.removeLast()
    }
    return words.isEmpty ? "syntax error" : words
  }
}

/// Serd's reader; freed with it.
struct SerdReaderHandle: ~Copyable {
  private let reader: OpaquePointer
  private let session: Unmanaged<SerdSession>

  /// Bytes that Serd asks for at a time; what it is given is filled up to whole pages, so they are small.
  static let pageBytes = 1 << 12

  /// Makes a strict reader, or nil where memory is out.
  init?(_ session: SerdSession, sink: SerdSink, syntax: SerdSyntax) {
    self.session = Unmanaged.passUnretained(session)
    let handle = Unmanaged.passUnretained(sink).toOpaque()
    guard
      let reader = serd_reader_new(
        syntax, handle, nil, serdBase, serdPrefix, serdStatement, nil)
    else { return nil }
    self.reader = reader
    serd_reader_set_strict(reader, true)
    serd_reader_set_error_sink(reader, serdError, self.session.toOpaque())
  }

  deinit { serd_reader_free(reader) }

  /// Reads what the session gives until it gives nothing.
  func readDocument() -> SerdStatus {
    serd_reader_read_source(
      reader, serdSource, serdSourceError, session.toOpaque(), nil, Self.pageBytes)
  }
}

@inline(__always)
private func session(_ handle: UnsafeMutableRawPointer?) -> SerdSession? {
  handle.map { Unmanaged<SerdSession>.fromOpaque($0).takeUnretainedValue() }
}

/// Calls `body` with the sink behind `handle`, without counting a reference for each statement.
@inline(__always)
private func withSink(
  _ handle: UnsafeMutableRawPointer?, _ body: (SerdSink) -> SerdStatus
) -> SerdStatus {
  guard let handle else { return SERD_ERR_INTERNAL }
  return Unmanaged<SerdSink>.fromOpaque(handle)._withUnsafeGuaranteedRef(body)
}

private let serdSource:
  @convention(c) (UnsafeMutableRawPointer, Int, Int, UnsafeMutableRawPointer) -> Int = {
    buffer, _, count, handle in
    session(handle)?.read(into: buffer, room: count) ?? 0
  }

private let serdSourceError: @convention(c) (UnsafeMutableRawPointer) -> Int32 = { _ in 0 }

private let serdBase:
  @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<SerdNode>) -> SerdStatus = {
    handle, iri in
    withSink(handle) { $0.setBase(iri.pointee) }
  }

private let serdPrefix:
  @convention(c) (
    UnsafeMutableRawPointer?, UnsafePointer<SerdNode>, UnsafePointer<SerdNode>
  ) -> SerdStatus = { handle, name, iri in
    withSink(handle) { $0.setPrefix(name.pointee, iri.pointee) }
  }

private let serdStatement:
  @convention(c) (
    UnsafeMutableRawPointer?, SerdStatementFlags, UnsafePointer<SerdNode>?,
    UnsafePointer<SerdNode>, UnsafePointer<SerdNode>, UnsafePointer<SerdNode>,
    UnsafePointer<SerdNode>?, UnsafePointer<SerdNode>?
  ) -> SerdStatus = { handle, _, graph, subject, predicate, object, datatype, _ in
    withSink(handle) { $0.statement(graph, subject, predicate, object, datatype) }
  }

private let serdError:
  @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<SerdError>) -> SerdStatus = {
    handle, error in
    session(handle)?.note(error.pointee)
    return SERD_SUCCESS
  }
