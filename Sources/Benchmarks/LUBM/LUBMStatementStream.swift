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
  case failed(GeneratorError)
}

/// Takes statements in order and sends their text to a sink.
struct LUBMStatementStream<Emitter: LUBMEmitter & ~Copyable>: ~Copyable {
  private var emitter = Emitter()
  private var output: GeneratorOutput
  private var repeater: LUBMRepeater?
  private var subject: LUBMResource?
  private var remaining: Int
  private(set) var statementCount = 0
  private(set) var repeatCount = 0
  /// How many bytes were sent to the sink.
  var byteCount: Int { output.byteCount }

  /// Makes a stream that takes at most `limit` statements, repeats included.
  init(sink: any GeneratorSink, limit: Int, repeater: LUBMRepeater?) {
    output = GeneratorOutput(sink: sink, reserveBytes: LUBMEmission.maximumBytes)
    self.repeater = repeater
    remaining = limit
    emitter.begin(&output.buffer)
  }

  /// Says that most of what follows is about this department.
  mutating func enter(_ department: LUBMDepartmentID) throws(LUBMStop) {
    try appendRepeats()
    emitter.enter(department, &output.buffer)
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
  mutating func finish() throws(GeneratorError) {
    do {
      try appendRepeats()
    } catch {
      switch error {
      case .enough: break
      case .failed(let failure): throw failure
      }
    }
    emitter.finish(&output.buffer)
    try output.flush()
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
    emitter.write(statement, &output.buffer)
    statementCount += 1
    try flushIfFull()
  }

  private mutating func flushIfFull() throws(LUBMStop) {
    do {
      try output.flushIfFull()
    } catch {
      throw .failed(error)
    }
  }
}
