// What steps cost, in nanoseconds a row, as measured on the project's kind of machine.
//
// Only their proportions matter. A change shows in `scripts/bench query`.

enum Costs {
  /// A row of a scan: decoding its block.
  static let scanRow = 5.0
  /// The start of a scan.
  static let scanStart = 2_000.0
  /// A row of either side of a merge join.
  static let mergeRow = 4.0
  /// A row of a hash join's built side.
  static let buildRow = 20.0
  /// A row that probes.
  static let probeRow = 15.0
  /// A pair of rows that a merge join compares by further variables.
  static let pair = 1.5
  /// A row that is handed on.
  static let outputRow = 3.0
  /// A look-up in an index somewhere.
  static let lookup = 1_300.0
  /// A look-up close behind the one before.
  static let nearLookup = 300.0
  /// A row that an expression is evaluated on.
  static let expressionRow = 80.0
  /// A row that is put in a set or a group.
  static let groupRow = 30.0
  /// A row that is sorted, beside its logarithm.
  static let sortRow = 60.0
}
