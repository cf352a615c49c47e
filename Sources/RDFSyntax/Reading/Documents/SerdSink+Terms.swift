// How the sink gets at terms: from Serd's nodes and from the document.

import CSerd

extension SerdSink {
  static let misplaced = "a word stands where a name should"

  /// Bytes of a term: Serd's, the document's, or behind the end of the batch's arena and not counted yet.
  typealias Bytes = (start: UnsafePointer<UInt8>, count: Int)

  @inline(__always)
  func node(_ node: SerdNode, _ place: BatchWriter.Place) -> UInt32? {
    if node.type == SERD_BLANK {
      guard let label = label(node) else { return nil }
      return writer.node(label.start, count: label.count, kind: .blankNode, place: place)
    }
    guard let iri = iri(node) else { return nil }
    return writer.node(iri.start, count: iri.count, kind: .iri, place: place)
  }

  /// A number or a boolean.
  @inline(__always)
  func literal(_ node: SerdNode, _ datatype: UnsafePointer<SerdNode>?) -> UInt32? {
    guard let text = node.buf, let datatype, let type = datatype.pointee.buf else { return nil }
    let offset = writer.appendBytes(text, count: node.n_bytes)
    return typedLiteral(offset, node.n_bytes, (type, datatype.pointee.n_bytes))
  }

  /// The next of the objects that Serd is not shown.
  @inline(__always)
  func nextObject() -> UInt32? {
    guard let (term, text) = objects.take() else {
      complaint = Self.misplaced
      return nil
    }
    switch term.form {
    case .string: return string(term, text)
    case .label:
      return writer.node(text, count: term.count, kind: .blankNode, place: .object)
    case .iri, .name:
      guard let iri = iri(term, text) else { return nil }
      return writer.node(iri.start, count: iri.count, kind: .iri, place: .object)
    case .tag:
      complaint = Self.misplaced
      return nil
    }
  }

  @inline(__always)
  private func string(_ term: ObjectTerm, _ text: UnsafePointer<UInt8>) -> UInt32? {
    let offset: UInt32
    var count = term.count
    if term.hasEscapes {
      guard let plain = unescaped(text, count: count, .string) else { return nil }
      count = plain.count
      offset = writer.store(plain.start, count: count)
    } else {
      offset = writer.appendBytes(text, count: count)
    }
    guard term.isAnnotated else {
      return writer.literal(offset: offset, count: count, kind: .plainLiteral, annotation: .none)
    }
    guard let (annotation, text) = objects.take() else {
      complaint = Self.misplaced
      return nil
    }
    if annotation.form == .tag {
      let tag = writer.annotation(text, count: annotation.count)
      return writer.literal(offset: offset, count: count, kind: .languageLiteral, annotation: tag)
    }
    guard let type = iri(annotation, text) else { return nil }
    return typedLiteral(offset, count, type)
  }

  /// The literal of a lexical form that is in the arena already.
  @inline(__always)
  private func typedLiteral(_ offset: UInt32, _ count: Int, _ type: Bytes) -> UInt32 {
    if TermChecks.isXSDString(type.start, count: type.count) {
      return writer.literal(offset: offset, count: count, kind: .plainLiteral, annotation: .none)
    }
    let place = writer.annotation(type.start, count: type.count)
    return writer.literal(offset: offset, count: count, kind: .typedLiteral, annotation: place)
  }

  /// The IRI that an object or a datatype is.
  @inline(__always)
  private func iri(_ term: ObjectTerm, _ text: UnsafePointer<UInt8>) -> Bytes? {
    term.form == .name
      ? expanded(text, count: term.count, hasEscapes: term.hasEscapes)
      : iri(text, count: term.count, hasEscapes: term.hasEscapes)
  }

  /// Bytes of the document with escapes resolved, behind the end of the arena.
  private func unescaped(
    _ text: UnsafePointer<UInt8>, count: Int, _ kind: EscapeKind
  ) -> Bytes? {
    let target = writer.reserveBytes(count)
    guard
      case .success(let written) = Unescaping.unescape(
        from: text, to: text + count, kind: kind, into: target)
    else {
      complaint = Self.misplaced  // the guard has checked them
      return nil
    }
    return (UnsafePointer(target), written)
  }

  /// The absolute IRI that `node` writes.
  @inline(__always)
  func iri(_ node: SerdNode) -> Bytes? {
    guard let text = node.buf, node.type == SERD_URI else {
      complaint = Self.misplaced
      return nil
    }
    guard node.n_bytes > 0, text[0] == TurtleTokens.nameMark else {
      return iri(text, count: node.n_bytes, hasEscapes: false)
    }
    if node.n_bytes > 1, text[1] == TurtleTokens.nameMark {
      return iri(text + 2, count: node.n_bytes - 2, hasEscapes: false)
    }
    return expanded(text + 1, count: node.n_bytes - 1, hasEscapes: false)
  }

  /// The absolute IRI that is written as `text`, resolved against the base where it is relative.
  @inline(__always)
  private func iri(_ text: UnsafePointer<UInt8>, count: Int, hasEscapes: Bool) -> Bytes? {
    var iri: Bytes = (text, count)
    if hasEscapes {
      guard let plain = unescaped(text, count: count, .iri) else { return nil }
      iri = plain
    }
    if TermChecks.hasScheme(iri.start, count: iri.count) { return iri }
    return resolved(UnsafeBufferPointer(start: iri.start, count: iri.count))
  }

  @inline(never)
  private func resolved(_ text: UnsafeBufferPointer<UInt8>) -> Bytes? {
    guard let base else {
      complaint = "the IRI is relative and the document has no base"
      return nil
    }
    base.resolve(Array(text)[...], into: &scratch)
    let target = writer.reserveBytes(scratch.count)
    scratch.withUnsafeBufferPointer {
      if let start = $0.baseAddress { target.update(from: start, count: $0.count) }
    }
    return (UnsafePointer(target), scratch.count)
  }

  /// The IRI that a prefixed name stands for.
  @inline(__always)
  private func expanded(_ text: UnsafePointer<UInt8>, count: Int, hasEscapes: Bool) -> Bytes? {
    var colon = 0
    while colon < count, text[colon] != UInt8(ascii: ":") { colon += 1 }
    guard colon < count, let namespace = prefixes.namespace(text, count: colon) else {
      complaint = Self.misplaced
      return nil
    }
    var local = count - colon - 1
    let target = writer.reserveBytes(namespace.count + local)
    if let start = namespace.baseAddress { target.update(from: start, count: namespace.count) }
    let rest = target + namespace.count
    if hasEscapes {
      guard
        case .success(let written) = Unescaping.unescape(
          from: text + colon + 1, to: text + count, kind: .localName, into: rest)
      else {
        complaint = Self.misplaced
        return nil
      }
      local = written
    } else {
      rest.update(from: text + colon + 1, count: local)
    }
    return (UnsafePointer(target), namespace.count + local)
  }

  /// The label of a blank node, the document's own without the guard's `u`.
  ///
  /// A node that a bracket made is labelled `.1`, `.2` ..., which no document can write, because no
  /// label starts with a dot.
  @inline(__always)
  private func label(_ node: SerdNode) -> Bytes? {
    guard let text = node.buf, node.n_bytes > 1 else { return nil }
    if text[0] == UInt8(ascii: "u") { return (text + 1, node.n_bytes - 1) }
    var number: UInt64 = 0
    for index in 1..<node.n_bytes { number = number &* 10 &+ UInt64(text[index] &- 0x30) }
    latestNode = max(latestNode, number)
    return madeLabel(nodesBefore + number)
  }

  @inline(__always)
  private func madeLabel(_ number: UInt64) -> Bytes {
    let room = 21  // a dot and the digits of UInt64.max
    let target = writer.reserveBytes(room)
    var start = room
    var rest = number
    repeat {
      start -= 1
      target[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    start -= 1
    target[start] = UInt8(ascii: ".")
    let count = room - start
    target.update(from: target + start, count: count)
    return (UnsafePointer(target), count)
  }
}
