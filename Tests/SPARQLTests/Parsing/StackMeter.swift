import Glibc

/// Measures how much stack some work needs.
///
/// The work runs on a thread of its own, whose stack was filled with a pattern before; what of the
/// pattern is gone afterwards was used.
enum StackMeter {
  private static let pattern: UInt8 = 0xA5
  private static let page = 4096

  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// The bytes of stack that `body` uses, in pages; `limit` is all that it gets.
  static func bytesUsed(limit: Int = 8 << 20, _ body: @escaping () -> Void) -> Int {
    guard
      let stack = mmap(
        nil, limit, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      stack != MAP_FAILED
    else { preconditionFailure("there is memory for a stack") }
    defer { munmap(stack, limit) }
    memset(stack, Int32(pattern), limit)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstack(&attributes, stack, limit)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { context in
        guard let context else { return nil }
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
        return nil
      }, Unmanaged.passRetained(Work(body)).toOpaque())
    precondition(status == 0, "a thread can be made")
    pthread_join(thread, nil)
    // Stacks grow down: what was never reached is at the low end. A page at a time is exact enough.
    let untouched = [UInt8](repeating: pattern, count: page)
    var low = 0
    while low < limit, memcmp(stack + low, untouched, page) == 0 { low += page }
    return limit - low
  }
}
