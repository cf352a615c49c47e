// Teachers and what they publish.

extension LUBMWriter where Emitter: ~Copyable {
  /// Writes a teacher: class, courses, degrees, where they work and how they are reached.
  mutating func writeTeacher(_ teacher: LUBMTeacher) throws(LUBMStop) {
    let person = teacher.resource
    let department = LUBMResource.department(plan.department)
    try state(person, .type, .type(teacher.rank.kind))
    try state(person, .name, .name)
    for index in teacher.courses {
      try state(person, .teacherOf, .resource(.part(.course, index, of: plan.department)))
    }
    for index in teacher.graduateCourses {
      try state(person, .teacherOf, .resource(.part(.graduateCourse, index, of: plan.department)))
    }
    try state(
      person, .undergraduateDegreeFrom, .resource(.university(drawDegreeUniversity())))
    try state(person, .mastersDegreeFrom, .resource(.university(drawDegreeUniversity())))
    try state(person, .doctoralDegreeFrom, .resource(.university(drawDegreeUniversity())))
    try state(person, .worksFor, .resource(department))
    if teacher.rank == .fullProfessor, Int(person.index) == plan.headIndex {
      try state(person, .headOf, .resource(department))
    }
    try state(person, .emailAddress, .emailAddress)
    try state(person, .telephone, .telephone)
    try stateAge(of: person, from: LUBMProfile.agesOfTeachers)
    if teacher.rank.rawValue < LUBMRank.professorRanks {
      let interest = random.below(LUBMProfile.researchInterests)
      try state(person, .researchInterest, .researchInterest(interest))
    }
  }

  /// Writes a teacher's publications with the teacher and graduates as authors.
  mutating func writePublications(of teacher: LUBMTeacher) throws(LUBMStop) {
    for (number, place) in teacher.publications.enumerated() {
      let publication = LUBMResource.publication(number, by: teacher.resource)
      try state(publication, .type, .type(.publication))
      try state(publication, .name, .name)
      try state(publication, .publicationAuthor, .resource(teacher.resource))
      var author = plan.firstAuthor(of: place)
      while let found = author {
        try state(
          publication, .publicationAuthor,
          .resource(.part(.graduateStudent, found.graduate, of: plan.department)))
        author = plan.author(after: found)
      }
    }
  }
}
