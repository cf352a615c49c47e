/// A request: its method is POST where it has a body, else GET.
public struct HTTPRequest: Hashable, Sendable {
  /// Where it goes: an http or https URL.
  public var url: String
  /// Names and values of headers.
  public var headers: [Header]
  /// What is sent.
  public var body: [UInt8]?

  /// A header.
  public struct Header: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: String

    /// Makes a header.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes a request.
  public init(url: String, headers: [Header] = [], body: [UInt8]? = nil) {
    self.url = url
    self.headers = headers
    self.body = body
  }
}
