/// Why a request has no answer, or not the whole of it.
public struct HTTPError: Error, Hashable, Sendable {
  /// Where it happened: the request's URL, or the one that a redirect has led to.
  public var url: String
  /// What went wrong.
  public var cause: Cause

  /// What went wrong with a request.
  public enum Cause: Hashable, Sendable {
    /// The URL is none of http or https, or has a user's name in it.
    case invalidURL(String)
    /// The host has only addresses that may not be connected to, such as this one.
    case addressRefused(NetworkAddress)
    /// There is no such host, or nothing answers there.
    case unreachable(String)
    /// The connection was lost or the answer is not HTTP.
    case broken(String)
    /// The answer has a status other than 200 to 299, and begins so.
    case status(Int, excerpt: String)
    /// A redirect that is not followed.
    case redirect(to: String, String)
    /// There are more redirects than are followed.
    case tooManyRedirects(limit: Int)
    /// No connection within the time for it.
    case connectTimedOut(seconds: Double)
    /// The request took longer than it may.
    case timedOut(seconds: Double)
    /// The server said nothing for so long.
    case silent(seconds: Double)
    /// The body, or the head, is longer than it may be.
    case tooLarge(limitBytes: Int)
    /// The caller gave the request up.
    case cancelled
  }

  /// Makes an error.
  public init(url: String, _ cause: Cause) {
    self.url = url
    self.cause = cause
  }

  /// The answer's status, where that is what is wrong.
  public var status: Int? { if case .status(let code, _) = cause { code } else { nil } }

  /// How the answer begins, where its status is what is wrong.
  public var excerpt: String? { if case .status(_, let text) = cause { text } else { nil } }
}

extension HTTPError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String { "<\(url)>: \(cause)" }
}

extension HTTPError.Cause: CustomStringConvertible {
  /// The message shown to users, without the URL.
  public var description: String {
    switch self {
    case .invalidURL(let reason): reason
    case .addressRefused(let address): "its address \(address) is not public, which is not allowed"
    case .unreachable(let reason), .broken(let reason): reason
    case .status(let code, let excerpt):
      "the answer has status \(code)" + (excerpt.isEmpty ? "" : " · it says \"\(excerpt)\"")
    case .redirect(let target, let reason): "it redirects to <\(target)>, \(reason)"
    case .tooManyRedirects(let limit): "it redirects more than \(limit) times"
    case .connectTimedOut(let seconds): "no connection within \(seconds) s"
    case .timedOut(let seconds): "the request took longer than its limit of \(seconds) s"
    case .silent(let seconds): "the server said nothing for \(seconds) s"
    case .tooLarge(let limitBytes): "the answer is longer than its limit of \(limitBytes) bytes"
    case .cancelled: "stopped on request"
    }
  }
}
