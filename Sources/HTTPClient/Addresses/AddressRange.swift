/// The addresses that begin with the same bits: `10.0.0.0/8`, `fc00::/7`.
public struct AddressRange: Hashable, Sendable {
  /// Its first address.
  public let first: NetworkAddress
  /// How many leading bits count.
  public let prefixBits: Int

  /// Makes a range, or nil where the address has fewer bits; those behind the prefix don't count.
  public init?(first: NetworkAddress, prefixBits: Int) {
    guard (0...first.bytes.count * 8).contains(prefixBits) else { return nil }
    self.first = first
    self.prefixBits = prefixBits
  }

  /// Reads a range as text: `10.0.0.0/8`, or an address, which is a range of one.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first.flatMap({ NetworkAddress(String($0)) }) else { return nil }
    if parts.count == 1 {
      self.init(first: first, prefixBits: first.bytes.count * 8)
    } else {
      guard parts.count == 2, parts[1].allSatisfy(\.isNumber), let bits = Int(parts[1]) else {
        return nil
      }
      self.init(first: first, prefixBits: bits)
    }
  }

  /// Whether an address is in the range; one of the other family never is.
  public func contains(_ address: NetworkAddress) -> Bool {
    guard address.bytes.count == first.bytes.count else { return false }
    let (whole, rest) = (prefixBits / 8, prefixBits % 8)
    guard address.bytes[..<whole] == first.bytes[..<whole] else { return false }
    return rest == 0 || (address.bytes[whole] ^ first.bytes[whole]) >> (8 - rest) == 0
  }
}
