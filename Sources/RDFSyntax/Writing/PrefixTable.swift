/// The prefixes that a Turtle or TriG document declares and uses.
public struct PrefixTable: Hashable, Sendable {
  /// The namespace of each prefix; the prefix is without its colon.
  public private(set) var namespaces: [String: String] = [:]

  /// Makes an empty table.
  public init() {}

  /// Makes a table of prefixes and their namespaces.
  ///
  /// - Throws: ``WriteError/invalidPrefix(_:message:)``.
  public init(_ namespaces: [String: String]) throws(WriteError) {
    for (prefix, namespace) in namespaces { try bind(prefix, to: namespace) }
  }

  /// Binds `prefix` (without its colon, empty for `:name`) to `namespace`, an absolute IRI.
  ///
  /// A prefix that is bound already is bound anew.
  ///
  /// - Throws: ``WriteError/invalidPrefix(_:message:)`` where either is none by the grammar of
  ///   Turtle.
  public mutating func bind(_ prefix: String, to namespace: String) throws(WriteError) {
    guard Self.isPrefix(prefix) else {
      throw .invalidPrefix(prefix, message: "it is no name of Turtle's grammar")
    }
    guard Self.isAbsolute(namespace) else {
      throw .invalidPrefix(prefix, message: "<\(namespace)> is no absolute IRI")
    }
    namespaces[prefix] = namespace
  }

  /// PN_PREFIX, or nothing.
  private static func isPrefix(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, let last = bytes.last else { return true }
    if first < 0x80 && !NameCharacters.isASCIILetter(first) || last == UInt8(ascii: ".") {
      return false
    }
    return bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      while place < bytes.count {
        let byte = bytes[place]
        if NameCharacters.isASCIILetter(byte) || NameCharacters.isDigit(byte)
          || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
        {
          place += 1
        } else if byte >= 0x80,
          let length = NameCharacters.lengthOfNameScalar(
            in: bytes, at: place, isFirst: place == 0)
        {
          place += length
        } else {
          return false
        }
      }
      return true
    }
  }

  /// Whether it begins with a scheme; else a reader would resolve it against the document's base.
  private static func isAbsolute(_ iri: String) -> Bool {
    guard let colon = iri.utf8.firstIndex(of: UInt8(ascii: ":")),
      let first = iri.utf8.first, NameCharacters.isASCIILetter(first)
    else { return false }
    return iri.utf8[..<colon].allSatisfy {
      NameCharacters.isASCIILetter($0) || NameCharacters.isDigit($0)
        || [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains($0)
    }
  }
}
