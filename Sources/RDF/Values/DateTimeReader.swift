// Reads the fragments that dates, times and Gregorian types are made of, from UTF-8 bytes.
//
// The reader holds only a position; each call gets the bytes. That keeps it free of unsafe pointers and
// of memory. `isCanonical` turns false at the first fragment that has another canonical spelling.

struct DateTimeReader {
  var position = 0
  var isCanonical = true

  /// Whether `byte` comes next; takes it.
  @inline(__always)
  mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  @inline(__always)
  mutating func twoDigits(_ bytes: Span<UInt8>) -> Int? {
    guard position + 1 < bytes.count, ASCII.isDigit(bytes[position]),
      ASCII.isDigit(bytes[position + 1])
    else { return nil }
    let value = Int(bytes[position] - ASCII.zero) * 10 + Int(bytes[position + 1] - ASCII.zero)
    position += 2
    return value
  }

  @inline(__always)
  mutating func twoDigits(_ bytes: Span<UInt8>, in range: ClosedRange<Int>) -> Int? {
    guard let value = twoDigits(bytes), range.contains(value) else { return nil }
    return value
  }

  /// `-?([1-9][0-9]{3,}|0[0-9]{3})`; nil also beyond ``XSDLimits/yearMagnitude``.
  @inline(__always)
  mutating func year(_ bytes: Span<UInt8>) -> Int? {
    let isNegative = take(ASCII.minus, bytes)
    let start = position
    var value = 0
    while position < bytes.count, ASCII.isDigit(bytes[position]) {
      value = value * 10 + Int(bytes[position] - ASCII.zero)
      if value > XSDLimits.yearMagnitude { return nil }
      position += 1
    }
    let digits = position - start
    guard digits >= 4, digits == 4 || bytes[start] != ASCII.zero else { return nil }
    // "-0000" is the year 0000.
    if isNegative, value == 0 { isCanonical = false }
    return isNegative ? -value : value
  }

  /// `YYYY-MM-DD`, as days since 1970.
  @inline(__always)
  mutating func day(_ bytes: Span<UInt8>) -> Int? {
    guard let year = year(bytes), take(ASCII.minus, bytes),
      let month = twoDigits(bytes, in: 1...12), take(ASCII.minus, bytes),
      let day = twoDigits(bytes), day >= 1,
      day <= GregorianCalendar.daysInMonth(month, of: year)
    else { return nil }
    return GregorianCalendar.day(year: year, month: month, day: day)
  }

  /// `hh:mm:ss(.s+)?`, as seconds of the day (86,400 for 24:00:00) and attoseconds.
  @inline(__always)
  mutating func time(_ bytes: Span<UInt8>) -> (seconds: Int, attoseconds: UInt64)? {
    guard let hour = twoDigits(bytes, in: 0...24), take(ASCII.colon, bytes),
      let minute = twoDigits(bytes, in: 0...59), take(ASCII.colon, bytes),
      let second = twoDigits(bytes, in: 0...59), let attoseconds = fraction(bytes)
    else { return nil }
    if hour == 24 {
      guard minute == 0, second == 0, attoseconds == 0 else { return nil }
      isCanonical = false
    }
    return (hour * 3600 + minute * 60 + second, attoseconds)
  }

  /// `(\.[0-9]+)?` in attoseconds; nil where digits beyond the 18th are not all zero.
  @inline(__always)
  mutating func fraction(_ bytes: Span<UInt8>) -> UInt64? {
    guard take(ASCII.dot, bytes) else { return 0 }
    let start = position
    var value: UInt64 = 0
    while position < bytes.count, ASCII.isDigit(bytes[position]) {
      if position - start < XSDLimits.secondFractionDigits {
        // At most 18 digits: below 2^63.
        value = value &* 10 &+ UInt64(bytes[position] &- ASCII.zero)
      } else if bytes[position] != ASCII.zero {
        return nil
      }
      position += 1
    }
    let digits = position - start
    guard digits > 0 else { return nil }
    if bytes[position - 1] == ASCII.zero { isCanonical = false }
    for _ in 0..<max(0, XSDLimits.secondFractionDigits - digits) { value *= 10 }
    return value
  }

  /// `(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?` and the end; nil where anything else is there.
  @inline(__always)
  mutating func timeZoneAtEnd(_ bytes: Span<UInt8>) -> XSDTimeZone?? {
    if position == bytes.count { return .some(nil) }
    if take(ASCII.upperZ, bytes) { return position == bytes.count ? .some(.utc) : nil }
    let isNegative = take(ASCII.minus, bytes)
    guard isNegative || take(ASCII.plus, bytes), let hours = twoDigits(bytes, in: 0...14),
      take(ASCII.colon, bytes), let minutes = twoDigits(bytes, in: 0...59),
      hours < 14 || minutes == 0, position == bytes.count
    else { return nil }
    let offset = hours * 60 + minutes
    if offset == 0 { isCanonical = false }
    return .some(XSDTimeZone(unchecked: isNegative ? -offset : offset))
  }
}

extension Array where Element == UInt8 {
  /// Appends a year: four digits or more, with a minus sign where negative.
  mutating func append(year: Int) {
    if year < 0 { append(ASCII.minus) }
    appendPadded(UInt64(year.magnitude), digits: 4)
  }

  /// Appends `-MM`.
  mutating func append(hyphenated value: Int) {
    append(ASCII.minus)
    appendPadded(UInt64(value), digits: 2)
  }

  /// Appends `YYYY-MM-DD`.
  mutating func append(day: Int) {
    let date = GregorianCalendar.date(ofDay: day)
    if (0...9999).contains(date.year) {
      let start = count
      append(text: "0000-00-00")
      overwrite(at: start, twoDigits: date.year / 100)
      overwrite(at: start + 2, twoDigits: date.year % 100)
      overwrite(at: start + 5, twoDigits: date.month)
      return overwrite(at: start + 8, twoDigits: date.day)
    }
    append(year: date.year)
    append(hyphenated: date.month)
    append(hyphenated: date.day)
  }

  /// Appends `hh:mm:ss` and the fraction.
  mutating func append(secondOfDay: Int, attoseconds: UInt64) {
    let start = count
    append(text: "00:00:00")
    overwrite(at: start, twoDigits: secondOfDay / 3600)
    overwrite(at: start + 3, twoDigits: secondOfDay / 60 % 60)
    overwrite(at: start + 6, twoDigits: secondOfDay % 60)
    appendFraction(attoseconds: attoseconds)
  }
}
