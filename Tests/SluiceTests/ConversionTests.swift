import Sluice
import Testing

@testable import struct Sluice.BlankLabels

@Suite("conversion")
struct ConversionTests {
  @Test("a document keeps its statements, their order and their repetitions")
  func convertsLines() throws {
    let fixture = try StoreFixture()
    let path = try fixture.write("in.nq", sampleQuads + sampleQuads)
    var options = DumpOptions()
    options.format = .nquads
    let result = try Conversion([LoadInput(path: path)], options: options)
      .run(to: .file(fixture.folder + "/out.nq"))
    #expect(try fixture.read("out.nq") == sampleQuads + sampleQuads)
    #expect(result.quads == 2 * sampleQuads.sortedLines.count)
  }

  @Test("the blank nodes of two documents stay apart, those of one keep their labels")
  func keepsBlankNodesApart() throws {
    let fixture = try StoreFixture()
    let one = try fixture.write("1.nt", "_:x <x:p> _:y .\n")
    let two = try fixture.write("2.nt", "_:x <x:p> _:x .\n")
    var options = DumpOptions()
    options.format = .ntriples
    _ = try Conversion([LoadInput(path: one), LoadInput(path: two)], options: options)
      .run(to: .file(fixture.folder + "/both.nt"))
    #expect(
      try fixture.read("both.nt") == "_:f1.x <x:p> _:f1.y .\n_:f2.x <x:p> _:f2.x .\n")
    _ = try Conversion([LoadInput(path: one)], options: options)
      .run(to: .file(fixture.folder + "/one.nt"))
    #expect(try fixture.read("one.nt") == "_:x <x:p> _:y .\n")
  }

  @Test("labels stay different however they look, and can be written")
  func labelsStayDifferent() {
    let labels = [".1", ".12", "g1", "g12", "g_1", "g__1", "g", "g_", "g1x", "x", "b1", "1"]
    let written = labels.map { label -> String in
      var out: [UInt8] = []
      Array(label.utf8).withUnsafeBufferPointer {
        BlankLabels(document: nil).append($0, to: &out)
      }
      return String(decoding: out, as: UTF8.self)
    }
    #expect(Set(written).count == labels.count)
    #expect(
      written == ["g1", "g12", "g_1", "g_12", "g__1", "g___1", "g", "g_", "g1x", "x", "b1", "1"])
  }

  @Test("a broken document fails and leaves the file as it was")
  func failureLeavesTheFile() throws {
    let fixture = try StoreFixture()
    let path = try fixture.write("in.nt", "<x:a> <x:p> \"1\" .\nbroken\n")
    let out = try fixture.write("out.nt", "as it was")
    var options = DumpOptions()
    options.format = .ntriples
    #expect(throws: ConversionError.self) {
      try Conversion([LoadInput(path: path)], options: options).run(to: .file(out))
    }
    #expect(try fixture.read("out.nt") == "as it was")
  }

  @Test("a check tells every bad line with its place, and counts the good ones")
  func checksEveryLine() throws {
    let fixture = try StoreFixture()
    let good = "<x:a> <x:p> \"1\" .\n"
    let path = try fixture.write("in.nt", good + "bad\n" + good + "<x:a> <p> <x:o> .\n" + good)
    var places: [Int] = []
    let statements = SyntaxCheck.run(LoadInput(path: path)) { error in
      if case .malformed(_, let at, _, _) = error { places.append(at.line) }
      return true
    }
    #expect(places == [2, 4])
    #expect(statements == 3)
    var count = 0
    _ = SyntaxCheck.run(LoadInput(path: path)) { _ in
      count += 1
      return false
    }
    #expect(count == 1)
  }

  @Test("Turtle is converted with its prefixes, base and nodes without labels")
  func convertsTurtle() throws {
    let fixture = try StoreFixture()
    let path = try fixture.write(
      "in.ttl", "@prefix x: <x:> .\nx:a x:p [ x:q _:g1 ] , 7 .\n<b> x:p \"l\"@en .\n")
    var options = DumpOptions()
    options.format = .ntriples
    let input = LoadInput(path: path, base: "http://example.org/")
    let result = try Conversion([input], options: options)
      .run(to: .file(fixture.folder + "/out.nt"))
    #expect(result.quads == 4)
    #expect(
      try fixture.read("out.nt").sortedLines == [
        "<http://example.org/b> <x:p> \"l\"@en .",
        "<x:a> <x:p> \"7\"^^<http://www.w3.org/2001/XMLSchema#integer> .",
        "<x:a> <x:p> _:g1 .", "_:g1 <x:q> _:g_1 .",
      ])
  }

  @Test("of a Turtle document the first error is told, at its place")
  func checksTurtle() throws {
    let fixture = try StoreFixture()
    let path = try fixture.write("in.ttl", "<x:a> <x:p> 1 .\n<x:a> y:p 2 .\n<x:a> z:p 2 .\n")
    var places: [Int] = []
    _ = SyntaxCheck.run(LoadInput(path: path)) { error in
      if case .malformed(_, let at, _, _) = error { places.append(at.line) }
      return true
    }
    #expect(places == [2])
    #expect(SyntaxCheck.run(LoadInput(path: fixture.folder + "/none.ttl")) { _ in true } == 0)
  }
}
