// The way of a statement: counted, perhaps repeated, spelled by the emitter, sent in pieces.
//
//   university ──► append ──► emitter ──► buffer ──► sink (about every 256 KiB)
//                    │  ▲
//                    ▼  │ at the end of a subject's group
//                  repeater
//
// Repeats wait for the end of their subject's group, because in the middle they would tear a Turtle
// group.

/// Why a document ended before its last university.
enum LUBMStop: Error {
  /// As many statements as asked for were written.
  case enough
  /// The sink failed.
  case failed(LUBMError)
}

/// Takes statements in order and sends their text to a sink.
struct LUBMStatementStream<Emitter: LUBMEmitter & ~Copyable>: ~Copyable {
  /// Bytes gathered before the sink is called: large enough that system calls cost nothing, small
  /// enough to stay in the processor's second-level cache.
  private static var pieceBytes: Int { 256 << 10 }

  private var emitter = Emitter()
  private var buffer = LUBMByteBuffer(
    capacity: (256 << 10) + LUBMEmission.maximumBytes)
  private let sink: any LUBMSink
  private var repeater: LUBMRepeater?
  private var subject: LUBMResource?
  private var remaining: Int
  private(set) var statementCount = 0
  private(set) var repeatCount = 0
  private(set) var byteCount = 0

  /// Makes a stream that takes at most `limit` statements, repeats included.
  init(sink: any LUBMSink, limit: Int, repeater: LUBMRepeater?) {
    self.sink = sink
    self.repeater = repeater
    remaining = limit
    emitter.begin(&buffer)
  }

  /// Says that most of what follows is about this department.
  mutating func enter(_ department: LUBMDepartmentID) throws(LUBMStop) {
    try appendRepeats()
    emitter.enter(department, &buffer)
    try flushIfFull()
  }

  /// Takes one statement; those of a subject follow one another.
  mutating func append(_ statement: LUBMStatement) throws(LUBMStop) {
    if repeater != nil {
      if statement.subject != subject {
        try appendRepeats()
        subject = statement.subject
      }
      repeater?.note(statement)
    }
    try write(statement)
  }

  /// Writes the end of the document and everything that is still held back.
  mutating func finish() throws(LUBMError) {
    do {
      try appendRepeats()
    } catch {
      switch error {
      case .enough: break
      case .failed(let failure): throw failure
      }
    }
    emitter.finish(&buffer)
    try flush()
  }

  private mutating func appendRepeats() throws(LUBMStop) {
    while let statement = repeater?.next() {
      try write(statement)
      repeatCount += 1
    }
  }

  private mutating func write(_ statement: LUBMStatement) throws(LUBMStop) {
    guard remaining > 0 else { throw .enough }
    remaining -= 1
    emitter.write(statement, &buffer)
    statementCount += 1
    try flushIfFull()
  }

  private mutating func flushIfFull() throws(LUBMStop) {
    guard buffer.count >= Self.pieceBytes else { return }
    do {
      try flush()
    } catch {
      throw .failed(error)
    }
  }

  private mutating func flush() throws(LUBMError) {
    guard buffer.count > 0 else { return }
    let sink = sink
    try buffer.withBytes { bytes throws(LUBMError) in try sink.write(bytes) }
    byteCount += buffer.count
    buffer.removeAll()
  }
}
