// Students, and the two places where chance is helped so that the benchmark's queries have answers.
//
// Query 2 asks for graduates whose first degree is from the university they are at. Degrees come
// from 1,000 universities, so a university has 2.5 such graduates on average and one in eleven has
// none (the reference LUBM(1, 0) has none). Where chance gave none, the university's last graduate
// is one. Queries 1 and 10 ask who takes GraduateCourse0 of a department, which in one department
// of a hundred nobody would: there the department's last graduate takes it. Both change one
// statement in some hundred thousand and no distribution. From University1000 on the only such
// graduate is the one that is helped, because the pool of degrees ends before.

extension LUBMWriter where Emitter: ~Copyable {
  /// Writes all undergraduates of the department.
  mutating func writeUndergraduates() throws(LUBMStop) {
    for index in 0..<plan.undergraduateCount {
      let student = LUBMResource.part(.undergraduateStudent, index, of: plan.department)
      try writeStudent(student)
      let courseCount = random.within(LUBMProfile.coursesOfUndergraduate)
      chosen.draw(courseCount, below: plan.courseCount, using: &random)
      try writeChosenCourses(of: student, .course)
      if random.below(LUBMProfile.undergraduatesPerAdvised) == 0 {
        try state(student, .advisor, .resource(drawAdvisor()))
      }
    }
  }

  /// Writes all graduates of the department.
  mutating func writeGraduates(ofLastDepartment isLastDepartment: Bool) throws(LUBMStop) {
    var isFirstCourseTaken = false
    for index in 0..<plan.graduateCount {
      let isLast = index == plan.graduateCount - 1
      let student = LUBMResource.part(.graduateStudent, index, of: plan.department)
      try writeStudent(student, job: plan.assistantships[index])

      let courseCount = random.within(LUBMProfile.coursesOfGraduate)
      chosen.draw(courseCount, below: plan.graduateCourseCount, using: &random)
      if isLast, !isFirstCourseTaken { chosen.include(0) }
      isFirstCourseTaken = isFirstCourseTaken || chosen.values.contains(0)
      try writeChosenCourses(of: student, .graduateCourse)

      try state(student, .advisor, .resource(drawAdvisor()))
      let university = drawFirstDegree(mustBeOwn: isLast && isLastDepartment && !hasOwnGraduate)
      try state(student, .undergraduateDegreeFrom, .resource(.university(university)))
    }
  }

  /// Writes what all students have, the class of their job included.
  private mutating func writeStudent(
    _ student: LUBMResource, job: LUBMAssistantship = .none
  ) throws(LUBMStop) {
    try state(student, .type, .type(student.kind))
    switch job {
    case .none: break
    case .research: try state(student, .type, .type(.researchAssistant))
    case .teaching: try state(student, .type, .type(.teachingAssistant))
    }
    try state(student, .name, .name)
    try state(student, .memberOf, .resource(.department(plan.department)))
    try state(student, .emailAddress, .emailAddress)
    try state(student, .telephone, .telephone)
    try stateAge(
      of: student,
      from: student.kind == .graduateStudent
        ? LUBMProfile.agesOfGraduates : LUBMProfile.agesOfUndergraduates)
    if case .teaching(let course) = job {
      try state(
        student, .teachingAssistantOf, .resource(.part(.course, course, of: plan.department)))
    }
  }

  private mutating func writeChosenCourses(
    of student: LUBMResource, _ kind: LUBMClass
  ) throws(LUBMStop) {
    for place in chosen.values.indices {
      let course = LUBMResource.part(kind, chosen.values[place], of: plan.department)
      try state(student, .takesCourse, .resource(course))
    }
  }

  /// Draws a professor: first one of the three ranks, then one of that rank.
  private mutating func drawAdvisor() -> LUBMResource {
    let rank = LUBMRank.allCases[random.below(LUBMRank.professorRanks)]
    let index = random.below(plan.teachersOfRank[rank.rawValue])
    return .part(rank.kind, index, of: plan.department)
  }

  private mutating func drawFirstDegree(mustBeOwn: Bool) -> UInt32 {
    let own = plan.department.university
    let university = mustBeOwn ? own : drawDegreeUniversity()
    hasOwnGraduate = hasOwnGraduate || university == own
    return university
  }
}
