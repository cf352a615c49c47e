// Inline ids: only those that an encoder makes.

enum InlineCheck {
  /// Whether an id is what its own lexical form encodes to: a value has one inline id and no other.
  static func isCanonical(_ id: TermID) -> Bool {
    switch id.kind {
    case .integer: true
    case .boolean: id.payload <= 1
    case .decimal: roundTrip(id, InlineValue.decimal)
    case .shortString:
      id.payload & 15 <= UInt64(InlineValue.shortStringBytes)
        && roundTrip(id, InlineValue.shortString)
    // Times outside of the years 0001 to 9999 have no form that could be written.
    case .date:
      isInCalendar(InlineValue.timeValue(id) + (InlineValue.zoneMinutes(id) ?? 0), perDay: 1440)
        && roundTrip(id, InlineValue.date)
    case .dateTime:
      isInCalendar(
        InlineValue.timeValue(id) + (InlineValue.zoneMinutes(id) ?? 0) * 60_000,
        perDay: 86_400_000) && roundTrip(id, InlineValue.dateTime)
    default: false
    }
  }

  /// 3,652,059 days are in the years 0001 to 9999.
  private static func isInCalendar(_ localTime: Int64, perDay: Int64) -> Bool {
    (0..<3_652_059 * perDay).contains(localTime)
  }

  private static func roundTrip(_ id: TermID, _ encode: (InlineValue.Bytes) -> TermID?) -> Bool {
    var text: [UInt8] = []
    InlineValue.appendLexicalForm(of: id, to: &text)
    return text.withUnsafeBufferPointer { encode($0) } == id
  }

  /// The inline id of a dictionary literal that should have been inlined, or nil.
  static func inlineID(kind: TermKind, _ bytes: InlineValue.Bytes) -> TermID? {
    switch TermKey(kind: kind, bytes) {
    case .string(let text): return InlineValue.shortString(text)
    case .typed(let code, _, let lexical):
      switch code {
      case DatatypeCode.integer: return InlineValue.integer(lexical)
      case DatatypeCode.decimal: return InlineValue.decimal(lexical)
      case DatatypeCode.date: return InlineValue.date(lexical)
      case DatatypeCode.dateTime: return InlineValue.dateTime(lexical)
      case DatatypeCode.boolean: return InlineValue.boolean(lexical)
      default: return nil
      }
    default: return nil
    }
  }
}
