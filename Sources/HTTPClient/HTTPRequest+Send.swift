extension HTTPRequest {
  /// Sends the request and waits for the head of its answer, redirects followed.
  ///
  /// Blocks the calling thread. A redirect keeps the method and the body, but for 303, which asks for the answer
  /// by GET; each one's address is checked as the first one's is. Host names say nothing: see ``AddressPolicy``.
  ///
  /// - Parameters:
  ///   - settings: How it is sent, and what bounds the answer.
  ///   - isStopped: Asked some twenty times a second, also while the body is read; true gives it up.
  /// - Returns: An answer with a status of 200 to 299.
  /// - Throws: ``HTTPError``.
  public func send(
    _ settings: HTTPSettings = HTTPSettings(),
    isStopped: @escaping @Sendable () -> Bool = { false }
  ) throws(HTTPError) -> HTTPResponse {
    let patience = Patience(settings, isStopped: isStopped)
    var (request, address) = (self, try HTTPAddress(url))
    for _ in 0...max(0, settings.redirects) {
      let exchange = try Exchange(request, to: address, settings, patience)
      try exchange.awaitHead()
      switch exchange.head.status {
      case 200..<300: return HTTPResponse(exchange, url: address.text)
      case 301, 302, 303, 307, 308:
        guard let location = exchange.head["location"] else {
          throw HTTPError(
            url: address.text, .status(exchange.head.status, excerpt: exchange.excerpt()))
        }
        address = try address.redirected(to: location)
        if exchange.head.status == 303 { request = request.withoutBody }
      case let status:
        throw HTTPError(url: address.text, .status(status, excerpt: exchange.excerpt()))
      }
    }
    throw HTTPError(url: url, .tooManyRedirects(limit: settings.redirects))
  }

  /// The request that asks for the answer to this one.
  private var withoutBody: HTTPRequest {
    var request = self
    request.body = nil
    request.headers.removeAll { $0.name.lowercased().hasPrefix("content-") }
    return request
  }
}
