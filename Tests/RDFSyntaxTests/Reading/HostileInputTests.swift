import Foundation
import RDFSyntax
import TestSupport
import Testing

/// Memory of the process that is its own, in MiB.
private func residentMiB() -> Int {
  let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  return pages * 4096 >> 20
}

private func limit(
  _ source: any ByteSource, _ format: RDFFormat, _ limits: SyntaxLimits = SyntaxLimits()
) -> Int? {
  var reached: Int?
  DocumentCheck.run(source: source, file: "t", format: format, limits: limits) { error in
    if case .limitExceeded(_, _, _, let allowed) = error { reached = allowed }
    return false
  }
  return reached
}

@Suite("Hostile input", .serialized)
struct HostileInputTests {
  @Test(
    "ten million brackets are refused before anything recurses", arguments: ["[", "(", "[ <s:p> "])
  func nesting(_ bracket: String) {
    let source = RepeatingSource("<s:s> <s:p> ", bracket, times: 10_000_000)
    #expect(limit(source, .turtle) == 1_000)
    #expect(source.consumedBytes < 2 << 20)
    let inGraph = RepeatingSource("{ <s:s> <s:p> ", bracket, times: 10_000_000)
    #expect(limit(inGraph, .trig) == 1_000)
  }

  @Test("nesting up to the limit is read")
  func deep() throws {
    let text =
      "<s:s> <s:p> " + String(repeating: "[ <s:q> ", count: 1_000) + "1"
      + String(repeating: "]", count: 1_000) + " ."
    #expect(try readStatements(text, .turtle).count == 1_001)
  }

  @Test("ten gigabytes without a line end are refused in bounded memory", .timeLimit(.minutes(2)))
  func endlessLine() {
    let before = residentMiB()
    for (front, format) in [
      ("<s:s> <s:p> \"", RDFFormat.ntriples), ("<s:s> <s:p> <s:", .nquads),
      ("<s:s> <s:p> \"", .turtle),
      ("<s:s> <s:p> '''", .trig), ("<s:s> <s:p> <s:", .turtle), ("<s:s> <s:p> <s:o> .", .ntriples),
      ("_:", .turtle), ("<s:s> <s:p> 1", .turtle),
    ] {
      let source = RepeatingSource(front, "1234567", times: 1_500_000_000)
      #expect(limit(source, format) != nil, "\(format) \(front)")
      #expect(source.consumedBytes < 200 << 20)
    }
    #expect(residentMiB() - before < 400)
  }

  @Test("a comment and white space of any length cost no memory", .timeLimit(.minutes(2)))
  func endlessComment() {
    let before = residentMiB()
    for pattern in ["x y é z", "       "] {
      let source = RepeatingSource(
        "<s:s> <s:p> 1. #", pattern == "       " ? "\n      " : pattern, times: 6_000_000)
      #expect(limit(source, .turtle) == nil)
    }
    #expect(residentMiB() - before < 30)
  }

  @Test("statements that leave something on Serd's stack do not add up")
  func serdStack() {
    let before = residentMiB()
    let source = RepeatingSource("", "[ <s:p> <s:o> ] .\n", times: 1_000_000)
    var errors = 0
    let count = DocumentCheck.run(source: source, file: "t", format: .turtle) { _ in
      errors += 1
      return false
    }
    #expect(count == 1_000_000 && errors == 0)
    #expect(residentMiB() - before < 40)
  }

  @Test("each limit takes effect at its own value")
  func limits() {
    var limits = SyntaxLimits()
    limits.nestingDepth = 3
    #expect(limit(MemorySource("<s:s> <s:p> ((((1)))) ."), .turtle, limits) == 3)
    #expect(limit(MemorySource("<s:s> <s:p> (((1))) ."), .turtle, limits) == nil)
    limits = SyntaxLimits()
    limits.tokenBytes = 100
    let long = String(repeating: "x", count: 101)
    for (text, format) in [
      ("<s:s> <s:p> \"\(long)\" .", RDFFormat.ntriples), ("<s:s> <s:\(long)> <s:o> .", .nquads),
      ("<s:s> <s:p> \"\(long)\" .", .turtle), ("<s:s> <s:p> '''\(long)''' .", .trig),
      ("_:\(long) <s:p> 1 .", .turtle), ("<s:\(long)> <s:p> 1 .", .turtle),
    ] {
      #expect(limit(MemorySource(text), format, limits) == 100, "\(text)")
      let shorter = text.replacingOccurrences(of: long, with: String(long.dropLast(3)))
      #expect(limit(MemorySource(shorter), format, limits) == nil, "\(shorter)")
    }
    limits = SyntaxLimits()
    limits.statementBytes = 100
    let statement = "<s:s> <s:p> \"\(String(repeating: "y", count: 100))\""
    #expect(limit(MemorySource(statement + " .\n"), .ntriples, limits) == 100)
    #expect(limit(MemorySource(statement + ", 1 ."), .turtle, limits) == 100)
    #expect(limit(MemorySource("<s:s> <s:p> 1 .\n<s:s> <s:p> 1 .\n"), .turtle, limits) == nil)
  }

  @Test("a document cut anywhere is read or refused, never more", arguments: RDFFormat.allCases)
  func truncated(_ format: RDFFormat) throws {
    let line = "<s:s> <s:é> \"a\\u00E9\\n\"@en-us .\n_:a <s:p> \"1\"^^<s:t> .\n"
    let turtle = "@prefix x: <s:> .\nx:s x:p ( 1.5 [ x:q '''a\n'''@en ] x:a\\.b ) .\n"
    let text =
      format.isLineBased ? line : format == .trig ? turtle + "x:g { \(line) }" : turtle + line
    let bytes = Array(text.utf8)
    let whole = try readStatements(MemorySource(bytes), format)
    for count in 0..<bytes.count {
      let part = MemorySource(Array(bytes[..<count]), step: 3)
      guard let read = try? readStatements(part, format) else { continue }
      #expect(read.count < whole.count || bytes[count...].allSatisfy { $0 == 0x0A })
    }
  }
}
