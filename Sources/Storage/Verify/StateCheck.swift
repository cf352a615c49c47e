// The state record against itself.

/// Numbers of the state that must agree with each other, and the keys of `meta`.
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
    try checkStored(state, context)
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

  /// What is in memory must be what is on disk, unless a commit has passed in between.
  private func checkStored(
    _ state: StoreState, _ context: VerifyContext
  ) throws(StorageError) {
    let snapshot = context.view.snapshot
    guard
      let bytes = try context.database.value(.meta, key: StoreState.key, snapshot: snapshot)
    else { return context.found(.state(detail: "there is no state record")) }
    var stored = try StoreState(bytes)
    // Numbers are reserved in memory; the next commit writes them down.
    guard stored.nextSegment <= state.nextSegment else {
      return context.found(.state(detail: "segment numbers go back"))
    }
    stored.nextSegment = state.nextSegment
    if stored != state { context.found(.state(detail: "memory and disk differ")) }
  }
}
