// What libcurl calls, always on the thread that reads the answer. `context` is the exchange, which is alive as
// long as libcurl has it.

import CCurl
import CCurlBridge

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

private func exchange(_ context: UnsafeMutableRawPointer?) -> Exchange? {
  context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
}

/// Takes a line of the head.
let takeHeadOfExchange: sluice_curl_take = { bytes, size, count, context in
  let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return exchange(context)?.takeHead(line) == true ? line.count : 0
}

/// Takes a piece of the body.
let takeBodyOfExchange: sluice_curl_take = { bytes, size, count, context in
  let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
  // A piece of no bytes asks for no answer but 0.
  if piece.isEmpty { return 0 }
  return switch exchange(context)?.takeBody(piece) {
  case .taken: piece.count
  case .noRoom: Int(CURL_WRITEFUNC_PAUSE)
  case .failed, nil: 0
  }
}

/// Makes the socket for an address that may be connected to.
///
/// The address is the one that the connection is made to, after every look-up: a host's name that resolves to
/// another one a moment later changes nothing.
let openSocketOfExchange: sluice_curl_open = { context, _, address in
  guard let address, exchange(context)?.mayConnect(to: NetworkAddress(address)) == true else {
    return CURL_SOCKET_BAD
  }
  let facts = address.pointee
  return socket(facts.family, facts.socktype | Int32(SOCK_CLOEXEC.rawValue), facts.protocol)
}
