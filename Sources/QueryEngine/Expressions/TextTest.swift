// Tests of text against a constant: REGEX, CONTAINS, STRSTARTS and STRENDS of a variable or its STR, on the bytes of
// the dictionary. No string is made.

import RDF
import SPARQL
import Storage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A test of a column's text; one thread.
struct TextTest {
  private enum Test {
    case regex(RegularExpression)
    case contains([UInt8])
    case starts([UInt8])
    case ends([UInt8])
  }

  private let test: Test
  /// The column.
  let column: Int
  /// Whether any literal and IRI has the text (`STR(?x)`), or strings alone.
  private let isStr: Bool
  /// What answers for terms that the query has made.
  private let general: (BuiltIn, [ExpressionValue])

  /// The test that a call is, or nil where it is none.
  init?(_ function: BuiltIn, _ arguments: [CompiledExpression], _ context: EvaluationContext) {
    guard arguments.count >= 2, case .constant(_, let value) = arguments[1],
      let text = Self.plainText(value)
    else { return nil }
    switch arguments[0] {
    case .column(let column): (self.column, isStr) = (column, false)
    case .call(.str, let inner):
      guard case .column(let column) = inner[0] else { return nil }
      (self.column, isStr) = (column, true)
    default: return nil
    }
    switch function {
    case .regex:
      var flags = ""
      var rest: [ExpressionValue] = [value]
      if arguments.count == 3 {
        guard case .constant(_, let value) = arguments[2], let text = Self.plainText(value) else {
          return nil
        }
        flags = text
        rest.append(value)
      }
      guard let expression = context.functions.regularExpression(text, flags: flags) else {
        return nil
      }
      test = .regex(expression)
      general = (function, rest)
      return
    case .contains: test = .contains(Array(text.utf8))
    case .strStarts: test = .starts(Array(text.utf8))
    case .strEnds: test = .ends(Array(text.utf8))
    default: return nil
    }
    general = (function, [value])
  }

  private static func plainText(_ value: ExpressionValue) -> String? {
    guard case .term(.literal(let literal)) = value, literal.language == nil,
      literal.datatype == XSD.string
    else { return nil }
    return literal.lexicalForm
  }

  /// The answer for an id; nil for an error.
  func holds(_ id: UInt64, _ context: EvaluationContext) throws(QueryError) -> Bool? {
    if id == 0 { return nil }
    switch TermID(rawValue: id).kind {
    case .string, .shortString, .languageString: break
    case .blankNode: return nil
    default: if !isStr { return nil }
    }
    guard let bytes = try context.bytes(of: id)?.value else {
      var value = try context.value(of: id)
      if isStr, let text = value {
        value = Functions.call(.str, [text], context: context.functions)
      }
      guard let value else { return nil }
      return Functions.call(general.0, [value] + general.1, context: context.functions)?
        .effectiveBooleanValue
    }
    switch test {
    case .regex(let expression): return expression.matches(bytes)
    case .contains(let wanted): return Self.contains(bytes, wanted)
    case .starts(let wanted): return Self.hasAt(0, bytes, wanted)
    case .ends(let wanted): return Self.hasAt(bytes.count - wanted.count, bytes, wanted)
    }
  }

  private static func contains(_ bytes: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8]) -> Bool {
    wanted.withUnsafeBufferPointer { ByteSearch.firstOffset(of: $0, in: bytes) != nil }
  }

  private static func hasAt(
    _ place: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8]
  ) -> Bool {
    guard !wanted.isEmpty else { return true }
    guard place >= 0, place + wanted.count <= bytes.count, let start = bytes.baseAddress else {
      return false
    }
    return memcmp(start + place, wanted, wanted.count) == 0
  }
}
