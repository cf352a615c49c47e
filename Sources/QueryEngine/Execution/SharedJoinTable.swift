// The built side of a hash join that several threads probe: the first that needs it builds it.

import Storage

/// Tables by the node that builds them; any thread may use it.
final class SharedJoinTables: @unchecked Sendable {
  // Unchecked: under the lock.
  private let monitor = Monitor()
  private var tables: [ObjectIdentifier: SharedJoinTable] = [:]

  /// The table of a node, which stays the same object.
  func table(of node: PlanNode) -> SharedJoinTable {
    monitor.withLock {
      let key = ObjectIdentifier(node)
      if let known = tables[key] { return known }
      let new = SharedJoinTable()
      tables[key] = new
      return new
    }
  }
}

/// A table that is built once; read only afterwards.
final class SharedJoinTable: @unchecked Sendable {
  // Unchecked: the table is made under the lock and then never changed.
  private let monitor = Monitor()
  private var table: JoinTable?
  private var failure: QueryError?

  /// The table, built by the first caller while others wait.
  func built(_ build: () throws(QueryError) -> JoinTable) throws(QueryError) -> JoinTable {
    try monitor.withLock { () throws(QueryError) in
      if let table { return table }
      if let failure { throw failure }
      do throws(QueryError) {
        let new = try build()
        table = new
        return new
      } catch {
        failure = error
        throw error
      }
    }
  }
}
