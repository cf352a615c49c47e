import RDF

// The bytes by which the dictionary knows a term, behind its kind.
//
//     iri               the IRI
//     blankNode         scope (8 bytes, big-endian), label
//     string            the text
//     languageString    varint length of the tag, tag, text
//     other, numeric,   datatype code; for code 0: varint length and datatype IRI; lexical form
//     temporal

/// The datatypes that have a one-byte code; code 0 is "spelled out".
///
/// The order is part of the format.
package enum DatatypeCode {
  /// Local names in the XSD namespace, from code 1 on.
  static let xsdNames: [StaticString] = [
    "integer", "decimal", "float", "double", "int", "long", "short", "byte", "nonNegativeInteger",
    "positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong",
    "unsignedShort", "unsignedByte", "date", "dateTime", "dateTimeStamp", "time", "gYear",
    "gYearMonth", "gMonth", "gMonthDay", "gDay", "duration", "dayTimeDuration",
    "yearMonthDuration", "boolean", "anyURI", "hexBinary", "base64Binary", "normalizedString",
    "token", "language", "string",
  ]

  package static let spelledOut: UInt8 = 0
  package static let integer: UInt8 = 1
  package static let decimal: UInt8 = 2
  package static let date: UInt8 = 17
  package static let dateTime: UInt8 = 18
  package static let boolean: UInt8 = 29

  /// The code of a datatype IRI, 0 where it has none.
  package static func code(of iri: UnsafeBufferPointer<UInt8>) -> UInt8 {
    let prefix = XSD.namespace.utf8.count
    guard iri.count > prefix, iri[0..<prefix].elementsEqual(XSD.namespace.utf8) else {
      return spelledOut
    }
    let local = UnsafeBufferPointer(rebasing: iri[prefix...])
    for (index, name) in xsdNames.enumerated() where name.utf8CodeUnitCount == local.count {
      let candidate = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
      if candidate.elementsEqual(local) { return UInt8(index + 1) }
    }
    return spelledOut
  }

  /// The datatype IRI of a code from 1 on, or nil where no such code is known.
  package static func iri(of code: UInt8) -> String? {
    guard code >= 1, Int(code) <= xsdNames.count else { return nil }
    return XSD.namespace + xsdNames[Int(code) - 1].description
  }

  /// The dictionary kind of literals of the datatype.
  package static func kind(of code: UInt8) -> TermKind {
    switch code {
    case 1...16: .numericLiteral
    case 17...20: .temporalLiteral
    default: .otherLiteral
    }
  }
}

extension TermKey {
  typealias Bytes = UnsafeBufferPointer<UInt8>
}

/// A dictionary term taken apart.
package enum TermKey {
  case iri(UnsafeBufferPointer<UInt8>)
  case blankNode(scope: UInt64, label: UnsafeBufferPointer<UInt8>)
  case string(UnsafeBufferPointer<UInt8>)
  case languageString(tag: UnsafeBufferPointer<UInt8>, text: UnsafeBufferPointer<UInt8>)
  case typed(code: UInt8, datatype: UnsafeBufferPointer<UInt8>, lexical: UnsafeBufferPointer<UInt8>)

  /// Takes the key bytes of a term apart, or nil where they are not of the form.
  package init?(kind: TermKind, _ bytes: UnsafeBufferPointer<UInt8>) {
    switch kind {
    case .iri: self = .iri(bytes)
    case .string: self = .string(bytes)
    case .blankNode:
      guard bytes.count >= 8 else { return nil }
      var scope: UInt64 = 0
      for byte in bytes[0..<8] { scope = scope << 8 | UInt64(byte) }
      self = .blankNode(scope: scope, label: Bytes(rebasing: bytes[8...]))
    case .languageString:
      guard let (tag, text) = Self.split(bytes) else { return nil }
      self = .languageString(tag: tag, text: text)
    case .otherLiteral, .numericLiteral, .temporalLiteral:
      guard let code = bytes.first else { return nil }
      let rest = Bytes(rebasing: bytes[1...])
      if code != DatatypeCode.spelledOut {
        self = .typed(code: code, datatype: Bytes(start: nil, count: 0), lexical: rest)
      } else {
        guard let (datatype, lexical) = Self.split(rest) else { return nil }
        self = .typed(code: code, datatype: datatype, lexical: lexical)
      }
    default: return nil
    }
  }

  /// Splits bytes that start with the varint length of their first part.
  private static func split(_ bytes: Bytes) -> (Bytes, Bytes)? {
    var length = 0
    var shift = 0
    for index in 0..<bytes.count {
      length |= Int(bytes[index] & 0x7f) << shift
      shift += 7
      if bytes[index] < 0x80 {
        let start = index + 1
        guard length <= bytes.count - start else { return nil }
        return (
          Bytes(rebasing: bytes[start..<start + length]),
          Bytes(rebasing: bytes[(start + length)...])
        )
      }
      if shift > 56 { return nil }
    }
    return nil
  }
}
