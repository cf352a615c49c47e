import Foundation
import Synchronization
import TestSupport
import Testing

@testable import RDFSyntax

/// Bytes in memory that fail or wait where they are told to, and know who read them.
private final class ScriptedSource: ByteSource {
  let mayWait: Bool
  private(set) var consumedBytes = 0
  private(set) var threads = Set<UInt>()
  private let bytes: [UInt8]
  private let step: Int
  private let failsAt: Int?

  init(_ bytes: [UInt8], step: Int = .max, failsAt: Int? = nil, mayWait: Bool = false) {
    self.bytes = bytes
    self.step = step
    self.failsAt = failsAt
    self.mayWait = mayWait
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    threads.insert(UInt(pthread_self()))
    if let failsAt, consumedBytes >= failsAt {
      throw .unreadable(file: "t", message: "the disk is gone at \(failsAt)")
    }
    let count = min(buffer.count, (failsAt ?? bytes.count) - consumedBytes, step)
    buffer.copyBytes(from: bytes[consumedBytes..<consumedBytes + count])
    consumedBytes += count
    return count
  }
}

/// Counts what another source gives, for all threads to see.
private final class CountingSource: ByteSource {
  let consumed = Atomic(0)
  var consumedBytes: Int { consumed.load(ordering: .relaxed) }
  private let source: any ByteSource

  init(_ source: any ByteSource) { self.source = source }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    let count = try source.read(into: buffer)
    consumed.add(count, ordering: .relaxed)
    return count
  }
}

/// What came of reading a document; of the statements a digest, as tests beside this one watch memory.
private struct Outcome: Equatable {
  var statements = 0
  var digest = 0
  var batches = 0
  var isWhole: Bool?
  var error: SyntaxError?

  mutating func add(_ batch: StatementBatch) {
    var hasher = Hasher()
    hasher.combine(digest)
    hasher.combine(bytes: UnsafeRawBufferPointer(start: batch.bytes, count: batch.byteCount))
    hasher.combine(
      bytes: UnsafeRawBufferPointer(UnsafeBufferPointer(start: batch.terms, count: batch.termCount))
    )
    hasher.combine(
      bytes: UnsafeRawBufferPointer(
        UnsafeBufferPointer(start: batch.statements, count: batch.statementCount)))
    digest = hasher.finalize()
    statements += batch.statementCount
    batches += 1
  }
}

private func outcome(
  _ source: any ByteSource, _ format: RDFFormat, _ settings: ReadAhead,
  limits: SyntaxLimits = SyntaxLimits(), stopAfter: Int = .max
) -> Outcome {
  var result = Outcome()
  let parser = DocumentParser(format: format, file: "t", limits: limits, readAhead: settings)
  do throws(SyntaxError) {
    result.isWhole = try parser.run(source: source, into: StatementBatch()) { batch in
      result.add(batch)
      return result.batches < stopAfter ? batch : nil
    }
  } catch {
    result.error = error
  }
  return result
}

private func inline(batchBytes: Int = 1 << 16) -> ReadAhead {
  var settings = ReadAhead()
  settings.afterBytes = .max
  settings.batchBytes = batchBytes
  return settings
}

/// A thread from the first byte on, over as few and as small batches as `seed` says.
private func ahead(batchBytes: Int = 1 << 16, seed: UInt64 = 1) -> ReadAhead {
  var settings = ReadAhead()
  settings.afterBytes = 0
  settings.batchBytes = batchBytes
  settings.batchCount = 2 + Int(seed % 3)
  settings.heldBytes = seed % 2 == 0 ? 0 : 4 << 20
  return settings
}

/// Some 100,000 short statements, so that several batches are handed on.
private let manyStatements = Array(
  ("@prefix : <s:> .\n"
    + (0..<12_000).map { ":s\($0) :p 1, 2, 'three', [ :q ( 4 ) ] .\n" }.joined()).utf8)

@Suite("The guard on a thread of its own")
struct ReadAheadTests {
  @Test(
    "gives the same statements and the same error as without", arguments: Array<UInt64>(1...24))
  func sameOutcome(_ seed: UInt64) {
    let format: RDFFormat = seed % 2 == 0 ? .trig : .turtle
    var maker = TurtleMaker(seed: seed, hasGraphs: format == .trig)
    for round in 0..<12 {
      let bytes =
        round == 0 ? maker.document(bytes: 20_000) : maker.damagedDocument(bytes: 3_000, count: 2)
      for batchBytes in [1, 64, 1_000] {
        let one = outcome(MemorySource(bytes), format, inline(batchBytes: batchBytes))
        let other = outcome(
          MemorySource(bytes, step: 700), format, ahead(batchBytes: batchBytes, seed: seed))
        #expect(one == other, "seed \(seed), round \(round), batches of \(batchBytes)")
        if round == 0 { #expect(one.error == nil, "seed \(seed)") }
      }
    }
  }

  @Test("hands the same on when it starts within the document, over several of Serd's readers")
  func manyBatches() {
    let bytes = manyStatements + Array(String(repeating: "# \n", count: 1_000).utf8)
    let long = Array(
      ("@prefix : <s:> .\n"
        + String(
          repeating: ":s :p [ :q \"\(String(repeating: "x", count: 970))\" ] .\n", count: 9_000))
        .utf8)
    for document in [bytes, long] {
      let one = outcome(MemorySource(document), .turtle, inline())
      let other = outcome(MemorySource(document), .turtle, ReadAhead())
      #expect(one.isWhole == true && one.batches > 1)
      #expect(one == other)
    }
  }

  @Test("stops where no further batch is given, and is done with the source then")
  func earlyStop() {
    for stopAfter in 1...5 {
      let one = outcome(MemorySource(manyStatements), .turtle, inline(), stopAfter: stopAfter)
      let source = ScriptedSource(manyStatements, step: 10_000)
      let other = outcome(source, .turtle, ahead(seed: UInt64(stopAfter)), stopAfter: stopAfter)
      // Would race with a thread that is still there, which the thread sanitizer tells.
      let consumed = source.consumedBytes
      #expect(one == other && other.isWhole == false && consumed <= manyStatements.count)
    }
  }

  @Test("a stop does not wait for the end of a comment of gigabytes", .timeLimit(.minutes(1)))
  func stopInComment() {
    let text = "<s:s> <s:p> " + (0..<20_000).map { "\($0)" }.joined(separator: ",") + " . #"
    let source = RepeatingSource(text, "comment ", times: 100_000_000_000)
    #expect(outcome(source, .turtle, ahead(), stopAfter: 1).isWhole == false)
  }

  @Test("a source that fails gives what stands before and then its error")
  func failingSource() {
    var maker = TurtleMaker(seed: 7, hasGraphs: true)
    let document = maker.document(bytes: 300_000)
    for _ in 0..<30 {
      let place = maker.number(below: document.count)
      let one = outcome(ScriptedSource(document, failsAt: place), .trig, inline())
      let other = outcome(ScriptedSource(document, step: 999, failsAt: place), .trig, ahead())
      #expect(one == other && one.error != nil, "byte \(place)")
    }
  }

  @Test("what Serd finds first is told before what the guard finds behind it, and limits always")
  func precedence() {
    let prefix = "@prefix : <s:> .\n"
    var limits = SyntaxLimits()
    limits.nestingDepth = 3
    for (text, isLimit) in [
      (":s :p :o :x .\n:s :p un:known .", false), (":s :p un:known .\n:s :p :o :x .", false),
      (":s :p :o :x .\n:s :p [[[[", true), (":s :p ( 1 . ) .\n:s :p '\u{1}\n' .", false),
      (":s :p", false), (":s :p :o", false), (":s :p :o ; .\n}", false),
    ] {
      let one = outcome(MemorySource(prefix + text), .turtle, inline(), limits: limits)
      let other = outcome(MemorySource(prefix + text), .turtle, ahead(), limits: limits)
      #expect(one == other && one.error != nil)
      if case .limitExceeded = one.error { #expect(isLimit) } else { #expect(!isLimit) }
    }
  }

  @Test("an error before a comment that is longer than the window stands where it is")
  func errorBeforeLongComment() {
    let text =
      "<s:s> <s:p> <s:o> .\n<s:s> <s:p> <s:o> <s:x> .\n#" + String(repeating: "x", count: 1 << 19)
    for settings in [inline(), ahead()] {
      guard
        case .malformed(_, let at, let message, _) = outcome(
          MemorySource(text), .turtle, settings
        ).error
      else {
        Issue.record("no error")
        continue
      }
      #expect(at == SourcePosition(line: 2, column: 19, byteOffset: 38))
      #expect(message.hasSuffix("at <s:x>"))
    }
  }

  @Test("space of any length within a statement ends nothing, wherever the window cuts it")
  func longSpace() {
    let window = 1 << 18
    for space in [" ", "#\n"] {
      for length in [
        1 << 16, window - 40, window - 32, window - 24, window - 16, window - 8, window,
      ] {
        let middle = String(repeating: space, count: length / space.utf8.count)
        let text = "<s:s> <s:p>" + middle + "<s:object> , 'literal'@en-us" + middle + ", 1.5 ."
        for settings in [inline(), inline(batchBytes: 1), ahead()] {
          let one = outcome(MemorySource(text), .turtle, settings)
          #expect(one.isWhole == true && one.statements == 3, "\(length) times \(space)")
        }
      }
    }
  }

  @Test("a source that may wait is read by the calling thread alone, another one by two")
  func waitingSource() {
    let waiting = ScriptedSource(manyStatements, step: 10_000, mayWait: true)
    let other = ScriptedSource(manyStatements, step: 10_000)
    #expect(outcome(waiting, .turtle, ahead()) == outcome(other, .turtle, ahead()))
    #expect(waiting.threads == [UInt(pthread_self())])
    #expect(other.threads.count == 2)
    let small = ScriptedSource(Array(manyStatements.prefix(200_000)), step: 10_000)
    _ = outcome(small, .turtle, ReadAhead())
    #expect(small.threads == [UInt(pthread_self())])
  }

  @Test("pipes may wait and regular files not, decompressed or plain")
  func whatMayWait() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.ttl", Array("<s:s> <s:p> <s:o> .\n".utf8))
    #expect(try !FileByteSource(path: path).mayWait && !openInput(path).mayWait)
    let packed = try folder.write("b.gz", Archives.gzip(Array("<s:s> <s:p> 1 .".utf8)))
    #expect(try !openInput(packed).mayWait)
    #expect(try FileByteSource(path: "/dev/null").mayWait && openInput("/dev/null").mayWait)
  }

  @Test("the guard runs ahead of a token of megabytes by no further one")
  func longTokens() throws {
    let literal = "<s:s> <s:p> '''" + String(repeating: "long\n", count: 400_000) + "''' .\n"
    let source = CountingSource(RepeatingSource("", literal, times: 8))
    var settings = ahead()
    settings.heldBytes = 1 << 20
    let supply = try TokenSupply(
      source: source, file: "t", hasGraphs: false, hasBase: false, limits: SyntaxLimits(),
      settings: settings)
    defer { supply.stop() }
    var batch = TokenBatch(file: "t")
    var longTokens = 0
    while !batch.isLast {
      batch = supply.next(after: batch)
      guard batch.footprintBytes > 2_000_000 else { continue }
      longTokens += 1
      usleep(20_000)
      // The token that Serd has, the one that the guard may have begun, and the window's read ahead.
      #expect(source.consumed.load(ordering: .relaxed) < (longTokens + 3) * literal.utf8.count)
    }
    #expect(longTokens == 8 && batch.failure == nil)
  }

  @Test("many documents are read at once by one parser")
  func manyDocuments() async {
    let parser = DocumentParser(format: .turtle, file: "t", readAhead: ahead())
    let expected = outcome(MemorySource(manyStatements), .turtle, inline()).statements
    let counts = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<16 {
        group.addTask {
          var count = 0
          _ = try? parser.run(source: MemorySource(manyStatements), into: StatementBatch()) {
            count += $0.statementCount
            return $0
          }
          return count
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == Array(repeating: expected, count: 16))
  }
}
