// The state record against itself.

/// Numbers of the state that must agree with each other.
struct StateCheck: VerifyCheck {
  let name = "state"

  func run(_ context: VerifyContext) throws(StorageError) {
    let state = context.view.state
    checkSegments(state, context)
    if state.foldedTransaction > state.transaction {
      context.found(.state(detail: "folded up to a commit that is not there"))
    }
    for kind in 0..<8 where state.nextSequence[kind] > TermID.payloadMask {
      context.found(.state(detail: "the sequence of kind \(kind) is beyond 60 bits"))
    }
    checkRecorded(state, context)
  }

  private func checkSegments(_ state: StoreState, _ context: VerifyContext) {
    let numbers = state.segments.map(\.number) + state.hashSegments.map(\.number)
    if Set(numbers).count != numbers.count {
      context.found(.state(detail: "a segment number is used twice"))
    }
    if let highest = numbers.max(), highest >= state.nextSegment {
      context.found(.state(detail: "segment \(highest) is not below the next number"))
    }
    for segment in state.segments {
      if segment.transaction > state.transaction || segment.transaction == 0 {
        context.found(.state(detail: "segment \(segment.number) is of an unknown commit"))
      }
      if segment.quadCount <= 0 || !(0...segment.quadCount).contains(segment.namedQuadCount) {
        context.found(.state(detail: "segment \(segment.number) has impossible counts"))
      }
    }
    for segment in state.hashSegments
    where !(16...64).contains(segment.hashBits) || segment.termCount <= 0 {
      context.found(.state(detail: "hash segment \(segment.number) has impossible counts"))
    }
  }

  /// Memory is what is on disk or, while a commit is adopted, a commit behind; never ahead, but for
  /// numbers that are reserved and not used yet.
  private func checkRecorded(_ state: StoreState, _ context: VerifyContext) {
    let recorded = context.recorded
    if state.transaction > recorded.transaction {
      context.found(.state(detail: "memory is ahead of the disk"))
    }
    if recorded.transaction == state.transaction, recorded.segments != state.segments,
      recorded.foldedTransaction == state.foldedTransaction
    {
      context.found(.state(detail: "memory and disk have other segments"))
    }
  }
}
