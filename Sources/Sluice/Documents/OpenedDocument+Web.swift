// Documents on the web: the syntax is told by the type of the answer, or by the name where that type says only that
// it is bytes or text.

import HTTPClient
import QueryEngine
import RDF
import RDFSyntax

extension OpenedDocument {
  /// Asks for a document.
  init(
    web source: IRI, _ settings: HTTPSettings, _ limits: RequestLimits, _ syntax: SyntaxLimits
  ) throws(UpdateError) {
    let request = HTTPRequest(
      url: source.string,
      headers: [
        .init("Accept", Self.accepted), .init("Accept-Encoding", HTTPByteSource.encodings),
      ])
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try request.send(settings.within(limits), isStopped: limits.isOver)
    } catch { throw .load("cannot load \(error)") }
    guard let format = Self.format(of: response, source) else {
      let type = response.header("Content-Type") ?? "not told"
      let excerpt = response.excerpt()
      throw .load(
        "cannot load <\(response.url)>: its type is \(type), and its name tells no syntax either"
          + (excerpt.isEmpty ? "" : " · it says \"\(excerpt)\""))
    }
    let answer = HTTPByteSource(response)
    // The bound on a body is also one on what it is once decompressed.
    var syntax = syntax
    if syntax.decompressedBytes == 0 { syntax.decompressedBytes = settings.responseBytes }
    do throws(SyntaxError) {
      self.init(
        source: try decompress(try answer.decoded(syntax), named: response.url, limits: syntax),
        name: response.url, format: format, base: response.url, answer: answer)
    } catch {
      if let failure = answer.failure { throw .load("cannot load \(failure)") }
      throw .load("\(error)")
    }
  }

  private static let accepted = [
    RDFFormat.turtle.mediaType, RDFFormat.trig.mediaType, RDFFormat.nquads.mediaType,
    RDFFormat.ntriples.mediaType, "*/*;q=0.1",
  ].joined(separator: ", ")

  private static func format(of response: HTTPResponse, _ source: IRI) -> RDFFormat? {
    if let type = response.header("Content-Type") {
      if let format = RDFFormat(mediaType: type) { return format }
      let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
      guard vagueTypes.contains(essence) else { return nil }
    }
    return RDFFormat(fileName: fileName(response.url))
      ?? RDFFormat(fileName: fileName(source.string))
  }

  /// Types that servers give what they have no type for, and those of archives.
  private static let vagueTypes: Set = [
    "text/plain", "application/octet-stream", "binary/octet-stream", "application/gzip",
    "application/x-gzip", "application/zstd", "application/x-zstd", "application/x-bzip2",
    "application/bzip2", "application/x-lz4",
  ]

  private static func fileName(_ url: String) -> String {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    return String(path.split(separator: "/").last ?? "")
  }
}
