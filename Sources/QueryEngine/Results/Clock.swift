import RDF

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The wall clock.
enum Clock {
  /// The present time in UTC, to the millisecond.
  static var now: XSDDateTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var parts = tm()
    gmtime_r(&time.tv_sec, &parts)
    func digits(_ value: Int32, _ count: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let text =
      "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
      + "T\(digits(parts.tm_hour, 2)):\(digits(parts.tm_min, 2)):\(digits(parts.tm_sec, 2))"
      + ".\(digits(Int32(time.tv_nsec / 1_000_000), 3))Z"
    guard case .dateTime(let now)? = XSDValue(text, datatype: .dateTime) else {
      preconditionFailure("the clock shows a date and a time")
    }
    return now
  }
}
