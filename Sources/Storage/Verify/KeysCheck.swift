// Keys that no version in this format writes: names in `meta`, and families that are kept free.

/// Looks for keys that nobody should have written.
struct KeysCheck: VerifyCheck {
  let name = "keys"

  func run(_ context: VerifyContext) throws(StorageError) {
    try checkNames(context)
    for family: Family in [.unused, .given, .views, .cache] {
      let cursor = context.cursor(family)
      cursor.seekToFirst()
      // The first tells enough: whoever wrote it may have written millions.
      if cursor.isValid {
        context.found(.unknownKey(family: family.name, key: [UInt8](cursor.key)))
      }
      try cursor.check()
    }
  }

  private func checkNames(_ context: VerifyContext) throws(StorageError) {
    let counts = context.recorded.segments.map { StatisticsRecord.key($0.number) }
    let known = Set([StoreState.key, StoreState.formatKey, StoreState.hashKey] + counts)
    let cursor = context.cursor(.meta)
    cursor.seekToFirst()
    while cursor.isValid {
      let key = [UInt8](cursor.key)
      if !known.contains(key) { context.found(.unknownKey(family: Family.meta.name, key: key)) }
      cursor.next()
    }
    try cursor.check()
  }
}
