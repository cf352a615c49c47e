// A statement of generated data as a few integers: its text is made only where it is written.

/// A department's place: the university's index and the department's number in it.
struct LUBMDepartmentID: Hashable, Sendable {
  let university: UInt32
  let number: UInt16
}

/// A resource that has an IRI: a university, a department, or something of a department.
///
/// `http://www.University7.edu`, `http://www.Department3.University7.edu` and, below it,
/// `/GraduateStudent44` or `/FullProfessor2/Publication5`.
struct LUBMResource: Hashable, Sendable {
  let department: LUBMDepartmentID
  /// Which of its kind; 0 for universities and departments, whose number is in `department`.
  let index: UInt16
  let kind: LUBMClass
  /// 0, or one more than the number of a publication of the teacher that the other fields name.
  let publicationOrdinal: UInt8

  /// The university with an index.
  static func university(_ index: UInt32) -> LUBMResource {
    LUBMResource(
      department: LUBMDepartmentID(university: index, number: 0), index: 0, kind: .university,
      publicationOrdinal: 0)
  }

  /// A department itself.
  static func department(_ department: LUBMDepartmentID) -> LUBMResource {
    LUBMResource(department: department, index: 0, kind: .department, publicationOrdinal: 0)
  }

  /// A person, course or research group of a department.
  ///
  /// The largest index is 587 (undergraduates: 42 teachers times 14), so it fits 16 bits.
  static func part(_ kind: LUBMClass, _ index: Int, of department: LUBMDepartmentID) -> LUBMResource
  {
    LUBMResource(
      department: department, index: UInt16(index), kind: kind, publicationOrdinal: 0)
  }

  /// A publication of a teacher; at most 20 a teacher.
  static func publication(_ number: Int, by teacher: LUBMResource) -> LUBMResource {
    LUBMResource(
      department: teacher.department, index: teacher.index, kind: teacher.kind,
      publicationOrdinal: UInt8(number + 1))
  }
}

/// What stands at the end of a statement.
enum LUBMObject: Sendable {
  case resource(LUBMResource)
  case type(LUBMClass)
  /// The literal that names the statement's subject, as `"GraduateStudent44"`.
  case name
  /// The literal `"GraduateStudent44@Department3.University7.edu"` of the statement's subject.
  case emailAddress
  /// The literal `"xxx-xxx-xxxx"`, the same for everybody.
  case telephone
  /// The integer of a person's age.
  case age(Int)
  /// The literal `"Research12"`.
  case researchInterest(Int)
}

/// One statement.
///
/// Its graph, where the format has graphs, is named by the subject's university.
struct LUBMStatement: Sendable {
  let subject: LUBMResource
  let predicate: LUBMPredicate
  let object: LUBMObject
  /// True for what is said about universities that are not generated themselves.
  var isInDefaultGraph = false
}
