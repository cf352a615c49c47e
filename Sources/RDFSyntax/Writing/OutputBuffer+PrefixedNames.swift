// IRIs shortened by prefixes.

extension OutputBuffer {
  /// Appends a prefixed name where there is a prefix and the rest is a local part, else the IRI in
  /// full.
  package func appendIRI(
    _ iri: UnsafeBufferPointer<UInt8>, shortenedBy prefixes: PrefixIndex
  ) throws(WriteError) {
    var match = prefixes.longestMatch(for: iri)
    while let index = match {
      let local = UnsafeBufferPointer(rebasing: iri[prefixes.namespaceLength(at: index)...])
      let kind = LocalName(local)
      if kind != .impossible {
        try append(prefixes.prefix(at: index))
        try append(UInt8(ascii: ":"))
        return kind == .plain ? try append(local) : try appendEscapedLocalName(local)
      }
      match = prefixes.shorterMatch(than: index, for: iri)
    }
    try appendIRI(iri)
  }

  private func appendEscapedLocalName(
    _ local: UnsafeBufferPointer<UInt8>
  ) throws(WriteError) {
    for place in local.indices {
      if local[place] < 0x80 && !LocalName.isPlain(local, at: place) {
        try append(UInt8(ascii: "\\"))
      }
      try append(local[place])
    }
  }
}
