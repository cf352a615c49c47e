import Testing

@testable import Benchmarks

@Suite("short texts")
struct ShortTextTests {
  private func text(_ buffer: borrowing GeneratorBuffer) -> String {
    var text = ""
    buffer.withBytes { text = String(decoding: $0, as: UTF8.self) }
    return text
  }

  @Test("a short text is appended without what is kept after it", arguments: [0, 1, 14, 15])
  func appended(length: Int) {
    let word = String("abcdefghijklmno".prefix(length))
    #expect(ShortText(word).text == word)
    var buffer = GeneratorBuffer(capacity: 40)
    buffer.append("<")
    buffer.append(ShortText(word))
    buffer.append(">")
    #expect(text(buffer) == "<\(word)>")
    buffer.removeLast()
    #expect(text(buffer) == "<\(word)")
  }

  @Test("a text of sixteen bytes is no short text")
  func tooLong() async {
    await #expect(processExitsWith: .failure) { _ = ShortText("abcdefghijklmnop") }
  }

  @Test("there must be room for sixteen bytes, however short the text")
  func noRoom() async {
    await #expect(processExitsWith: .failure) {
      var buffer = GeneratorBuffer(capacity: 15)
      buffer.append(ShortText("a"))
    }
  }
}
