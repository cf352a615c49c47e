// What a literal stands for.
//
// Types derived by restriction share the case of their primitive type (an xsd:byte is an integer), since
// their values are the same; what differs in writing (durations) keeps a case.

/// The value of a literal of an XML Schema datatype.
///
/// `==` is identity as Swift has it for the parts: dateTimes with different zones differ, NaN differs
/// from itself. Use ``compare(_:implicitTimeZone:)`` and ``equals(_:implicitTimeZone:)`` for the
/// comparisons of SPARQL.
public enum XSDValue: Hashable, Sendable {
  /// `xsd:string`.
  case string(ExactString)
  /// `xsd:boolean`.
  case boolean(Bool)
  /// `xsd:integer` and the types derived from it.
  case integer(XSDInteger)
  /// `xsd:decimal`.
  case decimal(XSDDecimal)
  /// `xsd:float`.
  case float(Float)
  /// `xsd:double`.
  case double(Double)
  /// `xsd:dateTime` and `xsd:dateTimeStamp`.
  case dateTime(XSDDateTime)
  /// `xsd:date`.
  case date(XSDDate)
  /// `xsd:time`.
  case time(XSDTime)
  /// `xsd:gYear`, `gYearMonth`, `gMonth`, `gMonthDay` and `gDay`.
  case gregorian(XSDGregorian)
  /// `xsd:duration`.
  case duration(XSDDuration)
  /// `xsd:dayTimeDuration`.
  case dayTimeDuration(XSDDuration)
  /// `xsd:yearMonthDuration`.
  case yearMonthDuration(XSDDuration)
}

extension XSDValue {
  /// The value of the lexical form in `bytes`, or nil where it is not in the type's lexical space.
  public init?(utf8 bytes: Span<UInt8>, datatype: XSDDatatype) {
    guard let value = Self.parse(bytes, datatype: datatype) else { return nil }
    self = value
  }

  /// The value of the lexical form in `bytes`, or nil where it is not in the type's lexical space.
  public init?(utf8 bytes: UnsafeBufferPointer<UInt8>, datatype: XSDDatatype) {
    self.init(utf8: bytes.span, datatype: datatype)
  }

  /// The value of `lexicalForm`, or nil where it is not in the type's lexical space.
  public init?(_ lexicalForm: String, datatype: XSDDatatype) {
    let value = lexicalForm.withUTF8Span { XSDValue(utf8: $0, datatype: datatype) }
    guard let value else { return nil }
    self = value
  }

  private static func parse(_ bytes: Span<UInt8>, datatype: XSDDatatype) -> XSDValue? {
    switch datatype {
    case .string: return .string(ExactString(String(copying: bytes)))
    case .boolean: return parseBoolean(bytes).map { .boolean($0) }
    case .decimal: return XSDDecimal(utf8: bytes).map { .decimal($0) }
    case .float: return XSDFloatingPoint.parseFloat(bytes).map { .float($0) }
    case .double: return XSDFloatingPoint.parseDouble(bytes).map { .double($0) }
    case .dateTime: return XSDDateTime(utf8: bytes).map { .dateTime($0) }
    case .dateTimeStamp:
      guard let value = XSDDateTime(utf8: bytes), value.timeZone != nil else { return nil }
      return .dateTime(value)
    case .date: return XSDDate(utf8: bytes).map { .date($0) }
    case .time: return XSDTime(utf8: bytes).map { .time($0) }
    case .gYear: return gregorian(bytes, .year)
    case .gYearMonth: return gregorian(bytes, .yearMonth)
    case .gMonth: return gregorian(bytes, .month)
    case .gMonthDay: return gregorian(bytes, .monthDay)
    case .gDay: return gregorian(bytes, .day)
    case .duration: return XSDDuration(utf8: bytes, kind: .full).map { .duration($0) }
    case .dayTimeDuration:
      return XSDDuration(utf8: bytes, kind: .dayTime).map { .dayTimeDuration($0) }
    case .yearMonthDuration:
      return XSDDuration(utf8: bytes, kind: .yearMonth).map { .yearMonthDuration($0) }
    case .integer, .long, .int, .short, .byte, .nonNegativeInteger, .positiveInteger,
      .nonPositiveInteger, .negativeInteger, .unsignedLong, .unsignedInt, .unsignedShort,
      .unsignedByte:
      guard let value = XSDInteger(utf8: bytes), datatype.admits(value) else { return nil }
      return .integer(value)
    }
  }

  /// The value of an `xsd:boolean`: `true`, `false`, `1` or `0`, else nil.
  ///
  /// The first two are canonical.
  public static func parseBoolean(_ bytes: Span<UInt8>) -> Bool? {
    switch bytes.count {
    case 1: bytes[0] == UInt8(ascii: "1") ? true : bytes[0] == ASCII.zero ? false : nil
    case 4: bytes.equals("true") ? true : nil
    case 5: bytes.equals("false") ? false : nil
    default: nil
    }
  }

  private static func gregorian(_ bytes: Span<UInt8>, _ kind: XSDGregorian.Kind) -> XSDValue? {
    var isCanonical = false
    return XSDGregorian.parse(bytes, kind: kind, isCanonical: &isCanonical).map { .gregorian($0) }
  }
}

extension XSDValue {
  /// The datatype of the value; the primitive or best-known one where several share it.
  public var datatype: XSDDatatype {
    switch self {
    case .string: .string
    case .boolean: .boolean
    case .integer: .integer
    case .decimal: .decimal
    case .float: .float
    case .double: .double
    case .dateTime: .dateTime
    case .date: .date
    case .time: .time
    case .gregorian(let value):
      switch value.kind {
      case .year: .gYear
      case .yearMonth: .gYearMonth
      case .month: .gMonth
      case .monthDay: .gMonthDay
      case .day: .gDay
      }
    case .duration: .duration
    case .dayTimeDuration: .dayTimeDuration
    case .yearMonthDuration: .yearMonthDuration
    }
  }

  /// Whether the value is an integer, a decimal, a float or a double.
  public var isNumeric: Bool { datatype.isNumeric }

  /// Appends the canonical lexical form of XML Schema 1.1.
  public func appendCanonicalForm(to output: inout [UInt8]) {
    switch self {
    case .string(let value): output += value.string.utf8
    case .boolean(let value): output.append(text: value ? "true" : "false")
    case .integer(let value): value.appendCanonicalForm(to: &output)
    case .decimal(let value): value.appendCanonicalForm(to: &output)
    case .float(let value): XSDFloatingPoint.appendCanonicalForm(value, to: &output)
    case .double(let value): XSDFloatingPoint.appendCanonicalForm(value, to: &output)
    case .dateTime(let value): value.appendCanonicalForm(to: &output)
    case .date(let value): value.appendCanonicalForm(to: &output)
    case .time(let value): value.appendCanonicalForm(to: &output)
    case .gregorian(let value): value.appendCanonicalForm(to: &output)
    case .duration(let value): value.appendCanonicalForm(kind: .full, to: &output)
    case .dayTimeDuration(let value): value.appendCanonicalForm(kind: .dayTime, to: &output)
    case .yearMonthDuration(let value): value.appendCanonicalForm(kind: .yearMonth, to: &output)
    }
  }

  /// The canonical lexical form of XML Schema 1.1.
  public var canonicalForm: String {
    var output: [UInt8] = []
    appendCanonicalForm(to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
