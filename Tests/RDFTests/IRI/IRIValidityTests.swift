import Testing

@testable import RDF

@Suite("IRI validity and file IRIs")
struct IRIValidityTests {
  @Test(
    "absolute IRIs are valid",
    arguments: [
      "http://example.org/", "urn:a", "x:", "a+b-c.1:z", "http://e/%zz", "http://e/a[b]",
      "http://e/\u{E9}\u{1F600}", "http://user@e:80/a;b?c=d&e#f", "http://e/~!$&'()*+,=@",
      "x:\u{7F}",
    ])
  func valid(_ text: String) throws {
    #expect(IRI(text).isValid)
    #expect(try IRI(checking: text).string == text)
  }

  @Test("each forbidden byte is found where it stands")
  func forbiddenBytes() {
    let forbidden = Set((0...0x20).map { UInt8($0) } + Array("<>\"{}|^`\\".utf8))
    // At places in a block of 16 bytes and in the rest after the blocks.
    for place in [9, 15, 16, 31, 36] {
      for byte in UInt8.min...0x7F {
        let text =
          "http://e/" + String(repeating: "\u{E9}", count: (place - 9) / 2)
          + String(repeating: "a", count: (place - 9) % 2) + String(UnicodeScalar(byte)) + "zzz"
        let expected: IRIProblem? =
          forbidden.contains(byte) ? .forbiddenByte(byte, offset: place) : nil
        #expect(text.withUTF8Span { IRI.problem(utf8: $0) } == expected, "byte \(byte)")
      }
    }
  }

  @Test(
    "relative references are no IRIs", arguments: ["", "a", "/a", "//a", "#a", "1a:b", "a/b:c"])
  func relative(_ text: String) {
    #expect(throws: IRIProblem.noScheme) { try IRI(checking: text) }
    #expect(!IRI(text).isValid)
  }

  @Test("problems are told in words")
  func messages() {
    #expect(IRIProblem.forbiddenByte(0x3C, offset: 4).description.contains("\"<\" at byte 4"))
    #expect(IRIProblem.forbiddenByte(0x0A, offset: 0).description.contains("U+000A at byte 0"))
    #expect(IRIProblem.noScheme.description.contains("relative"))
  }

  @Test("components of references")
  func components() {
    let text = Array("a+b://c:1/d/e?f?g#h#i".utf8)
    let parts = text.withUnsafeBufferPointer { IRIComponents(utf8: $0) }
    func part(_ range: Range<Int>?) -> String? {
      range.map { String(decoding: text[$0], as: UTF8.self) }
    }
    #expect(part(parts.scheme) == "a+b")
    #expect(part(parts.authority) == "c:1")
    #expect(part(parts.path) == "/d/e")
    #expect(part(parts.query) == "f?g")
    #expect(part(parts.fragment) == "h#i")
    let empty = "".withUTF8Span { IRIComponents(utf8: $0) }
    #expect(empty.scheme == nil && empty.authority == nil && empty.path == 0..<0)
    #expect(empty.query == nil && empty.fragment == nil)
    let bare = "//?#".withUTF8Span { IRIComponents(utf8: $0) }
    #expect(bare.authority == 2..<2 && bare.path == 2..<2)
    #expect(bare.query == 3..<3 && bare.fragment == 4..<4)
  }

  @Test(
    "paths and file IRIs name each other",
    arguments: [
      ("/a/b.ttl", "file:///a/b.ttl"), ("/a b/100%.ttl", "file:///a%20b/100%25.ttl"),
      ("/\u{E9}#?", "file:///%C3%A9%23%3F"), ("/", "file:///"),
      ("/-._~!$&'()*+,;=:@", "file:///-._~!$&'()*+,;=:@"), ("/a\\b<>", "file:///a%5Cb%3C%3E"),
    ])
  func filePaths(path: String, iri: String) throws {
    let made = try #require(IRI(filePath: path))
    #expect(made.string == iri)
    #expect(made.isValid)
    #expect(made.filePath == path)
  }

  @Test("relative paths are taken from the directory")
  func relativePaths() {
    #expect(IRI(filePath: "x.ttl", in: "/a/b")?.string == "file:///a/b/x.ttl")
    #expect(IRI(filePath: "x.ttl", in: "/a/b/")?.string == "file:///a/b/x.ttl")
    #expect(IRI(filePath: "../x.ttl", in: "/a/b")?.string == "file:///a/x.ttl")
    #expect(IRI(filePath: "./c/./x", in: "/")?.string == "file:///c/x")
    #expect(IRI(filePath: "/y", in: "/a/b")?.string == "file:///y")
    #expect(IRI(filePath: "x.ttl", in: "a") == nil)
    #expect(IRI(filePath: "x.ttl") == nil)
  }

  @Test("other file IRIs that name a path")
  func otherFileIRIs() {
    #expect(IRI("file:/a").filePath == "/a")
    #expect(IRI("FILE://LocalHost/a%2Bb").filePath == "/a+b")
  }

  @Test(
    "IRIs that name no path here",
    arguments: [
      "http://a/b", "file://host/a", "file:a", "file:///a?q", "file:///a#f", "file:///a%2",
      "file:///a%0g", "file:///a%2Fb", "file:///a%00", "file:///%FF", "file:", "/a",
    ])
  func noPath(_ iri: String) {
    #expect(IRI(iri).filePath == nil)
  }
}
