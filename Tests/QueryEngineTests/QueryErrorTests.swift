import Testing

@testable import QueryEngine

@Suite("query errors")
struct QueryErrorTests {
  @Test("errors are told apart")
  func distinct() {
    #expect(QueryError.cancelled != .timedOut(seconds: 1))
  }
}
