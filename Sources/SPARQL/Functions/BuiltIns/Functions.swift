// The functions of section 17.4: which code answers which name.
//
//     Functions+Terms      what a term is, and making others       isIRI, STR, DATATYPE, IRI, BNODE ...
//     Functions+Strings    text                                    STRLEN, SUBSTR, CONCAT ...
//     Functions+Patterns   REGEX and REPLACE
//     Functions+Numbers    ABS, ROUND, CEIL, FLOOR, RAND
//     Functions+Dates      NOW, YEAR ... TZ
//     Functions+Hashes     MD5, SHA1 ...

import RDF

/// The functions of SPARQL on values; a type error is nil.
public enum Functions {
  /// The result of a function of the specification, or nil for a type error.
  ///
  /// There must be as many arguments as ``BuiltIn/argumentCounts`` says, none of which is an error: an
  /// error among the arguments is the result's, as for every function that takes values.
  public static func call(
    _ function: BuiltIn, _ arguments: [ExpressionValue], context: FunctionContext
  ) -> ExpressionValue? {
    precondition(
      function.argumentCounts.contains(arguments.count),
      "the grammar lets no other number of arguments through")
    switch function {
    case .isIRI, .isURI, .isBlank, .isLiteral, .isNumeric, .str, .lang, .datatype, .iri, .uri,
      .bnode, .strDT, .strLang, .uuid, .strUUID, .sameTerm:
      return callOnTerms(function, arguments, context)
    case .strLen, .substr, .uCase, .lCase, .strStarts, .strEnds, .contains, .strBefore, .strAfter,
      .encodeForURI, .concat, .langMatches:
      return callOnStrings(function, arguments)
    case .regex: return regex(arguments, context)
    case .replace: return replace(arguments, context)
    case .abs, .round, .ceil, .floor: return callOnNumber(function, arguments[0])
    case .rand: return .value(.double(Double.random(in: 0..<1, using: &context.random)))
    case .now: return .value(.dateTime(context.settings.now))
    case .year, .month, .day, .hours, .minutes, .seconds, .timezone, .tz:
      return callOnDate(function, arguments[0])
    case .md5, .sha1, .sha256, .sha384, .sha512: return hash(function, arguments[0])
    }
  }

  /// The result of a function that an IRI names, or nil for a type error.
  ///
  /// The casts to XML Schema datatypes (section 17.1) are known, each with one argument; any other IRI
  /// and any other number of arguments is an error.
  public static func call(
    iri: IRI, _ arguments: [ExpressionValue], context: FunctionContext
  ) -> ExpressionValue? {
    guard arguments.count == 1, let datatype = XSDDatatype(iri) else { return nil }
    return Cast.cast(arguments[0], to: datatype)
  }

  /// Whether the IRI names a cast that ``call(iri:_:context:)`` knows.
  public static func isCast(_ iri: IRI) -> Bool { XSDDatatype(iri) != nil }
}
