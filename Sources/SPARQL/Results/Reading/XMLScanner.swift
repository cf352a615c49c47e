// XML 1.0 with namespaces, as far as result documents need it: a stream of tags and texts.
//
//     <?xml version="1.0"?>             passed over; the encoding must be UTF-8
//     <!-- ... -->  <? ... ?>           passed over
//     <sparql xmlns="...">              start, with the namespace looked up
//     text &amp; <![CDATA[more]]>       text, references resolved, line ends as LF
//     <!DOCTYPE                         refused
//
// There are no entities but the five that XML itself has: without a document type there is nothing to
// expand, to fetch or to recurse into. Depth, attributes and lengths are bounded.

import RDFSyntax

/// A start tag.
struct XMLElement {
  /// The namespace; empty for none.
  var namespace: String
  /// The name without its prefix.
  var name: String
  var attributes: [XMLAttribute]
  /// Offset of the tag.
  var place: Int
}

/// An attribute; `xmlns` and its like are none.
struct XMLAttribute {
  /// The namespace; empty for none, which is the rule.
  var namespace: String
  /// The name without its prefix.
  var name: String
  var value: String
  /// Offset of the name.
  var place: Int
}

/// What a document is made of.
enum XMLToken {
  case start(XMLElement)
  /// An end tag, or the end of an empty element; it always fits the start.
  case end
  /// Text; neighbouring texts may come in pieces.
  case text(String)
  /// Only white space, comments and instructions are left.
  case finish
}

/// Steps through an XML document.
struct XMLScanner {
  var cursor: ByteCursor
  private var openElements: [OpenElement] = []
  private var namespaces = XMLNamespaces()
  private var emptyElementAwaitsEnd = false
  private var hasRoot = false

  /// An element whose end has not come.
  private struct OpenElement {
    var nameRange: Range<Int>
    var namespaceMark: Int
  }

  /// Most attributes of an element, declarations of namespaces among them: looked up one by one.
  private static let attributesOfElement = 64

  /// Starts at the front of a document.
  init(_ cursor: ByteCursor) throws(SyntaxError) {
    self.cursor = cursor
    try skipDeclaration()
  }

  /// The next tag or text.
  mutating func next() throws(SyntaxError) -> XMLToken {
    if emptyElementAwaitsEnd {
      emptyElementAwaitsEnd = false
      closeElement()
      return .end
    }
    while true {
      if let token = try tokenHere() { return token }
    }
  }

  /// A token, or nil where something was passed over.
  private mutating func tokenHere() throws(SyntaxError) -> XMLToken? {
    guard let next = cursor.next else {
      if !openElements.isEmpty { throw cursor.error("the document ends within an element") }
      if !hasRoot { throw cursor.error("the document has no element") }
      return .finish
    }
    guard next == UInt8(ascii: "<") else { return try outerOrInnerText() }
    if cursor.byte(ahead: 1) == UInt8(ascii: "/") { return try endTag() }
    if cursor.skip("<!--") {
      try skipComment()
      return nil
    }
    if cursor.skip("<?") {
      try skipInstruction()
      return nil
    }
    if cursor.skip("<![CDATA[") { return try characterData() }
    if cursor.byte(ahead: 1) == UInt8(ascii: "!") {
      throw cursor.error("a document type or another declaration is refused")
    }
    return .start(try startTag())
  }

  private mutating func outerOrInnerText() throws(SyntaxError) -> XMLToken? {
    if !openElements.isEmpty { return .text(try text()) }
    cursor.skipSpace()
    guard cursor.isAtEnd || cursor.next == UInt8(ascii: "<") else {
      throw cursor.expected("an element")
    }
    return nil
  }
}

// Tags.
extension XMLScanner {
  private mutating func startTag() throws(SyntaxError) -> XMLElement {
    let start = cursor.place
    if hasRoot, openElements.isEmpty { throw cursor.error("there is a second root element") }
    guard openElements.count < cursor.limits.nestingDepth else {
      throw cursor.exceeded("the depth of nesting", allowed: cursor.limits.nestingDepth)
    }
    hasRoot = true
    cursor.place += 1
    let nameRange = try name()
    let mark = namespaces.mark
    var attributes: [(name: Range<Int>, value: String)] = []
    while true {
      let hadSpace = cursor.next.map(ByteCursor.isSpace) ?? false
      cursor.skipSpace()
      if cursor.skip("/>") {
        emptyElementAwaitsEnd = true
        break
      }
      if cursor.skip(UInt8(ascii: ">")) { break }
      guard hadSpace else { throw cursor.expected("a space, \">\" or \"/>\"") }
      guard attributes.count < Self.attributesOfElement else {
        throw cursor.exceeded("the number of attributes", allowed: Self.attributesOfElement)
      }
      attributes.append(try attribute())
    }
    openElements.append(OpenElement(nameRange: nameRange, namespaceMark: mark))
    for (name, value) in attributes {
      try namespaces.declare(cursor.text(name), value, at: name.lowerBound, in: cursor)
    }
    return try element(nameRange, attributes, at: start)
  }

  private func element(
    _ nameRange: Range<Int>, _ raw: [(name: Range<Int>, value: String)], at start: Int
  ) throws(SyntaxError) -> XMLElement {
    let tag = try namespaces.resolve(
      cursor.text(nameRange), isAttribute: false, at: nameRange.lowerBound, in: cursor)
    var attributes: [XMLAttribute] = []
    for (range, value) in raw {
      let text = cursor.text(range)
      if XMLNamespaces.isDeclaration(text) { continue }
      let (namespace, name) = try namespaces.resolve(
        text, isAttribute: true, at: range.lowerBound, in: cursor)
      if attributes.contains(where: { $0.name == name && $0.namespace == namespace }) {
        throw cursor.error("the attribute \"\(text)\" stands twice", at: range.lowerBound)
      }
      attributes.append(
        XMLAttribute(namespace: namespace, name: name, value: value, place: range.lowerBound))
    }
    return XMLElement(
      namespace: tag.namespace, name: tag.name, attributes: attributes, place: start)
  }

  private mutating func attribute() throws(SyntaxError) -> (name: Range<Int>, value: String) {
    let name = try name()
    cursor.skipSpace()
    guard cursor.skip(UInt8(ascii: "=")) else { throw cursor.expected("\"=\"") }
    cursor.skipSpace()
    guard let quote = cursor.next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw cursor.expected("a value in quotes")
    }
    cursor.place += 1
    let value = try characters(until: quote, isAttribute: true)
    guard cursor.skip(quote) else { throw cursor.expected("the end of the value") }
    return (name, value)
  }

  private mutating func endTag() throws(SyntaxError) -> XMLToken {
    let start = cursor.place
    cursor.place += 2
    let nameRange = try name()
    guard let open = openElements.last,
      cursor.bytes[open.nameRange].elementsEqual(cursor.bytes[nameRange])
    else {
      throw cursor.error("</\(cursor.text(nameRange))> ends no open element", at: start)
    }
    cursor.skipSpace()
    guard cursor.skip(UInt8(ascii: ">")) else { throw cursor.expected("\">\"") }
    closeElement()
    return .end
  }

  private mutating func closeElement() {
    guard let open = openElements.popLast() else { return }
    namespaces.forget(to: open.namespaceMark)
  }

  /// Steps over a name, prefix and all.
  private mutating func name() throws(SyntaxError) -> Range<Int> {
    let start = cursor.place
    while let next = cursor.next {
      let isFirst = cursor.place == start
      if next >= 0x80 {
        let place = cursor.place
        // The classes of names in XML beyond ASCII are those of Turtle.
        let length = cursor.bytes.withUnsafeBufferPointer {
          NameCharacters.lengthOfNameScalar(in: $0, at: place, isFirst: isFirst)
        }
        guard let length else { break }
        cursor.place += length
      } else if NameCharacters.isASCIILetter(next) || next == UInt8(ascii: "_")
        || next == UInt8(ascii: ":")
        || !isFirst
          && (NameCharacters.isDigit(next) || next == UInt8(ascii: "-")
            || next == UInt8(ascii: "."))
      {
        cursor.place += 1
      } else {
        break
      }
    }
    guard cursor.place > start else { throw cursor.expected("a name") }
    return start..<cursor.place
  }
}

// What is passed over.
extension XMLScanner {
  /// `<?xml version="1.0" encoding="UTF-8"?>`, which may stand at the very front only.
  private mutating func skipDeclaration() throws(SyntaxError) {
    let start = cursor.place
    guard cursor.skip("<?xml"), let next = cursor.next, ByteCursor.isSpace(next) else {
      cursor.place = start
      return
    }
    cursor.skipSpace()
    var expected = ["version", "encoding", "standalone"][...]
    var hasVersion = false
    while !cursor.skip("?>") {
      let place = cursor.place
      let (range, value) = try attribute()
      cursor.skipSpace()
      let name = cursor.text(range)
      guard let index = expected.firstIndex(of: name) else {
        throw cursor.error("\"\(name)\" cannot stand here in the XML declaration", at: place)
      }
      expected = expected[(index + 1)...]
      if name == "encoding", !["utf-8", "us-ascii"].contains(value.lowercased()) {
        throw cursor.error(
          "the encoding \"\(value)\" is not supported", at: place, hint: "write it in UTF-8")
      }
      if name == "version" {
        hasVersion = true
        guard value == "1.0" else {
          throw cursor.error("XML \(value) is not supported", at: place)
        }
      }
    }
    guard hasVersion else {
      throw cursor.error("the XML declaration has no version", at: start)
    }
  }

  private mutating func skipComment() throws(SyntaxError) {
    let start = cursor.place - 4
    while !cursor.isAtEnd {
      if cursor.skip("--") {
        guard cursor.skip(UInt8(ascii: ">")) else {
          throw cursor.error("a comment cannot hold \"--\"")
        }
        return
      }
      try skipCharacter()
    }
    throw cursor.error("the comment has no end", at: start)
  }

  private mutating func skipInstruction() throws(SyntaxError) {
    let start = cursor.place - 2
    let target = cursor.text(try name())
    if target.lowercased() == "xml" {
      throw cursor.error("an XML declaration can only stand at the front", at: start)
    }
    while !cursor.isAtEnd {
      if cursor.skip("?>") { return }
      try skipCharacter()
    }
    throw cursor.error("the instruction has no end", at: start)
  }

  /// Steps over a character, after a look whether XML knows it.
  mutating func skipCharacter() throws(SyntaxError) {
    guard let next = cursor.next else { return }
    if next < 0x20 && !ByteCursor.isSpace(next) || isNonCharacter(next) {
      throw cursor.error("XML knows no such character")
    }
    cursor.place += 1
  }

  /// U+FFFE and U+FFFF.
  private func isNonCharacter(_ byte: UInt8) -> Bool {
    byte == 0xEF && cursor.byte(ahead: 1) == 0xBF && (cursor.byte(ahead: 2) ?? 0) >= 0xBE
  }
}
