// The 43 classes.

/// A class, its superclasses, and the restriction that defines or narrows it.
struct LUBMOntologyClass {
  /// How a class relates to the restriction it names.
  enum Definition {
    /// Every person with such a value is a member.
    case personWith(String, some: String)
    /// Every member has such a value.
    case implies(String, some: String)
  }

  let name: String
  var superclasses: [String] = []
  var definition: Definition?

  /// What is said about the class.
  var entry: LUBMOntologyEntry {
    var axioms: [(LUBMOntologyTerm, LUBMOntologyTerm)] = [(.type, .owl("Class"))]
    axioms += superclasses.map { (.rdfs("subClassOf"), .ub($0)) }
    switch definition {
    case .personWith(let property, some: let type):
      let parts: [LUBMOntologyTerm] = [.ub("Person"), .some(property: property, of: type)]
      axioms.append((.owl("intersectionOf"), .list(parts)))
    case .implies(let property, some: let type):
      axioms.append((.rdfs("subClassOf"), .some(property: property, of: type)))
    case nil: break
    }
    return LUBMOntologyEntry(subject: .ub(name), axioms: axioms)
  }
}

extension LUBMOntology {
  /// The classes, each group under the class that heads it.
  static let classes: [LUBMOntologyClass] =
    people
    + named([
      ("Organization", nil), ("College", "Organization"), ("Department", "Organization"),
      ("Institute", "Organization"), ("Program", "Organization"),
      ("ResearchGroup", "Organization"), ("University", "Organization"),
      ("Work", nil), ("Course", "Work"), ("GraduateCourse", "Course"), ("Research", "Work"),
      ("Schedule", nil),
      ("Publication", nil), ("Article", "Publication"), ("Book", "Publication"),
      ("Manual", "Publication"), ("Software", "Publication"), ("Specification", "Publication"),
      ("UnofficialPublication", "Publication"), ("ConferencePaper", "Article"),
      ("JournalArticle", "Article"), ("TechnicalReport", "Article"),
    ])

  private static let people: [LUBMOntologyClass] =
    named([
      ("Person", nil), ("Faculty", "Employee"), ("Lecturer", "Faculty"), ("PostDoc", "Faculty"),
      ("Professor", "Faculty"), ("AssistantProfessor", "Professor"),
      ("AssociateProfessor", "Professor"), ("FullProfessor", "Professor"),
      ("VisitingProfessor", "Professor"), ("AdministrativeStaff", "Employee"),
      ("ClericalStaff", "AdministrativeStaff"), ("SystemsStaff", "AdministrativeStaff"),
      ("UndergraduateStudent", "Student"),
    ]) + [
      .init(name: "Employee", definition: .personWith("worksFor", some: "Organization")),
      .init(
        name: "Chair", superclasses: ["Professor"],
        definition: .personWith("headOf", some: "Department")),
      .init(
        name: "Dean", superclasses: ["Professor"],
        definition: .personWith("headOf", some: "College")),
      .init(name: "Director", definition: .personWith("headOf", some: "Program")),
      .init(name: "Student", definition: .personWith("takesCourse", some: "Course")),
      .init(
        name: "TeachingAssistant", definition: .personWith("teachingAssistantOf", some: "Course")),
      .init(
        name: "GraduateStudent", superclasses: ["Person"],
        definition: .implies("takesCourse", some: "GraduateCourse")),
      .init(
        name: "ResearchAssistant", superclasses: ["Student"],
        definition: .implies("worksFor", some: "ResearchGroup")),
    ]

  private static func named(_ names: [(String, String?)]) -> [LUBMOntologyClass] {
    names.map { name, superclass in
      LUBMOntologyClass(name: name, superclasses: superclass.map { [$0] } ?? [])
    }
  }
}
