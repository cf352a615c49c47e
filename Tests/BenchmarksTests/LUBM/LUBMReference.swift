// What the reference data, LUBM(1, 0), looks like.

import Foundation

/// Shapes and counts of the reference data.
enum LUBMReference {
  /// A term with every number replaced by N.
  static func shape(_ term: Substring) -> String {
    var shape = ""
    var isInNumber = false
    // The number of an ontology's version is part of its name.
    if term.contains("univ-bench") { return "class" }
    for scalar in term.unicodeScalars {
      if ("0"..."9").contains(scalar) {
        if !isInNumber { shape.append("N") }
        isInNumber = true
      } else {
        shape.unicodeScalars.append(scalar)
        isInNumber = false
      }
    }
    return shape
  }

  /// All shapes of subjects and objects.
  static let shapes: Set<String> = {
    let department = "<http://www.DepartmentN.UniversityN.edu"
    let teachers = ["FullProfessorN", "AssociateProfessorN", "AssistantProfessorN", "LecturerN"]
    let people = teachers + ["UndergraduateStudentN", "GraduateStudentN"]
    var shapes: Set = [
      "class", "<http://www.UniversityN.edu>", department + ">", "\"xxx-xxx-xxxx\"",
      "\"ResearchN\"", "\"UniversityN\"", "\"DepartmentN\"", "\"PublicationN\"",
    ]
    for part in people + ["CourseN", "GraduateCourseN"] {
      shapes.insert("\(department)/\(part)>")
      shapes.insert("\"\(part)\"")
    }
    shapes.insert(department + "/ResearchGroupN>")
    for person in people { shapes.insert("\"\(person)@DepartmentN.UniversityN.edu\"") }
    for teacher in teachers { shapes.insert("\(department)/\(teacher)/PublicationN>") }
    return shapes
  }()

  static let departments = 15

  /// Triples of each predicate.
  static let predicates = [
    "a": 18_128, "takesCourse": 21_489, "name": 15_972, "publicationAuthor": 10_634,
    "telephone": 8_330, "emailAddress": 8_330, "memberOf": 7_790, "advisor": 3_101,
    "undergraduateDegreeFrom": 2_414, "teacherOf": 1_627, "worksFor": 540,
    "mastersDegreeFrom": 540, "doctoralDegreeFrom": 540, "researchInterest": 447,
    "teachingAssistantOf": 407, "subOrganizationOf": 239, "headOf": 15,
  ]

  /// Members of each class.
  static let classes = [
    "Publication": 5_999, "UndergraduateStudent": 5_916, "GraduateStudent": 1_874,
    "University": 979, "Course": 828, "GraduateCourse": 799, "ResearchAssistant": 547,
    "TeachingAssistant": 407, "ResearchGroup": 224, "AssociateProfessor": 176,
    "AssistantProfessor": 146, "FullProfessor": 125, "Lecturer": 93, "Department": 15,
  ]
}
