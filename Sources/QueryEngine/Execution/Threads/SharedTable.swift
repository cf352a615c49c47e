// What several threads look rows up in, such as the built side of a hash join: the first that needs it builds it.

import Storage

/// Tables by the node that builds them; any thread may use it.
final class SharedTables: @unchecked Sendable {
  // Unchecked: under the lock.
  private let monitor = Monitor()
  private var tables: [ObjectIdentifier: AnyObject] = [:]

  /// The table of a node, which stays the same object.
  func table<Table>(of node: PlanNode, as type: Table.Type) -> SharedTable<Table> {
    monitor.withLock {
      let key = ObjectIdentifier(node)
      if let known = tables[key] as? SharedTable<Table> { return known }
      let new = SharedTable<Table>()
      tables[key] = new
      return new
    }
  }
}

/// A table that is built once; read only afterwards.
final class SharedTable<Table>: @unchecked Sendable {
  // Unchecked: the table is made under the lock and then never changed.
  private let monitor = Monitor()
  private var table: Table?
  private var failure: QueryError?

  /// The table, built by the first caller while others wait.
  func built(_ build: () throws(QueryError) -> Table) throws(QueryError) -> Table {
    try monitor.withLock { () throws(QueryError) in
      if let table { return table }
      if let failure { throw failure }
      do throws(QueryError) {
        let new = try build()
        table = new
        return new
      } catch {
        // What one thread was ended with is not what ends the others.
        if case .memoryExceeded = error { failure = error }
        throw error
      }
    }
  }
}
