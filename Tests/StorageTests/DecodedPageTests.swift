import Testing

@testable import Storage

@Suite("pages of terms, decoded")
struct DecodedPageTests {
  @Test("a page gives back its terms, whatever they share", arguments: 0..<50)
  func decodes(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let terms = Self.terms(&random)
    let value = Self.page(terms)
    let last = TermID(kind: .iri, payload: 1_000 + UInt64(terms.count)).rawValue
    let page = try #require(value.withUnsafeBytes { DecodedPage($0, last: last) })
    #expect(page.last == last && page.first == last - UInt64(terms.count - 1))
    for (index, term) in terms.enumerated() {
      #expect(Array(page.term(page.first + UInt64(index))) == term)
    }
    #expect(page.byteCount == terms.reduce(0) { $0 + $1.count })
  }

  @Test("a page that is cut off is no page", arguments: 0..<20)
  func refusesTruncation(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let terms = Self.terms(&random)
    let value = Self.page(terms)
    let last = TermID(kind: .iri, payload: 1_000).rawValue
    for length in 0..<value.count {
      #expect(value[0..<length].withUnsafeBytes { DecodedPage($0, last: last) } == nil)
    }
  }

  @Test(
    "changed bytes give another page or none, and are never read past their end", arguments: 0..<200
  )
  func survivesDamage(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var value = Self.page(Self.terms(&random))
    for _ in 0..<4 {
      value[Int.random(in: 0..<value.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    let last = TermID(kind: .iri, payload: 1_000).rawValue
    // A copy of just the right size, so that a checker of addresses would see a step beyond.
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: value.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: value)
    guard let page = DecodedPage(UnsafeRawBufferPointer(copy), last: last) else { return }
    var bytes = 0
    for id in page.first...page.last { bytes += page.term(id).count }
    #expect(bytes == page.byteCount)
  }

  @Test("a page never begins before the first id of its kind")
  func refusesIDsBeforeTheFirst() {
    let value = Self.page([[1], [2], [3]])
    let third = TermID(kind: .iri, payload: 3).rawValue
    #expect(value.withUnsafeBytes { DecodedPage($0, last: third) } != nil)
    #expect(value.withUnsafeBytes { DecodedPage($0, last: third - 1) } == nil)
  }

  @Test("labels of blank nodes lead back to their ids, other labels to none")
  func blankNodeLabels() {
    for payload: UInt64 in [1, 9, 10, 123_456_789, 999_999_999_999_999_999] {
      let id = TermID(kind: .blankNode, payload: payload)
      var label: [UInt8] = []
      BlankNodeLabel.append(of: id, to: &label)
      let text = String(decoding: label, as: UTF8.self)
      #expect(text == "b\(payload)")
      #expect(BlankNodeLabel.id(of: text) == id)
    }
    for text in ["", "b", "b0", "b01", "1", "B1", "b1x", "b-1", "b1152921504606846976"] {
      #expect(BlankNodeLabel.id(of: text) == nil)
    }
  }

  /// One to 32 terms, some empty, some with long common beginnings.
  private static func terms(_ random: inout SplitMix64) -> [[UInt8]] {
    var terms: [[UInt8]] = []
    for _ in 0..<Int.random(in: 1...termPageTerms, using: &random) {
      let shared = terms.last.map { Int.random(in: 0...$0.count, using: &random) } ?? 0
      let rest = Int.random(in: 0...(Bool.random(using: &random) ? 300 : 5), using: &random)
      let tail = (0..<rest).map { _ in UInt8.random(in: 97...99, using: &random) }
      terms.append((terms.last ?? []).prefix(shared) + tail)
    }
    return terms
  }

  /// A page as the format has it, written here once more so that the two can be compared.
  private static func page(_ terms: [[UInt8]]) -> [UInt8] {
    var value = [UInt8(terms.count)]
    func append(_ number: Int) {
      var number = number
      while number >= 0x80 {
        value.append(UInt8(number & 0x7F) | 0x80)
        number >>= 7
      }
      value.append(UInt8(number))
    }
    var previous: [UInt8] = []
    for term in terms {
      let shared = zip(previous, term).prefix { $0 == $1 }.count
      append(shared)
      append(term.count - shared)
      value += term[shared...]
      previous = term
    }
    return value
  }
}
