// Decoded pages of terms that all readers of a store share: what one query has decoded, the next need not.
//
//     id ──► window (32 ids) ──► stripe, with a lock ──► bucket of two pages, as in DecodedPages
//
// A term's id is given once, so a page says the same under every snapshot. It does not say that a snapshot has the
// term: who asks for that reads the snapshot itself.

/// Pages by their ids; any thread may use it.
final class SharedPages: @unchecked Sendable {
  // Unchecked: each stripe is under its own lock.
  private final class Stripe {
    let monitor = Monitor()
    /// Two for each bucket, once there is a page to keep: a look-up needs few of the stripes.
    var slots: [DecodedPage?] = []
    var keptBytes = 0
  }

  /// Locks, so that threads rarely wait for one another.
  private static let stripeCount = 64
  /// A page of larger terms is its reader's alone.
  private static let largestPageBytes = 64 << 10
  /// Bytes of a page beside its terms.
  private static let pageBytes = 400

  private let stripes: [Stripe]
  private let buckets: Int
  private let stripeBytes: Int

  /// Holds `bytes` at most, about.
  init(bytes: Int) {
    stripeBytes = bytes / Self.stripeCount
    // About twice as many places as pages of common terms.
    buckets = max(stripeBytes / 2_048, 1)
    stripes = (0..<Self.stripeCount).map { _ in Stripe() }
  }

  /// The page that holds an id, where it is here.
  func page(of id: UInt64) -> DecodedPage? {
    let (stripe, bucket) = place(id)
    return stripe.monitor.withLock {
      if stripe.slots.isEmpty { return nil }
      for way in 0..<2 {
        if let page = stripe.slots[2 * bucket + way], page.first <= id, id <= page.last {
          return page
        }
      }
      return nil
    }
  }

  /// Keeps a page that holds an id, in the place of another; where there is no more room, all of a stripe goes.
  func keep(_ page: DecodedPage, for id: UInt64) {
    guard page.byteCount <= Self.largestPageBytes else { return }
    let (stripe, bucket) = place(id)
    let way = page.first < id & ~31 ? 0 : 1
    let bytes = page.byteCount + Self.pageBytes
    stripe.monitor.withLock {
      if stripe.keptBytes + bytes > stripeBytes {
        for index in stripe.slots.indices { stripe.slots[index] = nil }
        stripe.keptBytes = 0
      }
      if stripe.slots.isEmpty { stripe.slots = Array(repeating: nil, count: 2 * buckets) }
      let slot = 2 * bucket + way
      if let old = stripe.slots[slot] { stripe.keptBytes -= old.byteCount + Self.pageBytes }
      stripe.keptBytes += bytes
      stripe.slots[slot] = page
    }
  }

  private func place(_ id: UInt64) -> (Stripe, Int) {
    let hash = (id >> 5) &* 0x9E37_79B9_7F4A_7C15
    let stripe = Int(truncatingIfNeeded: hash >> 58)
    return (stripes[stripe], Int(truncatingIfNeeded: (hash >> 20) & 0xFFFF_FFFF) % buckets)
  }
}
