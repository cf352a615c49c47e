// The seam of `verify`: a list of checks, one a file.
//
// Checks of one stage run at the same time; a stage begins when the one before is done, because the
// quads' ids are looked up in what the dictionary's check has found, and statistics in what the
// indices' checks have counted.

/// One thing that `verify` looks at.
///
/// A new one goes into a file of its own and into ``VerifyChecks/stages()``. A part of the store whose
/// quads are not in segments adds what it holds to the context's counts (`context.add`), negative for
/// what it takes away, so that statistics still add up.
protocol VerifyCheck: Sendable {
  /// What is checked, for progress and times.
  var name: String { get }
  /// Reports problems to the context; throws what keeps it from going on.
  func run(_ context: VerifyContext) throws(StorageError)
}

/// The checks of every verification, by stage.
enum VerifyChecks {
  static func stages() -> [[any VerifyCheck]] {
    let hasher = QuadHasher()
    // Long ones first: a thread that is done takes the next.
    return [
      [StateCheck()],
      [
        TermsCheck(), FileChecksumCheck(), BlockChecksumCheck(), CommitsCheck(), LedgerCheck(),
        KeysCheck(),
      ],
      IndexOrder.allCases.map { IndexCheck(order: $0, hasher: hasher) } + [
        DisjointCheck(), DeltaCheck(),
      ],
      [OrdersCheck(), StatisticsCheck()],
    ]
  }
}
