// Terms in the form of N-Triples, which Turtle and TriG take as well.

/// What blank node labels begin with that had to be encoded.
private let encodedLabelMark: StaticString = "enc-"

extension OutputBuffer {
  /// Appends `<iri>`.
  @inline(__always)
  package func appendIRI(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try append(UInt8(ascii: "<"))
    try appendEscapedIRI(bytes)
    try append(UInt8(ascii: ">"))
  }

  /// Appends `"form"`, without what may follow.
  @inline(__always)
  package func appendQuoted(_ bytes: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try append(UInt8(ascii: "\""))
    try appendEscapedLiteral(bytes)
    try append(UInt8(ascii: "\""))
  }

  /// Appends `@tag`, after a look whether it is one.
  package func appendLanguage(_ tag: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    guard isLanguageTag(tag) else {
      throw .invalidTerm(
        "\"\(String(decoding: tag, as: UTF8.self))\" is no language tag")
    }
    try append(UInt8(ascii: "@"))
    try append(tag)
  }

  /// Appends `_:label`.
  ///
  /// A label that the grammar of Turtle does not know (N-Triples allows colons, the library
  /// anything) becomes `enc-` and its bytes, those but letters and digits as `-XX`. Labels that
  /// begin so are encoded too; two labels stay two.
  package func appendBlankNode(_ label: UnsafeBufferPointer<UInt8>) throws(WriteError) {
    try append("_:")
    if isBlankNodeLabel(label), !begins(label, with: encodedLabelMark) { return try append(label) }
    try append(encodedLabelMark)
    for byte in label {
      if NameCharacters.isASCIILetter(byte) || NameCharacters.isDigit(byte) {
        try append(byte)
      } else {
        try append(UInt8(ascii: "-"))
        try append(hexDigit(byte >> 4))
        try append(hexDigit(byte & 0xF))
      }
    }
  }

  /// Appends an IRI or a blank node; `role` names the place in the error for a literal.
  @inline(__always)
  func appendResource(_ term: TermBytes, as role: StaticString) throws(WriteError) {
    switch term.kind {
    case .iri: try appendIRI(term.value)
    case .blankNode: try appendBlankNode(term.value)
    case .plainLiteral, .languageLiteral, .typedLiteral:
      throw .invalidTerm("the literal \"\(term.text)\" cannot be a \(role)")
    }
  }

  /// Appends any term.
  @inline(__always)
  func appendTerm(_ term: TermBytes) throws(WriteError) {
    switch term.kind {
    case .iri: try appendIRI(term.value)
    case .blankNode: try appendBlankNode(term.value)
    case .plainLiteral: try appendQuoted(term.value)
    case .languageLiteral:
      try appendQuoted(term.value)
      try appendLanguage(term.annotation)
    case .typedLiteral:
      try appendQuoted(term.value)
      try append("^^")
      try appendIRI(term.annotation)
    }
  }
}

/// Whether `tag` is `[a-zA-Z]+ ('-' [a-zA-Z0-9]+)*`.
private func isLanguageTag(_ tag: UnsafeBufferPointer<UInt8>) -> Bool {
  var lengthOfPart = 0
  var isFirstPart = true
  for byte in tag {
    if NameCharacters.isASCIILetter(byte) || !isFirstPart && NameCharacters.isDigit(byte) {
      lengthOfPart += 1
    } else if byte == UInt8(ascii: "-") && lengthOfPart > 0 {
      lengthOfPart = 0
      isFirstPart = false
    } else {
      return false
    }
  }
  return lengthOfPart > 0
}

/// Whether `label` is a BLANK_NODE_LABEL of Turtle, without its `_:`.
package func isBlankNodeLabel(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let last = label.last, last != UInt8(ascii: ".") else { return false }
  var place = 0
  while place < label.count {
    let byte = label[place]
    if NameCharacters.isASCIILetter(byte) || NameCharacters.isDigit(byte)
      || byte == UInt8(ascii: "_")
      || place > 0 && (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."))
    {
      place += 1
    } else if byte >= 0x80,
      let length = NameCharacters.lengthOfNameScalar(in: label, at: place, isFirst: place == 0)
    {
      place += length
    } else {
      return false
    }
  }
  return true
}
