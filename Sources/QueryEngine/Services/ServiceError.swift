/// Why an endpoint has given no solutions.
public struct ServiceError: Error, Hashable, Sendable {
  /// What is wrong, with the endpoint.
  public var message: String
  /// The status of the answer, where there was one.
  public var status: Int?
  /// How the answer begins, where it is not what was asked for.
  public var excerpt: String?

  /// No endpoint may be asked: ``QueryOptions/services`` is nil.
  public static let notAllowed = ServiceError("SERVICE is not allowed here")

  /// Makes an error.
  public init(_ message: String, status: Int? = nil, excerpt: String? = nil) {
    self.message = message
    self.status = status
    self.excerpt = excerpt
  }
}

extension ServiceError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    guard let excerpt, !excerpt.isEmpty else { return message }
    return "\(message) · it says \"\(excerpt)\""
  }
}
