/// What a literal that is no text ends with.
enum BSBMDatatype {
  case dollars, date, dateTime, integer, string

  /// The closing quote and the datatype as a line has them.
  var lineText: StaticString {
    switch self {
    case .dollars: "\"^^<http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/vocabulary/USD>"
    case .date: "\"^^<http://www.w3.org/2001/XMLSchema#date>"
    case .dateTime: "T00:00:00\"^^<http://www.w3.org/2001/XMLSchema#dateTime>"
    case .integer: "\"^^<http://www.w3.org/2001/XMLSchema#integer>"
    case .string: "\"^^<http://www.w3.org/2001/XMLSchema#string>"
    }
  }

  /// The closing quote and the datatype as Turtle writes them, where a string needs none and an
  /// integer has no quotes either.
  var turtleText: StaticString {
    switch self {
    case .dollars: "\"^^bsbm:USD"
    case .date: "\"^^xsd:date"
    case .dateTime: "T00:00:00\"^^xsd:dateTime"
    case .integer, .string: "\""
    }
  }
}
