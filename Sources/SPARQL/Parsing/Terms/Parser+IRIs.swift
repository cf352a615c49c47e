// IRIs: written out, relative, or with a prefix.

import RDF

extension Parser {
  /// Whether the next token is an IRI or a prefixed name.
  var isAtIRI: Bool { token.kind == .iri || token.kind == .prefixedName }

  /// Reads an IRI, which errors call `name`.
  func iri(_ name: String = "an IRI") throws(SyntaxFailure) -> IRI {
    switch token.kind {
    case .iri: try reference()
    case .prefixedName: try prefixedName()
    default: throw unexpected(name)
    }
  }

  /// Reads `<...>`, and resolves it where it is relative.
  ///
  /// An IRI with a scheme stays as it is written, as in the RDF syntaxes, so that what was loaded is found.
  private func reference() throws(SyntaxFailure) -> IRI {
    // Both brackets are there, see TextScan.iriEnd.
    let content = (token.start + 1)..<(token.end - 1)
    let iri: IRI
    if token.hasEscapes {
      let decoded = try decodedReference(content)
      iri = try resolved(decoded.span)
    } else {
      let source = text.bytes
      iri = try resolved(source.span.extracting(content))
    }
    advance()
    return iri
  }

  private func resolved(_ content: Span<UInt8>) throws(SyntaxFailure) -> IRI {
    if IRIComponents.schemeEnd(of: content) != nil { return IRI(String(content)) }
    var target: [UInt8] = []
    guard namespaces.resolve(content, into: &target) else {
      throw failure(
        "the IRI \(found) is relative, and there is no base; write it out, or add BASE <...>",
        at: token.start)
    }
    return IRI(String(decoding: target, as: UTF8.self))
  }

  /// The content of an IRI without its codepoint escapes.
  private func decodedReference(_ content: Range<Int>) throws(SyntaxFailure) -> [UInt8] {
    let source = text.bytes
    let bytes = source.span
    var decoded: [UInt8] = []
    var index = content.lowerBound
    while index < content.upperBound {
      guard bytes[index] == UInt8(ascii: "\\") else {
        decoded.append(bytes[index])
        index += 1
        continue
      }
      guard let (scalar, length) = TextScan.escapedScalar(bytes, index) else {
        throw escapeProblem(at: index, in: bytes, of: "an IRI")
      }
      decoded.append(scalar)
      if scalar.isASCII, IRI.firstForbiddenByte(in: [UInt8(scalar.value)].span) != nil {
        throw failure(
          "\(Self.inIRI(UInt8(scalar.value))) cannot stand in an IRI; percent-encode it",
          at: index)
      }
      index += length
    }
    return decoded
  }

  /// Reads `prefix:local`.
  private func prefixedName() throws(SyntaxFailure) -> IRI {
    let read = token
    let source = text.bytes
    let bytes = source.span
    let prefix = String(bytes.extracting(read.start..<(read.localStart - 1)))
    guard let namespace = namespaces.namespace(prefix) else {
      throw failure(namespaces.undefinedPrefix(prefix), at: read.start)
    }
    advance()
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: namespace.utf8)
    if read.hasEscapes {
      // The backslashes go; what they stood before stays (PN_LOCAL_ESC).
      for index in read.localStart..<read.end where bytes[index] != UInt8(ascii: "\\") {
        scratch.append(bytes[index])
      }
    } else {
      scratch.append(span: bytes.extracting(read.localStart..<read.end))
    }
    return IRI(String(decoding: scratch, as: UTF8.self))
  }
}

extension String {
  /// The text of UTF-8 bytes.
  init(_ bytes: Span<UInt8>) {
    self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
