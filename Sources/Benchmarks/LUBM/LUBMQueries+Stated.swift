// The fourteen queries for data without its ontology's consequences.
//
// The benchmark asks about Student, Professor, Person, Faculty and properties above the stated ones,
// which the data does not state. Here each query names the largest stated class or property that the
// original's is above, and `subOrganizationOf` is followed as often as it takes; the shape stays.
// Queries 1, 2, 3 and 14 are the originals; 10 becomes 1.

extension LUBMQueries {
  /// All fourteen over what the data states, in order; none may be empty where University0 is in the data and
  /// whole.
  public static let stated: [BenchmarkQuery] = all.enumerated().map { place, query in
    guard let (variables, pattern) = statedPatterns[place + 1] else { return query }
    return BenchmarkQuery(
      name: query.name, text: text(variables, pattern), mayBeEmpty: false)
  }

  /// A simple pattern with many rows, for the time until the first of them.
  public static let simplePattern = BenchmarkQuery(
    name: "lubm-first-\(QueryBench.firstRowCount)",
    text: text(
      "?student ?course",
      """
        ?student a ub:UndergraduateStudent ;
          ub:takesCourse ?course .
      """),
    mayBeEmpty: false)

  private static let statedPatterns: [Int: (variables: String, pattern: String)] = [
    4: (
      "?professor ?name ?emailAddress ?telephone",
      """
        ?professor a ub:AssociateProfessor ;
          ub:worksFor \(department) ;
          ub:name ?name ;
          ub:emailAddress ?emailAddress ;
          ub:telephone ?telephone .
      """
    ),
    5: (
      "?person",
      """
        ?person a ub:UndergraduateStudent ;
          ub:memberOf \(department) .
      """
    ),
    6: ("?student", "  ?student a ub:GraduateStudent ."),
    7: (
      "?student ?course",
      """
        ?student a ub:UndergraduateStudent ;
          ub:takesCourse ?course .
        ?course a ub:Course .
        \(member("AssociateProfessor0")) ub:teacherOf ?course .
      """
    ),
    8: (
      "?student ?department ?emailAddress",
      """
        ?student a ub:UndergraduateStudent ;
          ub:memberOf ?department ;
          ub:emailAddress ?emailAddress .
        ?department a ub:Department ;
          ub:subOrganizationOf \(university) .
      """
    ),
    9: (
      "?student ?teacher ?course",
      """
        ?student a ub:GraduateStudent ;
          ub:advisor ?teacher ;
          ub:takesCourse ?course .
        ?teacher a ub:FullProfessor ;
          ub:teacherOf ?course .
        ?course a ub:GraduateCourse .
      """
    ),
    10: (
      "?student",
      """
        ?student a ub:GraduateStudent ;
          ub:takesCourse \(member("GraduateCourse0")) .
      """
    ),
    11: (
      "?group",
      """
        ?group a ub:ResearchGroup ;
          ub:subOrganizationOf ?department .
        ?department ub:subOrganizationOf \(university) .
      """
    ),
    12: (
      "?chair ?department",
      """
        ?chair ub:headOf ?department .
        ?department a ub:Department ;
          ub:subOrganizationOf \(university) .
      """
    ),
    13: (
      "?person",
      """
        ?person a ub:GraduateStudent ;
          ub:undergraduateDegreeFrom \(university) .
      """
    ),
  ]
}
