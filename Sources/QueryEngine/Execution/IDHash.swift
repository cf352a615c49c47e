// Hashes of ids, for tables in memory.
//
// Inline ids are chosen by whoever writes the data, so the hash has a secret of the process: a 128-bit product of the id
// with it, both halves folded.

/// Hashes ids; a copy in each table, because a global is looked up at each use.
struct IDHash {
  private let secret = IDHash.processSecret

  private static let processSecret = UInt64.random(in: .min ... .max) | 1

  /// A hash of a row's ids so far and the next one; all bits are mixed.
  @inline(__always)
  func mixed(_ hash: UInt64, _ id: UInt64) -> UInt64 {
    let product = (id ^ hash).multipliedFullWidth(by: secret)
    let folded = (product.high ^ product.low ^ id).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return folded.high ^ folded.low
  }

  /// A number to start random choices from.
  static var seed: UInt64 { processSecret }
}
