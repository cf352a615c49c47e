// The fourteen queries of the Lehigh University Benchmark, in SPARQL, for University0 of the
// generated data.
//
// They ask about classes and properties that the data does not state: answers to all but queries 1,
// 2, 3 and 14 need the ontology's consequences.

/// The queries of the Lehigh University Benchmark.
public enum LUBMQueries {
  /// The numbers of the queries that have answers in the data as it is, without the ontology.
  public static let numbersWithoutInference: Set<Int> = [1, 2, 3, 14]

  /// All fourteen, in order.
  ///
  /// Those that need inference may be empty, because without it they are. With the ontology's
  /// consequences none is, provided that University0 is in the data and whole.
  public static let all: [BenchmarkQuery] = patterns.enumerated().map { place, query in
    BenchmarkQuery(
      name: "lubm-\(place + 1)", text: text(query.variables, query.pattern),
      mayBeEmpty: !numbersWithoutInference.contains(place + 1))
  }

  static func text(_ variables: String, _ pattern: String) -> String {
    """
    PREFIX ub: <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#>
    SELECT \(variables)
    WHERE {
    \(pattern)
    }
    """
  }

  static let university = "<http://www.University0.edu>"
  static let department = "<http://www.Department0.University0.edu>"

  /// Something of the first department.
  static func member(_ name: String) -> String {
    "<http://www.Department0.University0.edu/\(name)>"
  }

  private static let patterns: [(variables: String, pattern: String)] = [
    (
      "?student",
      """
        ?student a ub:GraduateStudent ;
          ub:takesCourse \(member("GraduateCourse0")) .
      """
    ),
    (
      "?student ?university ?department",
      """
        ?student a ub:GraduateStudent ;
          ub:memberOf ?department ;
          ub:undergraduateDegreeFrom ?university .
        ?university a ub:University .
        ?department a ub:Department ;
          ub:subOrganizationOf ?university .
      """
    ),
    (
      "?publication",
      """
        ?publication a ub:Publication ;
          ub:publicationAuthor \(member("AssistantProfessor0")) .
      """
    ),
    (
      "?professor ?name ?emailAddress ?telephone",
      """
        ?professor a ub:Professor ;
          ub:worksFor \(department) ;
          ub:name ?name ;
          ub:emailAddress ?emailAddress ;
          ub:telephone ?telephone .
      """
    ),
    (
      "?person",
      """
        ?person a ub:Person ;
          ub:memberOf \(department) .
      """
    ),
    ("?student", "  ?student a ub:Student ."),
    (
      "?student ?course",
      """
        ?student a ub:Student ;
          ub:takesCourse ?course .
        ?course a ub:Course .
        \(member("AssociateProfessor0")) ub:teacherOf ?course .
      """
    ),
    (
      "?student ?department ?emailAddress",
      """
        ?student a ub:Student ;
          ub:memberOf ?department ;
          ub:emailAddress ?emailAddress .
        ?department a ub:Department ;
          ub:subOrganizationOf \(university) .
      """
    ),
    (
      "?student ?teacher ?course",
      """
        ?student a ub:Student ;
          ub:advisor ?teacher ;
          ub:takesCourse ?course .
        ?teacher a ub:Faculty ;
          ub:teacherOf ?course .
        ?course a ub:Course .
      """
    ),
    (
      "?student",
      """
        ?student a ub:Student ;
          ub:takesCourse \(member("GraduateCourse0")) .
      """
    ),
    (
      "?group",
      """
        ?group a ub:ResearchGroup ;
          ub:subOrganizationOf \(university) .
      """
    ),
    (
      "?chair ?department",
      """
        ?chair a ub:Chair ;
          ub:worksFor ?department .
        ?department a ub:Department ;
          ub:subOrganizationOf \(university) .
      """
    ),
    (
      "?person",
      """
        ?person a ub:Person .
        \(university) ub:hasAlumnus ?person .
      """
    ),
    ("?student", "  ?student a ub:UndergraduateStudent ."),
  ]
}
