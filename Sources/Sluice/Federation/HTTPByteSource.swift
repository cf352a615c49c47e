import HTTPClient
import RDFSyntax

/// The body of an answer as a source of bytes; one thread at a time.
final class HTTPByteSource: SizedByteSource {
  /// What is asked for with `Accept-Encoding`.
  static let encodings = "gzip, zstd"

  /// Why reading has ended before the end of the body: `read` throws it as an error of syntax.
  private(set) var failure: HTTPError?
  private let response: HTTPResponse
  private var beginning: [UInt8] = []

  init(_ response: HTTPResponse) { self.response = response }

  var consumedBytes: Int { response.receivedBytes }
  var totalBytes: Int? { response.header("Content-Length").flatMap { Int($0) } }
  /// Servers may be silent.
  var mayWait: Bool { true }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    do throws(HTTPError) {
      let count = try response.read(into: buffer)
      let room = min(count, BodyExcerpt.bytes - beginning.count)
      if room > 0 { beginning += buffer[..<room] }
      return count
    } catch {
      failure = error
      throw .unreadable(file: response.url, message: "\(error.cause)")
    }
  }

  /// How the body begins, on one line; empty where it is compressed.
  var excerpt: String {
    encoding == "identity" ? BodyExcerpt.line(beginning) : ""
  }

  private var encoding: String {
    (response.header("Content-Encoding") ?? "identity").lowercased()
  }

  /// The body without its `Content-Encoding`; a document that is an archive stays one.
  ///
  /// `limits` keep few bytes from becoming many.
  func decoded(_ limits: SyntaxLimits) throws(SyntaxError) -> any SizedByteSource {
    let codec: Compression
    switch encoding {
    case "identity": return self
    case "gzip", "x-gzip": codec = .gzip
    case "zstd": codec = .zstd
    case let other:
      throw .unreadable(
        file: response.url, message: "its content encoding \"\(other)\" was not asked for")
    }
    return try decompress(self, named: response.url, compression: codec, limits: limits)
  }
}
