// The casts of section 17.1: XPath's casting rules (Functions and Operators, section 17).
//
//     from \ to      string  boolean  numbers  dateTime date time g...  durations
//     string         yes     by form  by form  by form                  by form
//     boolean        yes     yes      0 or 1
//     numbers        yes     not 0    yes
//     dateTime       yes                       yes      yes  yes  parts
//     date           yes                       midnight yes       parts
//     time, g...     yes                       itself
//     durations      yes                                                the part that fits
//     IRI            yes
//
// Blank nodes, text with a language, unknown datatypes and ill-formed literals cast to nothing. A form is
// read as XML Schema has it, without white space around it. What a type cannot hold is an error.

import RDF

enum Cast {
  /// `value` as a literal of `datatype`, or nil where there is none.
  static func cast(_ value: ExpressionValue, to datatype: XSDDatatype) -> ExpressionValue? {
    if case .term(.iri(let iri)) = value {
      return datatype == .string ? .string(iri.string) : nil
    }
    guard let source = value.xsdValue, let result = convert(source, to: datatype) else {
      return nil
    }
    // A value of a derived type is kept as one of its primitive type, so the literal is made here.
    guard result.datatype != datatype else { return .value(result) }
    return .term(.literal(Literal(result.canonicalForm, datatype: datatype.iri)))
  }

  private static func convert(_ source: XSDValue, to datatype: XSDDatatype) -> XSDValue? {
    if case .string(let text) = source {
      return datatype == .string ? source : XSDValue(trimmed(text.string), datatype: datatype)
    }
    switch datatype {
    case .string: return .string(ExactString(CastToString.text(source)))
    case .boolean: return boolean(source)
    case .double: return number(source)?.asDouble.map { .double($0) }
    case .float: return float(source)
    case .decimal: return decimal(source).map { .decimal($0) }
    case .dateTime, .dateTimeStamp, .date, .time, .gYear, .gYearMonth, .gMonth, .gMonthDay, .gDay:
      return CastToDate.convert(source, to: datatype)
    case .duration, .dayTimeDuration, .yearMonthDuration: return duration(source, to: datatype)
    default:
      guard let whole = decimal(source)?.whole, datatype.admits(whole) else { return nil }
      return .integer(whole)
    }
  }

  private static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.firstIndex(where: { !UTF8Text.isXMLSpace($0) }),
      let last = text.utf8.lastIndex(where: { !UTF8Text.isXMLSpace($0) })
    else { return "" }
    return String(text[first...last])
  }

  /// The value itself, or a truth value as a number.
  private static func number(_ source: XSDValue) -> XSDValue? {
    if case .boolean(let value) = source { return .integer(XSDInteger(value ? 1 : 0)) }
    return source.isNumeric ? source : nil
  }

  private static func boolean(_ source: XSDValue) -> XSDValue? {
    switch source {
    case .boolean: source
    case .integer(let value): .boolean(!value.isZero)
    case .decimal(let value): .boolean(!value.isZero)
    case .float(let value): .boolean(!value.isZero && !value.isNaN)
    case .double(let value): .boolean(!value.isZero && !value.isNaN)
    default: nil
    }
  }

  private static func float(_ source: XSDValue) -> XSDValue? {
    if case .double(let value) = source { return .float(Float(value)) }
    return number(source)?.asFloat.map { .float($0) }
  }

  /// Exact, also of a float or double; none for NaN and the infinities.
  private static func decimal(_ source: XSDValue) -> XSDDecimal? {
    switch source {
    case .float(let value): XSDDecimal(exactly: Double(value))
    case .double(let value): XSDDecimal(exactly: value)
    default: number(source)?.asDecimal
    }
  }

  private static func duration(_ source: XSDValue, to datatype: XSDDatatype) -> XSDValue? {
    guard let value = source.anyDuration else { return nil }
    switch datatype {
    case .dayTimeDuration:
      return XSDDuration(months: 0, attoseconds: value.attoseconds).map { .dayTimeDuration($0) }
    case .yearMonthDuration:
      return XSDDuration(months: value.months, attoseconds: 0).map { .yearMonthDuration($0) }
    default: return .duration(value)
    }
  }
}

extension XSDValue {
  fileprivate var anyDuration: XSDDuration? {
    switch self {
    case .duration(let value), .dayTimeDuration(let value), .yearMonthDuration(let value): value
    default: nil
    }
  }
}
