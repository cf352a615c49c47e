/// What a query leaves to what it waits for: an endpoint's answer, a document.
public struct RequestLimits: Sendable {
  /// Seconds until the query's deadline, or nil without one.
  public var secondsLeft: Double?
  /// Bytes of memory that an answer may take; ``Int/max`` is any.
  public var memoryBytes: Int
  /// Whether the query is over, by its deadline or by its caller; to be asked some twenty times a second.
  public var isOver: @Sendable () -> Bool

  /// Makes limits; the default ones are none.
  public init(
    secondsLeft: Double? = nil, memoryBytes: Int = .max,
    isOver: @escaping @Sendable () -> Bool = { false }
  ) {
    self.secondsLeft = secondsLeft
    self.memoryBytes = memoryBytes
    self.isOver = isOver
  }

  /// What a query leaves.
  init(_ control: QueryControl) {
    // The rest is for the rows that the answer becomes.
    self.init(secondsLeft: control.secondsLeft, memoryBytes: control.memoryBytes / 2) {
      control.isOver
    }
  }
}

extension QueryControl {
  /// Whether the query has to end; ``check()`` says why.
  package var isOver: Bool {
    do throws(QueryError) {
      try check()
      return false
    } catch { return true }
  }
}
