import Glibc
import SPARQL
import Testing

@Suite("large texts")
struct LargeTextTests {
  @Test("100,000 triples of data are read at once, in well under a second where optimised")
  func data() throws {
    var text = "PREFIX ex: <http://example.org/ns#>\nINSERT DATA {\n"
    for index in 0..<50_000 {
      text += "<http://example.org/item/\(index)> ex:property\(index % 7) \"value \(index)\"@en .\n"
      text += "ex:i\(index) a ex:Thing .\n"
    }
    text += "}"
    var count = 0
    let seconds = try processorSeconds {
      let request = try QueryParser().update(text)
      if case .insertData(let quads) = request.operations.first { count = quads.count }
    }
    print("INSERT DATA of 100000 triples: \(seconds) s")
    #expect(count == 100_000)
    #if !DEBUG
      #expect(seconds < 1)
    #endif
  }

  @Test(
    "texts that look back or ahead cost no more than their length",
    arguments: [
      ("ASK { FILTER(true", "-true", ") }"), ("ASK { ?s ?p :a", ".", " }"),
      ("ASK { FILTER(", "?a<", "1) }"), ("ASK { ?s ?p ", "'a", " }"),
      ("ASK { ?s ?p ", "_:a.....", " }"), ("ASK { ", "\\u003Fs ?p 1 . ", "}"),
      ("ASK ", "FROM <x:y> ", "{}"), ("ASK { ?s ?p ", "<a", " }"),
      ("ASK { VALUES ?x { ", "1.", " } }"), ("ASK { ?s ?p ", "\\u", " }"),
      ("SELECT (1", "||SUM(?x)", " AS ?y) {}"), ("", "PREFIX a: <b:> ", "ASK {}"),
      ("ASK { ?s ?p 1 ", ";", " }"), ("ASK {", "FILTER(1)", "}"), ("", "#", ""),
    ])
  func linear(start: String, piece: String, end: String) throws {
    func seconds(_ count: Int) throws -> Double {
      let text = start + String(repeating: piece, count: count) + end
      // Most of these texts are wrong; what matters is how long it takes to say so.
      return try processorSeconds { _ = queryError(text) }
    }
    // Four times the text: at most ten times the time, where a square would take sixteen.
    let base = max(0.002, try seconds(5_000))
    #expect(try seconds(20_000) < 10 * base)
  }

  /// The processor time of this thread that `body` takes.
  private func processorSeconds(_ body: () throws -> Void) throws -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    try body()
    return now() - start
  }
}
