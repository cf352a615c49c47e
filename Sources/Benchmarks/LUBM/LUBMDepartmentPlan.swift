// What must be known about a department before its first statement is written.
//
// Most choices are made when their statement is written. Those that many subjects share are made
// here: who teaches which courses, which graduates assist, and which of them are authors of which
// publication (publications come as subjects, graduates choose).
// Memory: some 10 KiB, used again for each department.

/// A graduate's job besides studying.
enum LUBMAssistantship {
  case none
  case research
  case teaching(course: Int)
}

/// A teacher: name, courses and publications, each as runs of numbers within the department.
struct LUBMTeacher {
  let resource: LUBMResource
  let rank: LUBMRank
  let courses: Range<Int>
  let graduateCourses: Range<Int>
  let publications: Range<Int>
}

/// A graduate in the list of a publication's authors.
struct LUBMAuthorLink {
  /// The graduate's number in the department.
  let graduate: Int
  /// Where the list goes on, or -1 at its end.
  fileprivate let next: Int32
}

/// The choices about a department that are made ahead.
struct LUBMDepartmentPlan {
  private(set) var department = LUBMDepartmentID(university: 0, number: 0)
  /// All teachers, by rank; lecturers last.
  private(set) var teachers: [LUBMTeacher] = []
  /// How many teachers of each rank there are.
  private(set) var teachersOfRank: [Int] = []
  /// Which of the full professors is the head.
  private(set) var headIndex = 0
  private(set) var courseCount = 0
  private(set) var graduateCourseCount = 0
  private(set) var publicationCount = 0
  private(set) var undergraduateCount = 0
  private(set) var researchGroupCount = 0
  /// A job or none for each graduate.
  private(set) var assistantships: [LUBMAssistantship] = []
  /// For each publication the graduates among its authors, as a list threaded through `links`.
  private var firstLink: [Int32] = []
  private var links: [LUBMAuthorLink] = []
  private var chosen = LUBMDistinctChoice()

  /// How many graduates there are.
  var graduateCount: Int { assistantships.count }

  /// Makes the choices for a department.
  mutating func draw(_ department: LUBMDepartmentID, using random: inout SeededRandom) {
    self.department = department
    drawTeachers(&random)
    let heads = teachers.count
    undergraduateCount = random.within(Self.perTeacher(LUBMProfile.undergraduatesPerTeacher, heads))
    let graduates = random.within(Self.perTeacher(LUBMProfile.graduatesPerTeacher, heads))
    researchGroupCount = random.within(LUBMProfile.researchGroupsPerDepartment)
    drawAssistants(of: graduates, &random)
    drawAuthors(&random)
  }

  /// The first in the list of a publication's authors among the graduates.
  func firstAuthor(of publication: Int) -> LUBMAuthorLink? {
    link(firstLink[publication])
  }

  /// The next in the list of authors.
  func author(after link: LUBMAuthorLink) -> LUBMAuthorLink? {
    self.link(link.next)
  }

  private func link(_ place: Int32) -> LUBMAuthorLink? {
    place < 0 ? nil : links[Int(place)]
  }

  private mutating func drawTeachers(_ random: inout SeededRandom) {
    teachers.removeAll(keepingCapacity: true)
    teachersOfRank.removeAll(keepingCapacity: true)
    (courseCount, graduateCourseCount, publicationCount) = (0, 0, 0)
    for rank in LUBMRank.allCases {
      let count = random.within(rank.perDepartment)
      teachersOfRank.append(count)
      for index in 0..<count {
        let courses = random.within(LUBMProfile.undergraduateCoursesPerTeacher)
        let graduateCourses = random.within(LUBMProfile.graduateCoursesPerTeacher)
        let publications = random.within(rank.publications)
        teachers.append(
          LUBMTeacher(
            resource: .part(rank.kind, index, of: department), rank: rank,
            courses: courseCount..<courseCount + courses,
            graduateCourses: graduateCourseCount..<graduateCourseCount + graduateCourses,
            publications: publicationCount..<publicationCount + publications))
        courseCount += courses
        graduateCourseCount += graduateCourses
        publicationCount += publications
      }
    }
    headIndex = random.below(teachersOfRank[LUBMRank.fullProfessor.rawValue])
  }

  /// Gives jobs to graduates drawn without replacement; teaching assistants get distinct courses.
  ///
  /// There is a course for each: a quarter of 4 graduates a teacher, and a course a teacher at
  /// least.
  private mutating func drawAssistants(of graduates: Int, _ random: inout SeededRandom) {
    let teaching = Self.share(of: graduates, LUBMProfile.graduatesPerTeachingAssistant)
    let research = Self.share(of: graduates, LUBMProfile.graduatesPerResearchAssistant)
    let teachingCount = random.within(teaching)
    let researchCount = random.within(research)
    assistantships.removeAll(keepingCapacity: true)
    for _ in 0..<graduates { assistantships.append(.none) }
    var students = Array(0..<graduates)
    var courses = Array(0..<courseCount)
    for place in 0..<teachingCount + researchCount {
      students.swapAt(place, place + random.below(graduates - place))
      if place < teachingCount {
        courses.swapAt(place, place + random.below(courseCount - place))
        assistantships[students[place]] = .teaching(course: courses[place])
      } else {
        assistantships[students[place]] = .research
      }
    }
  }

  private mutating func drawAuthors(_ random: inout SeededRandom) {
    firstLink.removeAll(keepingCapacity: true)
    for _ in 0..<publicationCount { firstLink.append(-1) }
    links.removeAll(keepingCapacity: true)
    for graduate in 0..<graduateCount {
      let count = random.within(LUBMProfile.publicationsOfGraduate)
      chosen.draw(count, below: publicationCount, using: &random)
      for publication in chosen.values {
        links.append(LUBMAuthorLink(graduate: graduate, next: firstLink[publication]))
        firstLink[publication] = Int32(links.count - 1)
      }
    }
  }

  private static func perTeacher(_ range: ClosedRange<Int>, _ teachers: Int) -> ClosedRange<Int> {
    range.lowerBound * teachers...range.upperBound * teachers
  }

  private static func share(of count: Int, _ one: (most: Int, least: Int)) -> ClosedRange<Int> {
    count / one.most...count / one.least
  }
}

/// A few different numbers drawn at random, in memory that is used again.
struct LUBMDistinctChoice {
  /// The numbers drawn last, in the order of drawing.
  private(set) var values: [Int] = []

  /// Draws `count` different numbers below `bound`.
  ///
  /// Draws again what is there already: right for a handful out of many, which is all that is
  /// needed.
  mutating func draw(_ count: Int, below bound: Int, using random: inout SeededRandom) {
    precondition(count <= bound, "more different numbers were asked for than there are")
    values.removeAll(keepingCapacity: true)
    while values.count < count {
      let value = random.below(bound)
      if !values.contains(value) { values.append(value) }
    }
  }

  /// Puts `value` in the place of the first number, unless it is there already.
  mutating func include(_ value: Int) {
    if !values.contains(value) { values[0] = value }
  }
}
