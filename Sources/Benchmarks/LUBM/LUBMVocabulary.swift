// The names of the univ-bench ontology that the generated data uses, ready to be copied as bytes.

/// A class of the univ-bench ontology that generated resources have.
enum LUBMClass: UInt8 {
  case university, department, researchGroup
  case fullProfessor, associateProfessor, assistantProfessor, lecturer
  case undergraduateStudent, graduateStudent, teachingAssistant, researchAssistant
  case course, graduateCourse, publication

  /// The class's name, which is also how names of its members begin.
  var name: StaticString {
    switch self {
    case .university: "University"
    case .department: "Department"
    case .researchGroup: "ResearchGroup"
    case .fullProfessor: "FullProfessor"
    case .associateProfessor: "AssociateProfessor"
    case .assistantProfessor: "AssistantProfessor"
    case .lecturer: "Lecturer"
    case .undergraduateStudent: "UndergraduateStudent"
    case .graduateStudent: "GraduateStudent"
    case .teachingAssistant: "TeachingAssistant"
    case .researchAssistant: "ResearchAssistant"
    case .course: "Course"
    case .graduateCourse: "GraduateCourse"
    case .publication: "Publication"
    }
  }
}

/// A property of the generated data: `rdf:type` or one of the univ-bench ontology.
enum LUBMPredicate: UInt8 {
  case type, name, emailAddress, telephone, age, researchInterest
  case subOrganizationOf, memberOf, worksFor, headOf, advisor
  case teacherOf, takesCourse, teachingAssistantOf, publicationAuthor
  case undergraduateDegreeFrom, mastersDegreeFrom, doctoralDegreeFrom

  /// The predicate between the spaces of a line: ` <iri> `.
  var lineText: StaticString {
    switch self {
    case .type: " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    case .name: " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#name> "
    case .emailAddress: " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#emailAddress> "
    case .telephone: " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#telephone> "
    case .age: " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#age> "
    case .researchInterest:
      " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#researchInterest> "
    case .subOrganizationOf:
      " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#subOrganizationOf> "
    case .memberOf: " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#memberOf> "
    case .worksFor: " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#worksFor> "
    case .headOf: " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#headOf> "
    case .advisor: " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#advisor> "
    case .teacherOf: " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#teacherOf> "
    case .takesCourse: " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#takesCourse> "
    case .teachingAssistantOf:
      " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#teachingAssistantOf> "
    case .publicationAuthor:
      " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#publicationAuthor> "
    case .undergraduateDegreeFrom:
      " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#undergraduateDegreeFrom> "
    case .mastersDegreeFrom:
      " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#mastersDegreeFrom> "
    case .doctoralDegreeFrom:
      " <http://www.lehigh.edu/~zhp2/2004/0401/univ-bench.owl#doctoralDegreeFrom> "
    }
  }

  /// The predicate as Turtle writes it, with the space after it.
  var turtleText: StaticString {
    switch self {
    case .type: "a "
    case .name: "ub:name "
    case .emailAddress: "ub:emailAddress "
    case .telephone: "ub:telephone "
    case .age: "ub:age "
    case .researchInterest: "ub:researchInterest "
    case .subOrganizationOf: "ub:subOrganizationOf "
    case .memberOf: "ub:memberOf "
    case .worksFor: "ub:worksFor "
    case .headOf: "ub:headOf "
    case .advisor: "ub:advisor "
    case .teacherOf: "ub:teacherOf "
    case .takesCourse: "ub:takesCourse "
    case .teachingAssistantOf: "ub:teachingAssistantOf "
    case .publicationAuthor: "ub:publicationAuthor "
    case .undergraduateDegreeFrom: "ub:undergraduateDegreeFrom "
    case .mastersDegreeFrom: "ub:mastersDegreeFrom "
    case .doctoralDegreeFrom: "ub:doctoralDegreeFrom "
    }
  }
}
