import TestSupport
import Testing

@testable import Benchmarks

@Suite("LUBM queries")
struct LUBMQueryTests {
  @Test(
    "the queries by hand give the official answers on the reference data",
    .enabled(if: Suites.isPresent))
  func referenceAnswers() throws {
    let text = try Suites.referenceData()
    let queries = LUBMAnswers(data: LUBMTripleSet(lines: text.lines))
    let official = [4, 0, 6, 34, 719, 7790, 67, 7790, 208, 4, 224, 15, 1, 5916]
    #expect((1...14).map { queries.answers($0) } == official)
  }

  @Test("all 14 queries have answers on two universities")
  func answersOnGeneratedData() throws {
    let queries = LUBMAnswers(data: try LUBMTripleSet.twoUniversities.get())
    for number in 1...14 {
      #expect(queries.answers(number) > 0, "query \(number)")
    }
  }

  @Test("every university has a graduate with a degree of its own")
  func ownGraduates() throws {
    for index in [999, 123_456] {
      let generator = try LUBMGenerator(universities: 1, seed: 5, startIndex: index)
      let own = " <\(Name.ontology)undergraduateDegreeFrom> <http://www.University\(index).edu> ."
      let lines = try output(generator).lines
      #expect(lines.contains { $0.contains("/GraduateStudent") && $0.hasSuffix(own) })
    }
  }

  @Test("somebody takes the first graduate course of every department")
  func firstGraduateCourse() throws {
    let data = try LUBMTripleSet.twoUniversities.get()
    for department in data.subjects("a", "Department") {
      #expect(!data.subjects("takesCourse", department.dropLast() + "/GraduateCourse0>").isEmpty)
    }
  }
}
