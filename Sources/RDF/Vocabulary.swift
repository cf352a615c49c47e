/// IRIs of the XML Schema datatypes (XML Schema 1.1 part 2).
public enum XSD {
  /// What every IRI of the vocabulary starts with.
  public static let namespace = "http://www.w3.org/2001/XMLSchema#"
  /// `xsd:string`, the datatype of plain literals.
  public static let string = IRI(namespace + "string")
  /// `xsd:boolean`.
  public static let boolean = IRI(namespace + "boolean")
  /// `xsd:integer`.
  public static let integer = IRI(namespace + "integer")
  /// `xsd:decimal`.
  public static let decimal = IRI(namespace + "decimal")
  /// `xsd:float`.
  public static let float = IRI(namespace + "float")
  /// `xsd:double`.
  public static let double = IRI(namespace + "double")
  /// `xsd:date`.
  public static let date = IRI(namespace + "date")
  /// `xsd:time`.
  public static let time = IRI(namespace + "time")
  /// `xsd:dateTime`.
  public static let dateTime = IRI(namespace + "dateTime")
  /// `xsd:duration`.
  public static let duration = IRI(namespace + "duration")
  /// `xsd:dayTimeDuration`.
  public static let dayTimeDuration = IRI(namespace + "dayTimeDuration")
  /// `xsd:yearMonthDuration`.
  public static let yearMonthDuration = IRI(namespace + "yearMonthDuration")
  /// `xsd:dateTimeStamp`.
  public static let dateTimeStamp = IRI(namespace + "dateTimeStamp")
  /// `xsd:gYear`.
  public static let gYear = IRI(namespace + "gYear")
  /// `xsd:gYearMonth`.
  public static let gYearMonth = IRI(namespace + "gYearMonth")
  /// `xsd:gMonth`.
  public static let gMonth = IRI(namespace + "gMonth")
  /// `xsd:gMonthDay`.
  public static let gMonthDay = IRI(namespace + "gMonthDay")
  /// `xsd:gDay`.
  public static let gDay = IRI(namespace + "gDay")
  /// `xsd:long`.
  public static let long = IRI(namespace + "long")
  /// `xsd:int`.
  public static let int = IRI(namespace + "int")
  /// `xsd:short`.
  public static let short = IRI(namespace + "short")
  /// `xsd:byte`.
  public static let byte = IRI(namespace + "byte")
  /// `xsd:nonNegativeInteger`.
  public static let nonNegativeInteger = IRI(namespace + "nonNegativeInteger")
  /// `xsd:positiveInteger`.
  public static let positiveInteger = IRI(namespace + "positiveInteger")
  /// `xsd:nonPositiveInteger`.
  public static let nonPositiveInteger = IRI(namespace + "nonPositiveInteger")
  /// `xsd:negativeInteger`.
  public static let negativeInteger = IRI(namespace + "negativeInteger")
  /// `xsd:unsignedLong`.
  public static let unsignedLong = IRI(namespace + "unsignedLong")
  /// `xsd:unsignedInt`.
  public static let unsignedInt = IRI(namespace + "unsignedInt")
  /// `xsd:unsignedShort`.
  public static let unsignedShort = IRI(namespace + "unsignedShort")
  /// `xsd:unsignedByte`.
  public static let unsignedByte = IRI(namespace + "unsignedByte")
  /// `xsd:anyURI`.
  public static let anyURI = IRI(namespace + "anyURI")
}

/// IRIs of the RDF vocabulary.
public enum RDFVocabulary {
  /// What every IRI of the vocabulary starts with.
  public static let namespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  /// `rdf:type`.
  public static let type = IRI(namespace + "type")
  /// `rdf:langString`, the datatype of every literal with a language tag.
  public static let langString = IRI(namespace + "langString")
  /// `rdf:first`.
  public static let first = IRI(namespace + "first")
  /// `rdf:rest`.
  public static let rest = IRI(namespace + "rest")
  /// `rdf:nil`.
  public static let `nil` = IRI(namespace + "nil")
}
