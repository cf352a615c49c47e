// How large a LUBM university is.
//
// Source: Y. Guo, Z. Pan, J. Heflin, "LUBM: A Benchmark for OWL Knowledge Base Systems", Journal of
// Web Semantics 3 (2005), appendix on the data profile; where the paper is silent (research
// interests, how an advisor is chosen, the pool of universities), what LUBM(1, 0) shows.

/// The ranges that LUBM data is drawn from; every number of a range is equally likely.
enum LUBMProfile {
  static let departmentsPerUniversity = 15...25
  static let undergraduateCoursesPerTeacher = 1...2
  static let graduateCoursesPerTeacher = 1...2
  static let undergraduatesPerTeacher = 8...14
  static let graduatesPerTeacher = 3...4
  static let coursesOfUndergraduate = 2...4
  static let coursesOfGraduate = 1...3
  static let publicationsOfGraduate = 0...5
  static let researchGroupsPerDepartment = 10...20
  /// One undergraduate in this many has an advisor; every graduate has one.
  static let undergraduatesPerAdvised = 5
  /// Of the graduates, between a fifth and a quarter teach.
  static let graduatesPerTeachingAssistant = (most: 5, least: 4)
  /// Of the graduates, between a quarter and a third are research assistants, none of whom teaches.
  static let graduatesPerResearchAssistant = (most: 4, least: 3)
  /// Interests are named "Research0" to "Research29".
  static let researchInterests = 30
  /// Degrees come from University0 to University999, whatever the number of generated ones: that is
  /// what the original generator does and why query 2 has few answers.
  static let degreeUniversities = 1_000
  // Ages are not of the benchmark.
  static let agesOfUndergraduates = 17...24
  static let agesOfGraduates = 21...35
  static let agesOfTeachers = 28...68
}

/// The four ranks of the faculty, in the order in which their courses are numbered.
enum LUBMRank: Int, CaseIterable {
  case fullProfessor, associateProfessor, assistantProfessor, lecturer

  /// Ranks that advise students and have a research interest: all but lecturers, who come last.
  static let professorRanks = 3

  /// The class of a teacher of this rank.
  var kind: LUBMClass {
    switch self {
    case .fullProfessor: .fullProfessor
    case .associateProfessor: .associateProfessor
    case .assistantProfessor: .assistantProfessor
    case .lecturer: .lecturer
    }
  }

  /// How many teachers of this rank a department has.
  var perDepartment: ClosedRange<Int> {
    switch self {
    case .fullProfessor: 7...10
    case .associateProfessor: 10...14
    case .assistantProfessor: 8...11
    case .lecturer: 5...7
    }
  }

  /// How many publications a teacher of this rank has.
  var publications: ClosedRange<Int> {
    switch self {
    case .fullProfessor: 15...20
    case .associateProfessor: 10...18
    case .assistantProfessor: 5...10
    case .lecturer: 0...5
    }
  }
}
