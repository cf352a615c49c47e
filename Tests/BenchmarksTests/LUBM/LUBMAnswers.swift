// The 14 queries by hand, over asserted triples: the ontology's hierarchies, the inverse, the
// transitive property and the class Chair are applied in the code.

/// Answers the LUBM queries over a small set of triples.
struct LUBMAnswers {
  let data: LUBMTripleSet

  private static let professors = [
    "FullProfessor", "AssociateProfessor", "AssistantProfessor",
  ]
  private static let faculty = professors + ["Lecturer"]
  private static let students = ["UndergraduateStudent", "GraduateStudent"]
  private static let degrees = [
    "undergraduateDegreeFrom", "mastersDegreeFrom", "doctoralDegreeFrom",
  ]
  private let university0: Substring = "<http://www.University0.edu>"
  private let department0: Substring = "<http://www.Department0.University0.edu>"

  private func inDepartment0(_ name: String) -> Substring {
    department0.dropLast() + "/\(name)>"
  }

  private func isOne(_ term: Substring, of classes: [String]) -> Bool {
    data.objects(term, "a").contains { classes.contains(String($0)) }
  }

  private func members(of classes: [String]) -> [Substring] {
    classes.flatMap { data.subjects("a", $0[...]) }
  }

  /// memberOf with its subproperties worksFor and headOf.
  private func memberships(_ person: Substring) -> Set<Substring> {
    Set(["memberOf", "worksFor", "headOf"].flatMap { data.objects(person, $0) })
  }

  /// The number of answers to query `number`, from 1 to 14.
  func answers(_ number: Int) -> Int {
    switch number {
    case 1: takers(of: "GraduateCourse0", classes: ["GraduateStudent"])
    case 2: graduatesOfTheirUniversity()
    case 3: data.subjects("publicationAuthor", inDepartment0("AssistantProfessor0")).count
    case 4: professorsOfDepartment0()
    case 5: membersOfDepartment0()
    case 6: members(of: Self.students).count
    case 7: takersOfCoursesOfAssociateProfessor0()
    case 8: studentsOfUniversity0()
    case 9: studentsTakingTheirAdvisorsCourses()
    case 10: takers(of: "GraduateCourse0", classes: Self.students)
    case 11: researchGroupsOfUniversity0()
    case 12: chairsOfUniversity0()
    case 13: Set(Self.degrees.flatMap { data.subjects($0, university0) }).count
    case 14: data.subjects("a", "UndergraduateStudent").count
    default: 0
    }
  }

  private func takers(of course: String, classes: [String]) -> Int {
    data.subjects("takesCourse", inDepartment0(course)).count { isOne($0, of: classes) }
  }

  private func graduatesOfTheirUniversity() -> Int {
    data.pairs("memberOf").count { student, department in
      isOne(student, of: ["GraduateStudent"]) && isOne(department, of: ["Department"])
        && data.objects(department, "subOrganizationOf").contains { university in
          isOne(university, of: ["University"])
            && data.has(student, "undergraduateDegreeFrom", university)
        }
    }
  }

  private func professorsOfDepartment0() -> Int {
    data.subjects("worksFor", department0).filter { isOne($0, of: Self.professors) }
      .reduce(0) { sum, person in
        sum + data.objects(person, "name").count * data.objects(person, "emailAddress").count
          * data.objects(person, "telephone").count
      }
  }

  private func membersOfDepartment0() -> Int {
    let people = ["memberOf", "worksFor", "headOf"].flatMap { data.subjects($0, department0) }
    return Set(people).count { isOne($0, of: Self.students + Self.faculty) }
  }

  private func takersOfCoursesOfAssociateProfessor0() -> Int {
    data.objects(inDepartment0("AssociateProfessor0"), "teacherOf").reduce(0) { sum, course in
      guard isOne(course, of: ["Course", "GraduateCourse"]) else { return sum }
      return sum
        + data.subjects("takesCourse", course).count { isOne($0, of: Self.students) }
    }
  }

  private func studentsOfUniversity0() -> Int {
    let departments = data.subjects("subOrganizationOf", university0)
      .filter { isOne($0, of: ["Department"]) }
    return departments.reduce(0) { sum, department in
      let students = data.subjects("memberOf", department)
        .filter { isOne($0, of: Self.students) }
      return sum + students.reduce(0) { $0 + data.objects($1, "emailAddress").count }
    }
  }

  private func studentsTakingTheirAdvisorsCourses() -> Int {
    data.pairs("advisor").reduce(0) { sum, pair in
      guard isOne(pair.subject, of: Self.students), isOne(pair.object, of: Self.faculty) else {
        return sum
      }
      let taken = Set(data.objects(pair.subject, "takesCourse"))
      return sum + data.objects(pair.object, "teacherOf").count { taken.contains($0) }
    }
  }

  private func researchGroupsOfUniversity0() -> Int {
    data.subjects("subOrganizationOf", university0).reduce(0) { sum, department in
      sum
        + data.subjects("subOrganizationOf", department)
        .count { isOne($0, of: ["ResearchGroup"]) }
    }
  }

  private func chairsOfUniversity0() -> Int {
    data.pairs("headOf").count { person, department in
      isOne(department, of: ["Department"]) && memberships(person).contains(department)
        && data.has(department, "subOrganizationOf", university0)
    }
  }
}
