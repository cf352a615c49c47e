import CCurl
import CCurlBridge

/// libcurl, loaded and prepared once, at the first use.
enum CurlLibrary {
  /// Why it cannot be used, or nil where it can.
  static let problem = sluice_curl_start().map { String(cString: $0) }
}

/// The options of every request; what libcurl would take from the environment is set, so that it does not.
enum ExchangeOptions {
  /// Options that are texts.
  static func texts(_ address: HTTPAddress) -> [(CURLoption, String)] {
    [
      (CURLOPT_URL, address.text),
      (CURLOPT_PROTOCOLS_STR, "http,https"),
      // None, whatever `http_proxy` says: a proxy would connect where this process may not.
      (CURLOPT_PROXY, ""),
      (CURLOPT_USERAGENT, "sluice"),
    ]
  }

  /// Options that are numbers.
  static func numbers(_ settings: HTTPSettings) -> [(CURLoption, Int)] {
    [
      // Redirects are followed hop by hop in `HTTPRequest.send`.
      (CURLOPT_FOLLOWLOCATION, 0),
      // In HTTP/2 a paused answer goes on filling libcurl's own window of some megabytes.
      (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
      (CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(settings.connectSeconds * 1_000))),
      // Signals are the process's own business.
      (CURLOPT_NOSIGNAL, 1),
      // A look-up that hangs is left to its thread where the request is given up.
      (CURLOPT_QUICK_EXIT, 1),
      (CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue)),
      (CURLOPT_FRESH_CONNECT, 1),
      (CURLOPT_FORBID_REUSE, 1),
    ]
  }
}
