// Which addresses may be connected to.
//
// A query that comes from outside could otherwise make this process ask what only it can reach: services of the
// same machine and network, the metadata of a cloud. Host names say nothing, because whoever owns a name decides
// what it resolves to, each time anew. So the address itself is asked, where its socket is made.
//
//     IPv4    all but IANA's special-purpose ranges, multicast and the reserved rest
//     IPv6    what is given out of 2000::/3, but for its special ranges; an IPv4 address inside of an IPv6 address
//             (mapped, NAT64) is asked as such
//
// Sources: IANA's registries of IPv4 and IPv6 special-purpose addresses, RFC 6890, RFC 6052, RFC 8215.

/// Which addresses may be connected to.
public struct AddressPolicy: Hashable, Sendable {
  /// Public addresses only.
  public static let publicOnly = AddressPolicy()
  /// Every address, those of this machine among them.
  public static let any = AddressPolicy(allowsAll: true)

  private var allowsAll = false
  private var allowed: [AddressRange] = []

  private init(allowsAll: Bool) { self.allowsAll = allowsAll }

  /// Allows public addresses, and those of `ranges`.
  public init(alsoAllowing ranges: [AddressRange] = []) { allowed = ranges }

  /// Whether an address may be connected to.
  public func allows(_ address: NetworkAddress) -> Bool {
    allowsAll || address.isPublic
      || allowed.contains { range in
        address.meanings.contains { range.contains($0) }
      }
  }
}

extension NetworkAddress {
  /// Whether the address is one of the public internet.
  public var isPublic: Bool {
    if let inner = embeddedIPv4 { return inner.isPublic }
    if isIPv4 { return !Self.specialIPv4.contains { $0.contains(self) } }
    return Self.globalIPv6.contains { $0.contains(self) }
      && !Self.specialIPv6.contains { $0.contains(self) }
  }

  /// The address, and what it stands for.
  fileprivate var meanings: [NetworkAddress] { [self] + [embeddedIPv4].compactMap(\.self) }

  /// The IPv4 address that a mapped or NAT64 address leads to, or nil for others.
  private var embeddedIPv4: NetworkAddress? {
    guard Self.embedding.contains(where: { $0.contains(self) }) else { return nil }
    return NetworkAddress(bytes: Array(bytes.suffix(4)))
  }

  private static func ranges(_ texts: String...) -> [AddressRange] {
    texts.map { text in
      guard let range = AddressRange(text) else { preconditionFailure("\(text) is no range") }
      return range
    }
  }

  /// Mapped addresses, and the well-known prefix of NAT64.
  private static let embedding = ranges("::ffff:0:0/96", "64:ff9b::/96")

  private static let specialIPv4 = ranges(
    "0.0.0.0/8",  // this network
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",  // private
    "100.64.0.0/10",  // behind a provider's NAT
    "127.0.0.0/8",  // this machine
    "169.254.0.0/16",  // link-local, and the metadata of clouds
    "192.0.0.0/24",  // protocol assignments
    "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",  // documentation
    "192.88.99.0/24",  // 6to4 relays, given up
    "198.18.0.0/15",  // benchmarks
    "224.0.0.0/4",  // multicast
    "240.0.0.0/4")  // reserved, and broadcast

  private static let globalIPv6 = ranges("2000::/3")

  private static let specialIPv6 = ranges(
    "2001::/23",  // protocol assignments: Teredo, ORCHID, benchmarks
    "2001:db8::/32", "3fff::/20",  // documentation
    "2002::/16")  // 6to4, which leads to any IPv4 address
}
