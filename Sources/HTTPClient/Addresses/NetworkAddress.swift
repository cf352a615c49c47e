import CCurl

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// An IPv4 or IPv6 address.
public struct NetworkAddress: Hashable, Sendable {
  /// Four or sixteen bytes, the first one first.
  public let bytes: [UInt8]

  /// Makes an address of four or sixteen bytes, or nil of other counts.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// Reads an address as text: `192.0.2.1`, `2001:db8::1`.
  public init?(_ text: String) {
    var room = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &room) == 1 {
      self.init(bytes: Array(room[..<4]))
    } else if inet_pton(AF_INET6, text, &room) == 1 {
      self.init(bytes: room)
    } else {
      return nil
    }
  }

  /// The address that libcurl is about to connect to, or nil where it is of another family.
  init?(_ pointer: UnsafePointer<curl_sockaddr>) {
    guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
    // The field is declared as a `sockaddr` and has room for every kind of address: `addrlen` counts.
    let start = UnsafeRawPointer(pointer) + offset
    let length = Int(pointer.pointee.addrlen)
    switch pointer.pointee.family {
    case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
      let address = start.loadUnaligned(as: sockaddr_in.self).sin_addr
      bytes = withUnsafeBytes(of: address) { Array($0) }
    case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
      let address = start.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      bytes = withUnsafeBytes(of: address) { Array($0) }
    default: return nil
    }
  }

  /// Whether it is an IPv4 address.
  var isIPv4: Bool { bytes.count == 4 }
}

extension NetworkAddress: CustomStringConvertible {
  /// The address as people write it.
  public var description: String {
    var room = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = isIPv4 ? AF_INET : AF_INET6
    guard inet_ntop(family, bytes, &room, socklen_t(room.count)) != nil else { return "?" }
    return room.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? "?"
    }
  }
}
