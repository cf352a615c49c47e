/// A size in bytes, written as in pipeline files and flags: `512MiB`, `20GB`, `1048576`.
///
/// Units are `B`, `kB MB GB TB` (powers of 1,000) and `KiB MiB GiB TiB` (powers of 1,024); a number
/// alone counts bytes. `512M` is refused rather than guessed at.
public struct ByteCount: Hashable, Sendable {
  /// How many bytes; never negative.
  public let bytes: Int

  /// Makes a size of `bytes`, which must not be negative.
  public init(_ bytes: Int) {
    precondition(bytes >= 0, "a size is never negative")
    self.bytes = bytes
  }

  /// Reads a size as users write it.
  ///
  /// - Throws: ``ValueTextError`` where the text is not a whole number with a known unit, or the size
  ///   is over what an `Int` holds.
  public init(parsing text: String) throws(ValueTextError) {
    let example = "write it as 512MiB or 20GB"
    guard let parts = NumberWithUnit.split(text), parts.count == 1 else {
      throw ValueTextError("is not a size", hint: example)
    }
    let part = parts[0]
    guard !part.unit.isEmpty else {
      bytes = part.number
      return
    }
    guard let unit = Self.units.first(where: { $0.name == part.unit }) else {
      throw Self.unknownUnit(part)
    }
    let (product, overflow) = part.number.multipliedReportingOverflow(by: unit.bytes)
    guard !overflow else { throw ValueTextError("is too large a size") }
    bytes = product
  }

  private static func unknownUnit(_ part: NumberWithUnit) -> ValueTextError {
    let message = "has the unknown unit `\(part.unit)`"
    let lowercased = part.unit.lowercased()
    if let unit = units.first(where: { $0.name.lowercased() == lowercased }) {
      return ValueTextError(message, hint: "did you mean `\(part.number)\(unit.name)`?")
    }
    if ["k", "m", "g", "t"].contains(lowercased) {
      let letter = lowercased.uppercased()
      let decimal = letter == "K" ? "kB" : letter + "B"
      return ValueTextError(
        message, hint: "write `\(part.number)\(letter)iB` or `\(part.number)\(decimal)`")
    }
    return ValueTextError(message, hint: "units are \(units.map(\.name).joined(separator: ", "))")
  }

  /// Every unit with its bytes, binary ones first, so that they win a tie when a size is shown.
  static let units: [(name: String, bytes: Int)] = [
    ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
    ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ("B", 1),
  ]
}

extension ByteCount: Comparable {
  /// Compares by bytes.
  public static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
}

extension ByteCount: CustomStringConvertible {
  /// The size exactly, in the unit that gives the smallest whole number: `4GiB`, `20GB`, `1500B`.
  public var description: String {
    guard bytes > 0 else { return "0B" }
    let exact = Self.units.filter { bytes % $0.bytes == 0 }
    let best = exact.min { bytes / $0.bytes < bytes / $1.bytes }
    return best.map { "\(bytes / $0.bytes)\($0.name)" } ?? "\(bytes)B"
  }
}
