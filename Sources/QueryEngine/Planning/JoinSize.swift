/// How many rows a join is expected to have, and how many distinct values of its variables.
///
/// Sizes follow from distinct values: |A ⋈ B| = |A| |B| / max(d_A, d_B) for each shared variable (Selinger et al. 1979,
/// "Access path selection in a relational database management system").
struct JoinSize {
  var rows: Double
  var distinct: [Slot: Double]

  /// The rows of a plan.
  init(_ plan: PlanNode) { (rows, distinct) = (plan.rows, plan.distinct) }

  /// The rows of a pattern.
  init(_ pattern: ResolvedPattern) { (rows, distinct) = (pattern.rows, pattern.distinct) }

  /// The join of two by the variables that they share.
  init(_ a: JoinSize, _ b: JoinSize, shared: some Sequence<Slot>) {
    rows = a.rows * b.rows
    distinct = a.distinct.merging(b.distinct) { min($0, $1) }
    for slot in shared {
      let left = a.values(slot)
      let right = b.values(slot)
      rows /= max(left, right)
      distinct[slot] = min(left, right)
    }
    limitValues()
  }

  /// The join of two plans.
  init(_ a: PlanNode, _ b: PlanNode) {
    self.init(JoinSize(a), JoinSize(b), shared: Set(a.slots).intersection(b.slots))
  }

  /// Distinct values of a variable.
  func values(_ slot: Slot) -> Double { max(1, min(distinct[slot] ?? rows, rows)) }

  /// Takes on that variables have no more values than so many.
  mutating func limit(values: [Slot: Double]) {
    distinct.merge(values) { min($0, $1) }
    limitValues()
  }

  private mutating func limitValues() {
    for (slot, values) in distinct { distinct[slot] = min(values, max(rows, 1)) }
  }
}
