// The datatypes of XML Schema whose values Sluice knows.

/// A datatype of XML Schema with values: what ``Literal/value`` can interpret.
public enum XSDDatatype: String, CaseIterable, Sendable {
  /// `xsd:string`.
  case string
  /// `xsd:boolean`.
  case boolean
  /// `xsd:decimal`.
  case decimal
  /// `xsd:float`.
  case float
  /// `xsd:double`.
  case double
  /// `xsd:dateTime`.
  case dateTime
  /// `xsd:dateTimeStamp`: a dateTime with a zone.
  case dateTimeStamp
  /// `xsd:date`.
  case date
  /// `xsd:time`.
  case time
  /// `xsd:gYear`.
  case gYear
  /// `xsd:gYearMonth`.
  case gYearMonth
  /// `xsd:gMonth`.
  case gMonth
  /// `xsd:gMonthDay`.
  case gMonthDay
  /// `xsd:gDay`.
  case gDay
  /// `xsd:duration`.
  case duration
  /// `xsd:dayTimeDuration`.
  case dayTimeDuration
  /// `xsd:yearMonthDuration`.
  case yearMonthDuration
  /// `xsd:integer`.
  case integer
  /// `xsd:long`: 64 bits.
  case long
  /// `xsd:int`: 32 bits.
  case int
  /// `xsd:short`: 16 bits.
  case short
  /// `xsd:byte`: 8 bits.
  case byte
  /// `xsd:nonNegativeInteger`.
  case nonNegativeInteger
  /// `xsd:positiveInteger`.
  case positiveInteger
  /// `xsd:nonPositiveInteger`.
  case nonPositiveInteger
  /// `xsd:negativeInteger`.
  case negativeInteger
  /// `xsd:unsignedLong`: 64 bits.
  case unsignedLong
  /// `xsd:unsignedInt`: 32 bits.
  case unsignedInt
  /// `xsd:unsignedShort`: 16 bits.
  case unsignedShort
  /// `xsd:unsignedByte`: 8 bits.
  case unsignedByte

  /// The datatype that the IRI in `bytes` names, or nil.
  public init?(iriUTF8 bytes: Span<UInt8>) {
    let prefix = 33
    let length = bytes.count - prefix
    guard length > 0, length < Self.namesByLength.count,
      bytes.extracting(..<prefix).equals("http://www.w3.org/2001/XMLSchema#")
    else { return nil }
    let name = bytes.extracting(prefix...)
    for candidate in Self.namesByLength[length] where name.equals(candidate.name) {
      self = candidate.datatype
      return
    }
    return nil
  }

  /// The datatypes with their names, by the names' lengths: at most five share one.
  private static let namesByLength: [[(name: [UInt8], datatype: XSDDatatype)]] = {
    var names: [[(name: [UInt8], datatype: XSDDatatype)]] = []
    for datatype in allCases {
      let name = Array(datatype.rawValue.utf8)
      while names.count <= name.count { names.append([]) }
      names[name.count].append((name, datatype))
    }
    return names
  }()

  /// The datatype that the IRI in `bytes` names, or nil.
  public init?(iriUTF8 bytes: UnsafeBufferPointer<UInt8>) { self.init(iriUTF8: bytes.span) }

  /// The datatype that `iri` names, or nil.
  public init?(_ iri: IRI) {
    guard let datatype = iri.string.withUTF8Span({ XSDDatatype(iriUTF8: $0) }) else { return nil }
    self = datatype
  }

  /// The IRI of the datatype.
  public var iri: IRI { IRI(XSD.namespace + rawValue) }

  /// Whether the type is `xsd:integer` or derived from it.
  public var isInteger: Bool {
    switch self {
    case .integer, .long, .int, .short, .byte, .nonNegativeInteger, .positiveInteger,
      .nonPositiveInteger, .negativeInteger, .unsignedLong, .unsignedInt, .unsignedShort,
      .unsignedByte:
      true
    default:
      false
    }
  }

  /// Whether the type is an integer type, `xsd:decimal`, `xsd:float` or `xsd:double`.
  public var isNumeric: Bool {
    isInteger || self == .decimal || self == .float || self == .double
  }

  /// Whether `value` is in the range of the type, for integer types.
  public func admits(_ value: XSDInteger) -> Bool {
    switch self {
    case .long: return Self.isWithin(value, Int64.min, Int64.max)
    case .int: return Self.isWithin(value, Int32.min, Int32.max)
    case .short: return Self.isWithin(value, Int16.min, Int16.max)
    case .byte: return Self.isWithin(value, Int8.min, Int8.max)
    case .nonNegativeInteger: return !value.isNegative
    case .positiveInteger: return !value.isNegative && !value.isZero
    case .nonPositiveInteger: return value.isNegative || value.isZero
    case .negativeInteger: return value.isNegative
    case .unsignedLong:
      return !value.isNegative && value <= XSDInteger(Int128(UInt64.max))
    case .unsignedInt: return Self.isWithin(value, UInt32.min, UInt32.max)
    case .unsignedShort: return Self.isWithin(value, UInt16.min, UInt16.max)
    case .unsignedByte: return Self.isWithin(value, UInt8.min, UInt8.max)
    default: return isInteger
    }
  }

  @inline(__always)
  private static func isWithin<Bound: FixedWidthInteger>(
    _ value: XSDInteger, _ least: Bound, _ greatest: Bound
  ) -> Bool {
    guard let word = value.int64 else { return false }
    return word >= Int64(least) && word <= Int64(greatest)
  }
}
