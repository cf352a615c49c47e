import CCurl
import CCurlBridge

/// An http or https URL as libcurl reads it, so that what is checked here is what it connects to.
struct HTTPAddress {
  /// The whole URL, without a fragment.
  let text: String
  /// Whether it is https.
  let isSecure: Bool

  /// Reads an absolute URL.
  init(_ text: String) throws(HTTPError) {
    do throws(URLProblem) { self = try Self.read([text]) } catch {
      throw HTTPError(url: text, .invalidURL(error.reason))
    }
  }

  private init(text: String, isSecure: Bool) {
    self.text = text
    self.isSecure = isSecure
  }

  /// Where a redirect from here leads.
  func redirected(to location: String) throws(HTTPError) -> HTTPAddress {
    let target: HTTPAddress
    do throws(URLProblem) { target = try Self.read([text, location]) } catch {
      throw HTTPError(url: text, .redirect(to: location, "which is not followed: \(error.reason)"))
    }
    guard target.isSecure || !isSecure else {
      throw HTTPError(
        url: text, .redirect(to: target.text, "which is not followed: it would give up https"))
    }
    return target
  }

  private struct URLProblem: Error {
    let reason: String
  }

  /// Reads a URL, then others, each relative to the one before.
  private static func read(_ texts: [String]) throws(URLProblem) -> HTTPAddress {
    if let reason = CurlLibrary.problem { throw URLProblem(reason: reason) }
    guard let handle = sluice_curl_url() else {
      throw URLProblem(reason: "there is no memory for it")
    }
    defer { sluice_curl_url_cleanup(handle) }
    for text in texts {
      guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
        throw URLProblem(reason: "the URL has a control character")
      }
      let flags = UInt32(CURLU_URLENCODE | CURLU_DISALLOW_USER)
      let code = sluice_curl_url_set(handle, CURLUPART_URL, text, flags)
      if code == CURLUE_USER_NOT_ALLOWED {
        throw URLProblem(reason: "the URL has a user's name in it, which is not sent")
      }
      guard code == CURLUE_OK else { throw URLProblem(reason: "it is no http or https URL") }
    }
    sluice_curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
    guard let scheme = part(CURLUPART_SCHEME, of: handle), ["http", "https"].contains(scheme),
      let text = part(CURLUPART_URL, of: handle)
    else { throw URLProblem(reason: "it is no http or https URL") }
    return HTTPAddress(text: text, isSecure: scheme == "https")
  }

  private static func part(_ part: CURLUPart, of handle: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard sluice_curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { sluice_curl_free(text) }
    return String(cString: text)
  }
}
