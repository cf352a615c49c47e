// The statements of universities, in the order of the document:
//
//   university
//   department ──► its teachers ──► courses ──► undergraduates ──► graduates
//              ──► publications ──► research groups
//   ...
//   universities that were only named as givers of degrees (once, at the end)
//
// Each university has a random stream of its own, so its statements depend on the seed and its
// index alone. Memory: one department's plan.

/// Writes universities to a stream of statements.
struct LUBMWriter<Emitter: LUBMEmitter & ~Copyable>: ~Copyable {
  var stream: LUBMStatementStream<Emitter>
  var random = SeededRandom(seed: 0, stream: 0)
  var plan = LUBMDepartmentPlan()
  /// Draws ages, which leave all other choices as they are; nil where nobody has one.
  private var ageRandom: SeededRandom?
  private let ages: Bool
  var chosen = LUBMDistinctChoice()
  /// Whether each university of the pool was named as the giver of a degree.
  private var givesDegree = [Bool](repeating: false, count: LUBMProfile.degreeUniversities)
  /// Whether some graduate of the current university has a first degree from it.
  var hasOwnGraduate = false

  /// Makes a writer; nothing is written yet.
  init(stream: consuming LUBMStatementStream<Emitter>, ages: Bool) {
    self.stream = stream
    self.ages = ages
  }

  /// Writes university `index` of the data that `seed` defines.
  mutating func writeUniversity(_ index: UInt32, seed: UInt64) throws(LUBMStop) {
    random = SeededRandom(seed: seed, stream: UInt64(index))
    ageRandom = ages ? SeededRandom(seed: seed, stream: UInt64(index) | 1 << 32) : nil
    hasOwnGraduate = false
    let university = LUBMResource.university(index)
    try state(university, .type, .type(.university))
    try state(university, .name, .name)
    let departmentCount = random.within(LUBMProfile.departmentsPerUniversity)
    for number in 0..<departmentCount {
      let department = LUBMDepartmentID(university: index, number: UInt16(number))
      plan.draw(department, using: &random)
      try stream.enter(department)
      try writeDepartment(isLast: number == departmentCount - 1)
    }
  }

  /// Writes the class of every university that gave a degree and is not among `generated`.
  mutating func writeOtherUniversities(except generated: Range<Int>) throws(LUBMStop) {
    for index in 0..<givesDegree.count where givesDegree[index] && !generated.contains(index) {
      try stream.append(
        LUBMStatement(
          subject: .university(UInt32(index)), predicate: .type, object: .type(.university),
          isInDefaultGraph: true))
    }
  }

  /// Writes one statement.
  mutating func state(
    _ subject: LUBMResource, _ predicate: LUBMPredicate, _ object: LUBMObject
  ) throws(LUBMStop) {
    try stream.append(LUBMStatement(subject: subject, predicate: predicate, object: object))
  }

  /// Writes how old a person is, where people have ages.
  mutating func stateAge(
    of person: LUBMResource, from ages: ClosedRange<Int>
  ) throws(LUBMStop) {
    guard let age = ageRandom?.within(ages) else { return }
    try state(person, .age, .age(age))
  }

  /// Draws the university of a degree.
  mutating func drawDegreeUniversity() -> UInt32 {
    let index = random.below(LUBMProfile.degreeUniversities)
    givesDegree[index] = true
    return UInt32(index)
  }

  private mutating func writeDepartment(isLast: Bool) throws(LUBMStop) {
    let department = LUBMResource.department(plan.department)
    try state(department, .type, .type(.department))
    try state(department, .name, .name)
    try state(
      department, .subOrganizationOf, .resource(.university(plan.department.university)))
    for place in plan.teachers.indices {
      try writeTeacher(plan.teachers[place])
    }
    try writeCourses(.course, count: plan.courseCount)
    try writeCourses(.graduateCourse, count: plan.graduateCourseCount)
    try writeUndergraduates()
    try writeGraduates(ofLastDepartment: isLast)
    for place in plan.teachers.indices {
      try writePublications(of: plan.teachers[place])
    }
    try writeResearchGroups()
  }

  private mutating func writeCourses(_ kind: LUBMClass, count: Int) throws(LUBMStop) {
    for index in 0..<count {
      let course = LUBMResource.part(kind, index, of: plan.department)
      try state(course, .type, .type(kind))
      try state(course, .name, .name)
    }
  }

  private mutating func writeResearchGroups() throws(LUBMStop) {
    let department = LUBMResource.department(plan.department)
    for index in 0..<plan.researchGroupCount {
      let group = LUBMResource.part(.researchGroup, index, of: plan.department)
      try state(group, .type, .type(.researchGroup))
      try state(group, .subOrganizationOf, .resource(department))
    }
  }
}
