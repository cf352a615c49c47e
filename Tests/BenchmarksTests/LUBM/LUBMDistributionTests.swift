import TestSupport
import Testing

@testable import Benchmarks

@Suite("LUBM distributions")
struct LUBMDistributionTests {
  private let data: LUBMTripleSet

  init() throws {
    data = try LUBMTripleSet.twoUniversities.get()
  }

  @Test(
    "the table of reference counts is that of the reference data",
    .enabled(if: Suites.isPresent))
  func referenceCounts() throws {
    let text = try Suites.referenceData()
    let reference = LUBMTripleSet(lines: text.lines)
    #expect(reference.count == 100_543)
    #expect(reference.predicateCounts == LUBMReference.predicates)
    #expect(reference.classCounts == LUBMReference.classes)
  }

  @Test("a department has on average what a reference department has")
  func averages() {
    let departments = Double(data.classCounts["Department"] ?? 0)
    #expect(Set(data.predicateCounts.keys) == Set(LUBMReference.predicates.keys))
    #expect(Set(data.classCounts.keys) == Set(LUBMReference.classes.keys))
    let wanted = LUBMReference.predicates.merging(LUBMReference.classes) { first, _ in first }
    let found = data.predicateCounts.merging(data.classCounts) { first, _ in first }
    // Fifteen departments are a small sample themselves: a few percent are chance.
    for (name, count) in wanted.sorted(by: { $0.value > $1.value }) where name != "University" {
      let ratio = Double(found[name] ?? 0) / departments / (Double(count) / 15)
      #expect(abs(ratio - 1) < 0.07, "\(name): \(ratio) of the reference's count a department")
    }
    #expect((990...1_000).contains(found["University"] ?? 0))
  }

  @Test("counts of a department are within the paper's ranges")
  func departmentRanges() {
    var counts: [Substring: [Substring: Int]] = [:]
    for (subject, type) in data.pairs("a") {
      let parts = subject.dropFirst(8).split(separator: "/")
      guard parts[0].contains("Department") else { continue }
      let department = parts[0].hasSuffix(">") ? parts[0].dropLast() : parts[0]
      counts[department, default: [:]][type, default: 0] += 1
    }
    #expect((30...50).contains(counts.count))
    for (department, count) in counts {
      let of = { (type: Substring) in count[type] ?? 0 }
      let ranks: [Substring] = [
        "FullProfessor", "AssociateProfessor", "AssistantProfessor", "Lecturer",
      ]
      let teachers = ranks.map(of).reduce(0, +)
      let graduates = of("GraduateStudent")
      #expect((7...10).contains(of("FullProfessor")), "\(department)")
      #expect((10...14).contains(of("AssociateProfessor")), "\(department)")
      #expect((8...11).contains(of("AssistantProfessor")), "\(department)")
      #expect((5...7).contains(of("Lecturer")), "\(department)")
      #expect((8 * teachers...14 * teachers).contains(of("UndergraduateStudent")))
      #expect((3 * teachers...4 * teachers).contains(graduates))
      #expect((teachers...2 * teachers).contains(of("Course")))
      #expect((teachers...2 * teachers).contains(of("GraduateCourse")))
      #expect((10...20).contains(of("ResearchGroup")))
      #expect((graduates / 5...graduates / 4).contains(of("TeachingAssistant")))
      #expect((graduates / 4...graduates / 3).contains(of("ResearchAssistant")))
    }
  }

  @Test("each person, course and publication has what its class has in the reference")
  func multiplicities() {
    let rules: [(Substring, String, ClosedRange<Int>)] = [
      ("UndergraduateStudent", "takesCourse", 2...4), ("GraduateStudent", "takesCourse", 1...3),
      ("UndergraduateStudent", "advisor", 0...1), ("GraduateStudent", "advisor", 1...1),
      ("UndergraduateStudent", "undergraduateDegreeFrom", 0...0),
      ("GraduateStudent", "undergraduateDegreeFrom", 1...1),
      ("GraduateStudent", "memberOf", 1...1), ("GraduateStudent", "emailAddress", 1...1),
      ("TeachingAssistant", "teachingAssistantOf", 1...1),
      ("ResearchAssistant", "teachingAssistantOf", 0...0),
      ("FullProfessor", "teacherOf", 2...4), ("Lecturer", "teacherOf", 2...4),
      ("FullProfessor", "researchInterest", 1...1), ("Lecturer", "researchInterest", 0...0),
      ("FullProfessor", "headOf", 0...1), ("AssociateProfessor", "headOf", 0...0),
      ("AssistantProfessor", "doctoralDegreeFrom", 1...1), ("Course", "name", 1...1),
      ("ResearchGroup", "name", 0...0), ("ResearchGroup", "subOrganizationOf", 1...1),
    ]
    for (type, predicate, range) in rules {
      #expect(data.multiplicities(predicate, of: type) == Set(range), "\(type) \(predicate)")
    }
  }

  @Test("teachers publish as their rank does, and every publication has its teacher as author")
  func publications() {
    let publications = data.subjects("a", "Publication")
    let byTeacher = Dictionary(grouping: publications) {
      $0.prefix(upTo: $0.lastIndex(of: "/") ?? $0.endIndex) + ">"
    }
    let ranges: [Substring: ClosedRange<Int>] = [
      "FullProfessor": 15...20, "AssociateProfessor": 10...18, "AssistantProfessor": 5...10,
      "Lecturer": 0...5,
    ]
    for (rank, range) in ranges {
      #expect(Set(data.subjects("a", rank).map { byTeacher[$0]?.count ?? 0 }) == Set(range))
    }
    for (teacher, written) in byTeacher {
      #expect(written.allSatisfy { data.has($0, "publicationAuthor", teacher) })
    }
    let authored = data.subjects("a", "GraduateStudent")
      .map { data.subjects("publicationAuthor", $0).count }
    #expect(Set(authored) == Set(0...5))
  }

  @Test("a course has one teacher, at most one teaching assistant, and no assistant has two jobs")
  func assistants() {
    for (course, _) in data.pairs("a").filter({ $0.object == "Course" }) {
      #expect(data.subjects("teacherOf", course).count == 1)
      #expect(data.subjects("teachingAssistantOf", course).count <= 1)
    }
    let teaching = Set(data.subjects("a", "TeachingAssistant"))
    #expect(teaching.isDisjoint(with: data.subjects("a", "ResearchAssistant")))
  }

  @Test("a fifth of the undergraduates has an advisor, and advisors are of all ranks alike")
  func advisors() {
    let undergraduates = data.subjects("a", "UndergraduateStudent")
    let advised = undergraduates.count { !data.objects($0, "advisor").isEmpty }
    #expect(abs(Double(advised) / Double(undergraduates.count) - 0.2) < 0.01)
    let advisors = data.pairs("advisor").map(\.object)
    for rank in ["FullProfessor", "AssociateProfessor", "AssistantProfessor"] {
      let share = Double(advisors.count { $0.contains(rank) }) / Double(advisors.count)
      #expect(abs(share - 1.0 / 3) < 0.02, "\(rank): \(share)")
    }
  }
}
