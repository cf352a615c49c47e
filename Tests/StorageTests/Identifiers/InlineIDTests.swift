import Foundation
import RDF
import Testing

@testable import Storage

/// An inline id is its literal, byte for byte, and ids of a kind are in the order of their values.
@Suite struct InlineIDTests {
  typealias Form = (kind: TermKind, text: String)

  /// The seed of SLUICE_TEST_SEED or a fresh one, which is printed.
  private func generator(_ name: String = #function) -> (SplitMix64, UInt64) {
    let given = ProcessInfo.processInfo.environment["SLUICE_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64(UInt32.max))
    print("inline ids, \(name): SLUICE_TEST_SEED=\(seed)")
    return (SplitMix64(seed: seed), seed)
  }

  private static let datatypes: [TermKind: UInt8] = [
    .integer: DatatypeCode.integer, .decimal: DatatypeCode.decimal, .date: DatatypeCode.date,
    .dateTime: DatatypeCode.dateTime, .boolean: DatatypeCode.boolean,
  ]

  private static func encode(_ kind: TermKind, _ text: [UInt8]) -> TermID? {
    text.withUnsafeBufferPointer { bytes in
      kind == .shortString
        ? InlineValue.shortString(bytes) : InlineValue.id(code: datatypes[kind] ?? 0, bytes)
    }
  }

  private static func encode(_ kind: TermKind, _ text: String) -> TermID? {
    encode(kind, Array(text.utf8))
  }

  private static func decode(_ id: TermID) -> [UInt8] {
    var out: [UInt8] = []
    InlineValue.appendLexicalForm(of: id, to: &out)
    return out
  }

  // MARK: there and back

  @Test("random canonical forms are inlined and come back byte for byte")
  func roundTrip() throws {
    var (random, seed) = generator()
    for round in 0..<20_000 {
      let (kind, text) = Self.canonicalForm(using: &random)
      let id = Self.encode(kind, text)
      #expect(id?.kind == kind, "\(kind) \(text), seed \(seed), round \(round)")
      if let id { #expect(Self.decode(id) == Array(text.utf8), "seed \(seed), round \(round)") }
    }
  }

  @Test("what is made of a canonical form by one change comes back byte for byte or is not inlined")
  func changedForms() throws {
    var (random, seed) = generator()
    var refused = 0
    for round in 0..<40_000 {
      let (kind, text) = Self.canonicalForm(using: &random)
      var bytes = Array(text.utf8)
      let place = Int.random(in: 0...bytes.count, using: &random)
      let byte = Array("0019+-.:TZeE \u{1}".utf8).randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<3, using: &random) {
      case 0 where place < bytes.count: bytes[place] = byte
      case 1 where place < bytes.count: bytes.remove(at: place)
      default: bytes.insert(byte, at: place)
      }
      guard let id = Self.encode(kind, bytes) else {
        refused += 1
        continue
      }
      #expect(
        Self.decode(id) == bytes,
        "\(kind) \(String(decoding: bytes, as: UTF8.self)), seed \(seed), round \(round)")
    }
    #expect(refused > 10_000)
  }

  @Test("strings of any bytes come back up to seven bytes, and longer ones are not inlined")
  func shortStrings() {
    var (random, seed) = generator()
    for count in 0...9 {
      for _ in 0..<200 {
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        let id = Self.encode(.shortString, bytes)
        #expect((id != nil) == (count <= 7), "seed \(seed)")
        if let id { #expect(Self.decode(id) == bytes, "seed \(seed)") }
      }
    }
  }

  // MARK: edges

  @Test(
    "the first and last forms that are inlined come back",
    arguments: [
      (TermKind.integer, "0"), (.integer, "-1"), (.integer, "576460752303423487"),
      (.integer, "-576460752303423488"), (.decimal, "0.0"), (.decimal, "-0.1"),
      (.decimal, "0.000001"), (.decimal, "-0.000001"), (.decimal, "576460752303.423487"),
      (.decimal, "-576460752303.423488"), (.date, "0001-01-01"), (.date, "0001-01-01+14:00"),
      (.date, "9999-12-31"), (.date, "9999-12-31-14:00"), (.date, "2000-02-29Z"),
      (.dateTime, "0001-01-01T00:00:00+14:00"), (.dateTime, "9999-12-31T23:59:59.999-14:00"),
      (.dateTime, "0001-01-01T00:00:00"), (.dateTime, "2024-02-29T12:00:00.5Z"),
      (.boolean, "true"), (.boolean, "false"), (.shortString, ""), (.shortString, "1234567"),
      (.shortString, "\u{0}"), (.shortString, "\u{0}\u{0}"),
    ])
  func edges(_ form: Form) throws {
    let id = try #require(Self.encode(form.kind, form.text))
    #expect(id.kind == form.kind)
    #expect(Self.decode(id) == Array(form.text.utf8))
  }

  @Test(
    "what is not canonical or does not fit is not inlined",
    arguments: [
      (
        TermKind.integer,
        [
          "", "-", "+1", "01", "-0", "00", "1 ", " 1", "1.0", "576460752303423488",
          "-576460752303423489", "9999999999999999999", "99999999999999999999999", "1e1", "١",
        ]
      ),
      (
        .decimal,
        [
          "", ".", "1", "1.", ".1", "-.1", "01.0", "1.00", "1.10", "-0.0", "+1.0", "0.0000001",
          "576460752303.423488", "-576460752303.423489", "99999999999999999999.9", "1.0e0", "1..0",
          "1.0.0", "--1.0",
        ]
      ),
      (
        .date,
        [
          "", "2024-1-01", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-01-00",
          "0000-01-01", "-0001-01-01", "10000-01-01", "2024-01-01+00:00", "2024-01-01-00:00",
          "2024-01-01+14:01", "2024-01-01z", "2024-01-01+1:00", "2024-01-01+01:60", "2024/01/01",
        ]
      ),
      (
        .dateTime,
        [
          "", "2024-01-01", "2024-01-01T24:00:00", "2024-01-01T23:60:00", "2024-01-01T23:59:60",
          "2024-01-01T00:00:00.", "2024-01-01T00:00:00.0", "2024-01-01T00:00:00.10",
          "2024-01-01T00:00:00.1234", "2024-01-01t00:00:00", "2024-01-01T00:00:00+00:00",
          "2024-01-01T00:00:00-14:01", "2024-01-01T0:00:00", "2024-01-01T00:00",
        ]
      ),
      (.boolean, ["", "1", "0", "True", "TRUE", "true ", "yes"]),
      (.shortString, ["12345678", "äöüß"]),
    ])
  func refused(_ kind: TermKind, _ texts: [String]) {
    for text in texts { #expect(Self.encode(kind, text) == nil, "\(kind) \"\(text)\"") }
  }

  // MARK: order

  /// Kinds with an order of values; one without zone is taken as in UTC.
  private static let valueTypes: [(TermKind, XSDDatatype)] = [
    (.integer, .integer), (.decimal, .decimal), (.date, .date), (.dateTime, .dateTime),
  ]

  @Test("ids of a kind are in the order of their values")
  func order() throws {
    var (random, seed) = generator()
    var forms: [TermKind: [String]] = [:]
    for _ in 0..<6_000 {
      let (kind, text) = Self.canonicalForm(using: &random)
      forms[kind, default: []].append(text)
    }
    for (kind, datatype) in Self.valueTypes {
      let texts = try #require(forms[kind])
      try #require(texts.count > 100)
      for (a, b) in zip(texts, texts.dropFirst()) {
        let (left, right) = (try #require(Self.encode(kind, a)), try #require(Self.encode(kind, b)))
        let values = (
          try #require(XSDValue(a, datatype: datatype)),
          try #require(XSDValue(b, datatype: datatype))
        )
        let order = values.0.compare(values.1, implicitTimeZone: .utc)
        // Forms of one point in time differ in their zones, and so do the ids.
        if order == .equal { continue }
        #expect((left < right) == (order == .less), "\(kind) \(a) and \(b), seed \(seed)")
      }
    }
    for (a, b) in zip(forms[.shortString] ?? [], (forms[.shortString] ?? []).dropFirst()) {
      let (left, right) = (
        try #require(Self.encode(.shortString, a)), try #require(Self.encode(.shortString, b))
      )
      #expect(
        (left < right) == a.utf8.lexicographicallyPrecedes(b.utf8), "\(a) and \(b), seed \(seed)")
    }
    let (no, yes) = (Self.encode(.boolean, "false"), Self.encode(.boolean, "true"))
    #expect(try #require(no) < #require(yes))
  }
}
