// How IRIs and names are spelled, the same in all formats.

/// Spells terms from their numbers.
enum BSBMTerms {
  /// Appends a resource's IRI, without angle brackets.
  static func appendIRI(_ resource: BSBMResource, to buffer: inout GeneratorBuffer) {
    buffer.append(BSBMVocabulary.instances)
    if let kind = resource.kind.sourceKind {
      buffer.append("dataFrom")
      buffer.append(kind.name)
      buffer.append(decimal: UInt32(resource.source))
      buffer.append(byte: UInt8(ascii: "/"))
    }
    appendLocalName(resource, to: &buffer)
  }

  /// Appends what follows the last slash: `Offer4711`.
  static func appendLocalName(_ resource: BSBMResource, to buffer: inout GeneratorBuffer) {
    buffer.append(resource.kind.name)
    buffer.append(decimal: UInt32(resource.number))
  }

  /// Appends a resource's IRI in angle brackets.
  static func appendBracketed(_ resource: BSBMResource, to buffer: inout GeneratorBuffer) {
    buffer.append(byte: UInt8(ascii: "<"))
    appendIRI(resource, to: &buffer)
    buffer.append(byte: UInt8(ascii: ">"))
  }

  /// Appends the IRI of an offer's page in angle brackets.
  static func appendPage(of offer: BSBMResource, to buffer: inout GeneratorBuffer) {
    buffer.append(byte: UInt8(ascii: "<"))
    appendIRI(offer, to: &buffer)
    buffer.append("/>")
  }

  /// Appends the IRI of a home page in angle brackets: `<http://www.Producer1.com/>`.
  static func appendHomepage(of company: BSBMResource, to buffer: inout GeneratorBuffer) {
    buffer.append("<http://www.")
    // The original writes vendors' pages in lower case, and only theirs.
    buffer.append(company.kind == .vendor ? "vendor" : company.kind.name)
    buffer.append(decimal: UInt32(company.number))
    buffer.append(".com/>")
  }

  /// Appends an amount with two decimals.
  static func appendAmount(cents: Int, to buffer: inout GeneratorBuffer) {
    buffer.append(decimal: UInt32(cents / 100))
    buffer.append(byte: UInt8(ascii: "."))
    buffer.append(byte: UInt8(ascii: "0") + UInt8(cents / 10 % 10))
    buffer.append(byte: UInt8(ascii: "0") + UInt8(cents % 10))
  }

  /// Appends a person's name: of six people one has a single one.
  static func appendName(seed: UInt64, to buffer: inout GeneratorBuffer) {
    let names = BSBMLexicon.names
    buffer.append(names[Int(seed % 1_024)])
    guard (seed >> 32) % 6 != 0 else { return }
    buffer.append(byte: UInt8(ascii: "-"))
    buffer.append(names[Int((seed >> 10) % 1_024)])
  }

  /// Appends forty hexadecimal digits.
  static func appendMailboxHash(seed: UInt64, to buffer: inout GeneratorBuffer) {
    var mixer = SeedMixer(state: seed)
    for _ in 0..<5 {
      var bits = mixer.next()
      for _ in 0..<8 {
        let digit = UInt8(bits & 15)
        // "W" and ten more is "a".
        buffer.append(byte: digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "W")))
        bits >>= 4
      }
    }
  }
}
