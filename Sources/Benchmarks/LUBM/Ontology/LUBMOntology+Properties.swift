// The 32 properties.

/// A property with its kind, domain, range and place among the others.
struct LUBMOntologyProperty {
  let name: String
  var kind = "ObjectProperty"
  var domain: String?
  var range: String?
  var parent: String?
  var inverse: String?

  /// What is said about the property.
  var entry: LUBMOntologyEntry {
    var axioms: [(LUBMOntologyTerm, LUBMOntologyTerm)] = [(.type, .owl(kind))]
    if let parent { axioms.append((.rdfs("subPropertyOf"), .ub(parent))) }
    if let inverse { axioms.append((.owl("inverseOf"), .ub(inverse))) }
    if let domain { axioms.append((.rdfs("domain"), .ub(domain))) }
    if let range { axioms.append((.rdfs("range"), .ub(range))) }
    return LUBMOntologyEntry(subject: .ub(name), axioms: axioms)
  }
}

extension LUBMOntology {
  /// The properties: membership, degrees, organizations, teaching, publications, then literals.
  static let properties: [LUBMOntologyProperty] = [
    .init(name: "member", domain: "Organization", range: "Person"),
    .init(name: "memberOf", inverse: "member"),
    .init(name: "worksFor", parent: "memberOf"),
    .init(name: "headOf", parent: "worksFor"),
    .init(name: "degreeFrom", domain: "Person", range: "University", inverse: "hasAlumnus"),
    .init(name: "hasAlumnus", domain: "University", range: "Person", inverse: "degreeFrom"),
    degree("undergraduateDegreeFrom"), degree("mastersDegreeFrom"), degree("doctoralDegreeFrom"),
    .init(
      name: "subOrganizationOf", kind: "TransitiveProperty", domain: "Organization",
      range: "Organization"),
    .init(name: "affiliateOf", domain: "Organization", range: "Person"),
    .init(name: "affiliatedOrganizationOf", domain: "Organization", range: "Organization"),
    .init(name: "orgPublication", domain: "Organization", range: "Publication"),
    .init(name: "researchProject", domain: "ResearchGroup", range: "Research"),
    .init(name: "advisor", domain: "Person", range: "Professor"),
    .init(name: "teacherOf", domain: "Faculty", range: "Course"),
    .init(name: "takesCourse"),
    .init(name: "teachingAssistantOf", domain: "TeachingAssistant", range: "Course"),
    .init(name: "listedCourse", domain: "Schedule", range: "Course"),
    .init(name: "tenured", domain: "Professor"),
    .init(name: "publicationAuthor", domain: "Publication", range: "Person"),
    .init(name: "publicationDate", domain: "Publication"),
    .init(name: "publicationResearch", domain: "Publication", range: "Research"),
    .init(name: "softwareDocumentation", domain: "Software", range: "Publication"),
    .init(name: "softwareVersion", domain: "Software"),
    literal("age", of: "Person"), literal("emailAddress", of: "Person"),
    literal("telephone", of: "Person"), literal("title", of: "Person"),
    literal("name"), literal("officeNumber"), literal("researchInterest"),
  ]

  private static func degree(_ name: String) -> LUBMOntologyProperty {
    .init(name: name, domain: "Person", range: "University", parent: "degreeFrom")
  }

  private static func literal(_ name: String, of domain: String? = nil) -> LUBMOntologyProperty {
    .init(name: name, kind: "DatatypeProperty", domain: domain)
  }
}
