// Expressions of SPARQL 1.1 (section 17) as the parser leaves them.

import RDF

/// An expression.
public indirect enum QueryExpression: Hashable, Sendable {
  /// A variable; unbound is an error.
  case variable(Variable)
  /// A constant.
  case term(Term)
  /// `a || b`, three-valued.
  case or(QueryExpression, QueryExpression)
  /// `a && b`, three-valued.
  case and(QueryExpression, QueryExpression)
  /// `! a`.
  case not(QueryExpression)
  /// `=`, `!=`, `<`, `<=`, `>`, `>=`.
  case compare(Comparison, QueryExpression, QueryExpression)
  /// `+`, `-`, `*`, `/`.
  case arithmetic(Arithmetic, QueryExpression, QueryExpression)
  /// `- a`.
  case negate(QueryExpression)
  /// `+ a`, which is an error for what is no number.
  case plus(QueryExpression)
  /// `a IN (...)`, or `NOT IN` where negated.
  case isIn(QueryExpression, [QueryExpression], isNegated: Bool)
  /// A function of the specification.
  case call(BuiltIn, [QueryExpression])
  /// A function named by an IRI: a cast to an XML Schema type, or one that nobody knows.
  case function(IRI, [QueryExpression])
  /// `BOUND(?x)`.
  case bound(Variable)
  /// `IF(condition, a, b)`.
  case conditional(QueryExpression, QueryExpression, QueryExpression)
  /// `COALESCE(...)`: the first that is no error.
  case coalesce([QueryExpression])
  /// `EXISTS { }`, or `NOT EXISTS` where negated.
  case exists(Algebra, isNegated: Bool)
}

/// The operators that compare.
public enum Comparison: String, Hashable, Sendable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// The operators that calculate.
public enum Arithmetic: String, Hashable, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
}

/// The functions of SPARQL 1.1 section 17.4 that take values: all but BOUND, IF, COALESCE, EXISTS and IN.
///
/// The raw value is the keyword, in capitals but for the names that the grammar writes otherwise; keywords
/// are read in any case.
public enum BuiltIn: String, CaseIterable, Hashable, Sendable {
  // Terms
  case isIRI = "ISIRI"
  case isURI = "ISURI"
  case isBlank = "ISBLANK"
  case isLiteral = "ISLITERAL"
  case isNumeric = "ISNUMERIC"
  case str = "STR"
  case lang = "LANG"
  case datatype = "DATATYPE"
  case iri = "IRI"
  case uri = "URI"
  case bnode = "BNODE"
  case strDT = "STRDT"
  case strLang = "STRLANG"
  case uuid = "UUID"
  case strUUID = "STRUUID"
  case sameTerm = "SAMETERM"
  // Strings
  case strLen = "STRLEN"
  case substr = "SUBSTR"
  case uCase = "UCASE"
  case lCase = "LCASE"
  case strStarts = "STRSTARTS"
  case strEnds = "STRENDS"
  case contains = "CONTAINS"
  case strBefore = "STRBEFORE"
  case strAfter = "STRAFTER"
  case encodeForURI = "ENCODE_FOR_URI"
  case concat = "CONCAT"
  case langMatches = "LANGMATCHES"
  case regex = "REGEX"
  case replace = "REPLACE"
  // Numbers
  case abs = "ABS"
  case round = "ROUND"
  case ceil = "CEIL"
  case floor = "FLOOR"
  case rand = "RAND"
  // Dates and times
  case now = "NOW"
  case year = "YEAR"
  case month = "MONTH"
  case day = "DAY"
  case hours = "HOURS"
  case minutes = "MINUTES"
  case seconds = "SECONDS"
  case timezone = "TIMEZONE"
  case tz = "TZ"
  // Hashes
  case md5 = "MD5"
  case sha1 = "SHA1"
  case sha256 = "SHA256"
  case sha384 = "SHA384"
  case sha512 = "SHA512"

  /// How many arguments the function takes; the grammar refuses any other number.
  public var argumentCounts: ClosedRange<Int> {
    switch self {
    case .uuid, .strUUID, .rand, .now: 0...0
    case .bnode: 0...1
    case .strDT, .strLang, .sameTerm, .strStarts, .strEnds, .contains, .strBefore, .strAfter,
      .langMatches:
      2...2
    case .substr, .regex: 2...3
    case .replace: 3...4
    case .concat: 0...Int.max
    default: 1...1
    }
  }

  /// Whether two calls with the same arguments may differ within one query.
  public var isVolatile: Bool {
    switch self {
    case .rand, .uuid, .strUUID, .bnode: true
    default: false
    }
  }
}
