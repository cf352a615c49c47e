import RDFSyntax

// Which namespace a prefix stands for at a place of an XML document (Namespaces in XML 1.0).

/// The declarations in force.
struct XMLNamespaces {
  private var bindings: [(prefix: String, namespace: String)] = []

  /// What `xml:` always stands for.
  static let xml = "http://www.w3.org/XML/1998/namespace"

  /// The state to come back to with ``forget(to:)``.
  var mark: Int { bindings.count }

  /// Whether an attribute declares a namespace.
  static func isDeclaration(_ name: String) -> Bool {
    name == "xmlns" || name.hasPrefix("xmlns:")
  }

  /// Takes in an attribute where it declares a namespace.
  mutating func declare(
    _ name: String, _ value: String, at place: Int, in cursor: borrowing ByteCursor
  ) throws(SyntaxError) {
    guard Self.isDeclaration(name) else { return }
    let prefix = String(name.dropFirst(name == "xmlns" ? 5 : 6))
    let isXML = prefix == "xml"
    guard name == "xmlns" || !prefix.isEmpty && !prefix.contains(":") && prefix != "xmlns",
      name == "xmlns" || !value.isEmpty, isXML == (value == Self.xml)
    else { throw cursor.error("malformed declaration of a namespace", at: place) }
    bindings.append((prefix, value))
  }

  /// Goes back to the state of `mark`.
  mutating func forget(to mark: Int) { bindings.removeLast(bindings.count - mark) }

  /// Splits `name` and looks its prefix up.
  func resolve(
    _ name: String, isAttribute: Bool, at place: Int, in cursor: borrowing ByteCursor
  ) throws(SyntaxError) -> (namespace: String, name: String) {
    guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      // The default namespace is for elements only.
      return (isAttribute ? "" : bindings.last { $0.prefix.isEmpty }?.namespace ?? "", name)
    }
    let prefix = String(name[..<colon])
    let local = String(name[name.utf8.index(after: colon)...])
    guard !prefix.isEmpty, !local.isEmpty, !local.contains(":") else {
      throw cursor.error("\"\(name)\" is no name with a prefix", at: place)
    }
    if prefix == "xml" { return (Self.xml, local) }
    guard let namespace = bindings.last(where: { $0.prefix == prefix })?.namespace else {
      throw cursor.error("the prefix \"\(prefix)\" is not declared", at: place)
    }
    return (namespace, local)
  }
}
