import Testing

@testable import RDF

/// A base with references and their targets.
struct ResolutionCase: Sendable, CustomTestStringConvertible {
  let base: String
  let reference: String
  let target: String
  var testDescription: String { "\(base) + \(reference)" }

  init(_ base: String, _ reference: String, _ target: String) {
    self.base = base
    self.reference = reference
    self.target = target
  }
}

@Suite("IRI resolution")
struct IRIResolutionTests {
  static let standard = "http://a/b/c/d;p?q"

  /// RFC 3986 section 5.4.1.
  static let normalExamples: [(String, String)] = [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"),
    ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g"),
    ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
    ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"),
    ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
    ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
    ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"),
    ("../..", "http://a/"), ("../../", "http://a/"), ("../../g", "http://a/g"),
  ]

  /// RFC 3986 section 5.4.2; the last by strict parsers.
  static let abnormalExamples: [(String, String)] = [
    ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"), ("/./g", "http://a/g"),
    ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
    ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
    ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
    ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
    ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
    ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
    ("http:g", "http:g"),
  ]

  @Test("the examples of RFC 3986 section 5.4", arguments: normalExamples + abnormalExamples)
  func standardExamples(reference: String, target: String) throws {
    let base = try #require(IRIBase(Self.standard))
    #expect(base.resolve(reference) == target)
  }

  @Test(
    "other bases",
    arguments: [
      // An authority without a path.
      ResolutionCase("http://a", "g", "http://a/g"),
      ResolutionCase("http://a?q", "g", "http://a/g"),
      ResolutionCase("http://a", "", "http://a"), ResolutionCase("http://a", "?x", "http://a?x"),
      ResolutionCase("http://a#f", "#g", "http://a#g"),
      ResolutionCase("http://a", ".", "http://a/"),
      // The base's own query and fragment.
      ResolutionCase("http://a/b?q#f", "", "http://a/b?q"),
      ResolutionCase("http://a/b?q#f", "#g", "http://a/b?q#g"),
      ResolutionCase("http://a/b?q/r/s", "c", "http://a/c"),
      ResolutionCase("http://a/b#x/y?z", "c", "http://a/c"),
      ResolutionCase("http://a/b?", "#g", "http://a/b?#g"),
      // Dot segments of the base stay until something is merged.
      ResolutionCase("http://a/b/../c", "#x", "http://a/b/../c#x"),
      ResolutionCase("http://a/b/../c", "d", "http://a/d"),
      ResolutionCase("http://a/b/c/..", "d", "http://a/b/c/d"),
      // No hierarchy, no authority, empty authority.
      ResolutionCase("urn:a:b", "c", "urn:c"), ResolutionCase("urn:a/b", "c", "urn:a/c"),
      ResolutionCase("urn:a", "../c", "urn:c"), ResolutionCase("urn:a", "#x", "urn:a#x"),
      ResolutionCase("mailto:x@y", "", "mailto:x@y"), ResolutionCase("x:", "a", "x:a"),
      ResolutionCase("file:///a/b", "c", "file:///a/c"),
      ResolutionCase("file:///a/b", "/c", "file:///c"),
      ResolutionCase("file:///a/b", "//h/c", "file://h/c"),
      ResolutionCase("file:///a/b", "///c", "file:///c"),
      // Empty segments are segments.
      ResolutionCase("http://a/b//c", "d", "http://a/b//d"),
      ResolutionCase("http://a/b//c", "../d", "http://a/b/d"),
      ResolutionCase("http://a/b", "c//d/../e", "http://a/c//e"),
      // A reference with a scheme or an authority loses dots in its path and nowhere else.
      ResolutionCase("http://a/b", "http://x/./y/../z?a/../b", "http://x/z?a/../b"),
      ResolutionCase("http://a/b", "//x/y/..", "http://x/"),
      ResolutionCase("http://a/b", "urn:x", "urn:x"),
      ResolutionCase("http://a/b", "HTTP:../c", "HTTP:c"),
      // A colon that ends no scheme.
      ResolutionCase("http://a/b", "./x:y", "http://a/x:y"),
      ResolutionCase("http://a/b", "1x:y", "http://a/1x:y"),
      ResolutionCase("http://a/b", ":y", "http://a/:y"),
      ResolutionCase("http://a/b", "?x:y", "http://a/b?x:y"),
      // Beyond ASCII, and escapes, pass unchanged.
      ResolutionCase("http://ex/\u{E9}/x", "\u{4E2D}%2e%2E/y", "http://ex/\u{E9}/\u{4E2D}%2e%2E/y"),
    ])
  func otherBases(_ example: ResolutionCase) throws {
    let base = try #require(IRIBase(example.base))
    #expect(ExactString(base.resolve(example.reference)) == ExactString(example.target))
  }

  @Test("a base without scheme is none", arguments: ["", "a", "//a/b", "/a:b", "?a:b", "1:b", ":"])
  func relativeBase(_ text: String) {
    #expect(IRIBase(text) == nil)
  }

  @Test("resolution appends to what the buffer holds")
  func appending() throws {
    let base = try #require(IRIBase("http://a/b/c"))
    var output = Array("/../x".utf8)
    for reference in ["../d", "", "urn:z/../y"] {
      Array(reference.utf8).withUnsafeBufferPointer { base.resolve($0, into: &output) }
      output.append(ASCII.space)
    }
    #expect(String(decoding: output, as: UTF8.self) == "/../xhttp://a/d http://a/b/c urn:/y ")
    #expect(base.string == "http://a/b/c")
  }

  /// Section 5.2.4 word for word: an input and an output string, one rule at a time.
  private func slowlyWithoutDots(_ path: String) -> String {
    var input = path[...]
    var output = ""
    while !input.isEmpty {
      if input.hasPrefix("../") {
        input = input.dropFirst(3)
      } else if input.hasPrefix("./") {
        input = input.dropFirst(2)
      } else if input.hasPrefix("/./") {
        input = input.dropFirst(2)
      } else if input == "/." {
        input = "/"
      } else if input.hasPrefix("/../") || input == "/.." {
        input = input == "/.." ? "/" : input.dropFirst(3)
        output = output.lastIndex(of: "/").map { String(output[..<$0]) } ?? ""
      } else if input == "." || input == ".." {
        input = ""
      } else {
        let end = input.dropFirst().firstIndex(of: "/") ?? input.endIndex
        output += input[..<end]
        input = input[end...]
      }
    }
    return output
  }

  @Test("dot segments go as in the standard's own procedure, over all short paths")
  func allShortPaths() {
    let alphabet: [Character] = ["/", ".", "a"]
    var paths = [""]
    for length in 1...8 {
      let grown = paths.filter { $0.count == length - 1 }
        .flatMap { path in alphabet.map { path + String($0) } }
      paths += grown
    }
    for path in paths {
      var output = Array("x/".utf8) + Array(path.utf8)
      removeDotSegments(in: &output, from: 2)
      #expect(String(decoding: output, as: UTF8.self) == "x/" + slowlyWithoutDots(path), "\(path)")
    }
    #expect(paths.count == 9841)
  }
}
