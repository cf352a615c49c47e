import RDFSyntax
import Storage

// The encode stage: statements as bytes to quads as small numbers.
//
// A term that the parser shares between statements is looked up once; the others are found in the
// chunk's table, which stays in cache. Only a term that is new to the chunk is hashed with the store's
// keyed hash and copied. About 100 ns a triple.

/// What happens to the graph of the statements of a file.
public enum GraphTarget: Hashable, Sendable {
  /// As the document says.
  case keep
  /// All statements go to the default graph.
  case defaultGraph
  /// All statements go to one named graph.
  case named(String)
}

/// Encodes statement batches; one a thread.
final class ChunkEncoder {
  private let table: ChunkTermTable
  /// For each term of the batch its entry, or `unseen`.
  private var entryOfTerm = ReusableBuffer<UInt32>(capacity: 1 << 15)
  private var scratch = ReusableBuffer<UInt8>(capacity: 1 << 12)
  /// The datatype that was met last, as a place in the batch, and its code.
  private var lastDatatype: (offset: UInt32, length: UInt32, code: UInt8) = (0, 0, 0)

  private static let unseen = UInt32.max

  init(hash: KeyedHash) { table = ChunkTermTable(hash: hash) }

  deinit {
    entryOfTerm.deallocate()
    scratch.deallocate()
  }

  /// Replaces the contents of `chunk` by the statements of `batch`; blank nodes belong to `scope`.
  func encode(
    _ batch: StatementBatch, graph: GraphTarget, scope: UInt64, into chunk: EncodedChunk
  ) {
    chunk.removeAll()
    table.removeAll()
    lastDatatype = (0, 0, 0)
    chunk.quads.reserve(batch.statementCount, keeping: 0)
    entryOfTerm.reserve(batch.termCount, keeping: 0)
    entryOfTerm.base.update(repeating: Self.unseen, count: batch.termCount)
    let target = graphEntry(graph, in: chunk)
    let statements = batch.statements
    let quads = chunk.quads.base
    for index in 0..<batch.statementCount {
      let statement = statements[index]
      let subject = entry(statement.subject, batch, scope, chunk)
      let predicate = entry(statement.predicate, batch, scope, chunk)
      let object = entry(statement.object, batch, scope, chunk)
      let graph: UInt32
      if let target {
        graph = target
      } else if statement.graph == StatementSpan.defaultGraph {
        graph = table.entry(inline: TermID.defaultGraph.rawValue, in: chunk)
      } else {
        graph = entry(statement.graph, batch, scope, chunk)
      }
      quads[index] = CodeQuad(
        subject: subject, predicate: predicate, object: object, graph: graph)
    }
    chunk.quadCount = batch.statementCount
  }

  private func graphEntry(_ graph: GraphTarget, in chunk: EncodedChunk) -> UInt32? {
    switch graph {
    case .keep: return nil
    case .defaultGraph: return table.entry(inline: TermID.defaultGraph.rawValue, in: chunk)
    case .named(let iri):
      var iri = iri
      return iri.withUTF8 { bytes in
        guard let base = bytes.baseAddress else {
          return table.entry(inline: TermID.defaultGraph.rawValue, in: chunk)
        }
        return table.entry(kind: .iri, base, count: bytes.count, in: chunk)
      }
    }
  }

  @inline(__always)
  private func entry(
    _ term: UInt32, _ batch: StatementBatch, _ scope: UInt64, _ chunk: EncodedChunk
  ) -> UInt32 {
    let known = entryOfTerm.base[Int(term)]
    if known != Self.unseen { return known }
    let span = batch.terms[Int(term)]
    let entry: UInt32
    if span.kind == TermSyntaxKind.iri.rawValue {
      entry = table.entry(
        kind: .iri, batch.bytes + Int(span.offset), count: Int(span.length), in: chunk)
    } else {
      entry = otherEntry(span, batch, scope, chunk)
    }
    entryOfTerm.base[Int(term)] = entry
    return entry
  }

  /// The entry of a blank node or literal.
  private func otherEntry(
    _ span: TermSpan, _ batch: StatementBatch, _ scope: UInt64, _ chunk: EncodedChunk
  ) -> UInt32 {
    let text = batch.bytes + Int(span.offset)
    let length = Int(span.length)
    switch TermSyntaxKind(rawValue: span.kind) {
    case .plainLiteral:
      if length <= InlineValue.shortStringBytes,
        let id = InlineValue.shortString(UnsafeBufferPointer(start: text, count: length))
      {
        return table.entry(inline: id.rawValue, in: chunk)
      }
      return table.entry(kind: .string, text, count: length, in: chunk)
    case .typedLiteral: return typedEntry(span, batch, chunk)
    case .languageLiteral:
      let tag = batch.bytes + Int(span.annotationOffset)
      let key = key(prefixLength: Int(span.annotationLength), tag, text, length)
      return table.entry(kind: .languageString, key.base, count: key.count, in: chunk)
    default:
      scratch.reserve(8 + length, keeping: 0)
      for index in 0..<8 {
        scratch.base[index] = UInt8(truncatingIfNeeded: scope &>> UInt64(56 - 8 * index))
      }
      (scratch.base + 8).update(from: text, count: length)
      return table.entry(kind: .blankNode, scratch.base, count: 8 + length, in: chunk)
    }
  }

  private func typedEntry(
    _ span: TermSpan, _ batch: StatementBatch, _ chunk: EncodedChunk
  ) -> UInt32 {
    let lexical = UnsafeBufferPointer(
      start: UnsafePointer(batch.bytes + Int(span.offset)), count: Int(span.length))
    let datatype = UnsafeBufferPointer(
      start: UnsafePointer(batch.bytes + Int(span.annotationOffset)),
      count: Int(span.annotationLength))
    if lastDatatype.offset != span.annotationOffset || lastDatatype.length != span.annotationLength
    {
      lastDatatype = (
        span.annotationOffset, span.annotationLength, DatatypeCode.code(of: datatype)
      )
    }
    let code = lastDatatype.code
    if let id = inlineID(code: code, lexical) {
      return table.entry(inline: id.rawValue, in: chunk)
    }
    let kind = DatatypeCode.kind(of: code)
    guard code == DatatypeCode.spelledOut else {
      scratch.reserve(1 + lexical.count, keeping: 0)
      scratch.base[0] = code
      if let text = lexical.baseAddress {
        (scratch.base + 1).update(from: text, count: lexical.count)
      }
      return table.entry(kind: kind, scratch.base, count: 1 + lexical.count, in: chunk)
    }
    let key = key(
      prefixLength: datatype.count, batch.bytes + Int(span.annotationOffset),
      batch.bytes + Int(span.offset), lexical.count, leading: code)
    return table.entry(kind: kind, key.base, count: key.count, in: chunk)
  }

  @inline(__always)
  private func inlineID(code: UInt8, _ lexical: UnsafeBufferPointer<UInt8>) -> TermID? {
    switch code {
    case DatatypeCode.integer: InlineValue.integer(lexical)
    case DatatypeCode.decimal: InlineValue.decimal(lexical)
    case DatatypeCode.date: InlineValue.date(lexical)
    case DatatypeCode.dateTime: InlineValue.dateTime(lexical)
    case DatatypeCode.boolean: InlineValue.boolean(lexical)
    default: nil
    }
  }

  /// A key of a leading byte (if any), a varint length, the prefix and the text.
  private func key(
    prefixLength: Int, _ prefix: UnsafeMutablePointer<UInt8>, _ text: UnsafeMutablePointer<UInt8>,
    _ textLength: Int, leading: UInt8? = nil
  ) -> (base: UnsafeMutablePointer<UInt8>, count: Int) {
    scratch.reserve(12 + prefixLength + textLength, keeping: 0)
    var place = 0
    if let leading {
      scratch.base[0] = leading
      place = 1
    }
    var rest = prefixLength
    while rest >= 0x80 {
      scratch.base[place] = UInt8(truncatingIfNeeded: rest) | 0x80
      rest >>= 7
      place += 1
    }
    scratch.base[place] = UInt8(truncatingIfNeeded: rest)
    place += 1
    (scratch.base + place).update(from: prefix, count: prefixLength)
    place += prefixLength
    (scratch.base + place).update(from: text, count: textLength)
    return (scratch.base, place + textLength)
  }
}
