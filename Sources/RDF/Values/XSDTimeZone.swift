/// A time zone offset, as dates and times carry it: minutes east of UTC, at most 14 hours either way.
public struct XSDTimeZone: Hashable, Sendable {
  private let storedMinutes: Int16

  /// Minutes east of UTC, from -840 to 840.
  public var minutes: Int { Int(storedMinutes) }

  /// UTC, written `Z`.
  public static let utc = XSDTimeZone(unchecked: 0)

  /// Makes an offset, or nil where it is more than 14 hours.
  public init?(minutes: Int) {
    guard minutes.magnitude <= 840 else { return nil }
    self.init(unchecked: minutes)
  }

  /// `minutes` is from -840 to 840.
  init(unchecked minutes: Int) { storedMinutes = Int16(minutes) }

  /// Appends `Z` or `+hh:mm`.
  func appendCanonicalForm(to output: inout [UInt8]) {
    if storedMinutes == 0 { return output.append(ASCII.upperZ) }
    output.append(storedMinutes < 0 ? ASCII.minus : ASCII.plus)
    output.appendPadded(UInt64(storedMinutes.magnitude) / 60, digits: 2)
    output.append(ASCII.colon)
    output.appendPadded(UInt64(storedMinutes.magnitude) % 60, digits: 2)
  }
}
