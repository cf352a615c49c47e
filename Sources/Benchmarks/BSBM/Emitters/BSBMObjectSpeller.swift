/// Spells objects of statements in a syntax; only resources are left to the emitters.
struct BSBMObjectSpeller {
  /// Whether names are prefixed and integers bare.
  let isTurtle: Bool
  private let dayTexts = BSBMDay.texts

  /// A speller for lines or for Turtle.
  init(isTurtle: Bool) {
    self.isTurtle = isTurtle
  }

  /// Appends an object.
  func append(_ object: BSBMObject, to buffer: inout GeneratorBuffer) {
    switch object {
    case .resource(let resource): BSBMTerms.appendBracketed(resource, to: &buffer)
    case .page(let offer): BSBMTerms.appendPage(of: offer, to: &buffer)
    case .homepage(let company): BSBMTerms.appendHomepage(of: company, to: &buffer)
    case .type(let type): buffer.append(isTurtle ? type.turtleText : type.lineText)
    case .country(let country):
      buffer.append(isTurtle ? "country:" : "<http://downlode.org/rdf/iso-3166/countries#")
      buffer.append(country.code)
      if !isTurtle { buffer.append(byte: UInt8(ascii: ">")) }
    default: appendLiteral(object, to: &buffer)
    }
  }

  private func appendLiteral(_ object: BSBMObject, to buffer: inout GeneratorBuffer) {
    if isTurtle, case .integer(let number) = object {
      buffer.append(decimal: UInt32(number))
      return
    }
    buffer.append(byte: UInt8(ascii: "\""))
    switch object {
    case .integer(let number):
      buffer.append(decimal: UInt32(number))
      end(.integer, &buffer)
    case .price(let cents):
      BSBMTerms.appendAmount(cents: cents, to: &buffer)
      end(.dollars, &buffer)
    case .date(let day):
      buffer.append(dayTexts[day.number])
      end(.date, &buffer)
    case .dateTime(let day):
      buffer.append(dayTexts[day.number])
      end(.dateTime, &buffer)
    case .text(let text): appendText(text, to: &buffer)
    case .phrase(let phrase):
      buffer.append(phrase)
      buffer.append(byte: UInt8(ascii: "\""))
    case .name(let seed):
      BSBMTerms.appendName(seed: seed, to: &buffer)
      buffer.append(byte: UInt8(ascii: "\""))
    case .mailboxHash(let seed):
      BSBMTerms.appendMailboxHash(seed: seed, to: &buffer)
      buffer.append(byte: UInt8(ascii: "\""))
    case .resource, .type, .country, .page, .homepage:
      preconditionFailure("an IRI has no quotes")
    }
  }

  private func appendText(_ text: BSBMText, to buffer: inout GeneratorBuffer) {
    text.append(to: &buffer)
    switch text.form {
    case .plain: buffer.append(byte: UInt8(ascii: "\""))
    case .string: end(.string, &buffer)
    case .language(let country):
      buffer.append("\"@")
      buffer.append(country.language)
    }
  }

  private func end(_ type: BSBMDatatype, _ buffer: inout GeneratorBuffer) {
    buffer.append(isTurtle ? type.turtleText : type.lineText)
  }
}
