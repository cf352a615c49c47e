// SERVICE over HTTP: the SPARQL 1.1 Protocol, "query via POST with URL-encoded parameters", which every endpoint has.

import HTTPClient
import QueryEngine
import RDF
import RDFSyntax
import SPARQL

/// Asks SPARQL endpoints over HTTP.
///
/// ```swift
/// var options = QueryOptions()
/// options.services = HTTPServiceClient()
/// let rows = try await store.select(
///   "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }", options: options)
/// ```
///
/// Only endpoints at public addresses are asked, unless its settings allow others. An answer is JSON, XML, TSV or CSV,
/// and is held in memory with its rows, up to half of what the query may hold. ``HTTPSettings/responseBytes`` also bounds
/// what it is once decompressed.
public final class HTTPServiceClient: ServiceClient {
  /// How endpoints are asked, and what bounds their answers.
  public let settings: HTTPSettings

  /// Makes a client.
  public init(_ settings: HTTPSettings = HTTPSettings()) { self.settings = settings }

  /// The solutions of a SELECT query at an endpoint.
  ///
  /// - Throws: ``ServiceError``.
  public func solutions(
    of query: String, at endpoint: IRI, limits: RequestLimits
  ) throws(ServiceError) -> ResultsDocument {
    let request = HTTPRequest(
      url: endpoint.string,
      headers: [
        .init("Accept", Self.accepted), .init("Accept-Encoding", HTTPByteSource.encodings),
        .init("Content-Type", "application/x-www-form-urlencoded"),
      ],
      body: Self.form(query))
    var settings = settings.within(limits)
    settings.responseBytes = min(settings.responseBytes, limits.memoryBytes)
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try request.send(settings, isStopped: limits.isOver)
    } catch { throw ServiceError(error) }
    let type = response.header("Content-Type")
    guard let format = type.flatMap({ ResultsFormat(mediaType: $0) }), format.isReadable else {
      throw ServiceError(
        "<\(response.url)>: the answer's type is \(type ?? "not told"), which is no format of results",
        status: response.status, excerpt: response.excerpt())
    }
    return try read(response, as: format, settings, limits)
  }

  private func read(
    _ response: HTTPResponse, as format: ResultsFormat, _ settings: HTTPSettings,
    _ limits: RequestLimits
  ) throws(ServiceError) -> ResultsDocument {
    let source = HTTPByteSource(response)
    var decoding = SyntaxLimits()
    decoding.decompressedBytes = settings.responseBytes
    var bounds = ResultsLimits()
    bounds.documentBytes = min(bounds.documentBytes, limits.memoryBytes / 2)
    bounds.cells = min(bounds.cells, limits.memoryBytes / 2 / Self.bytesPerCell)
    do throws(SyntaxError) {
      return try ResultsDocument(
        reading: try source.decoded(decoding), as: format, file: response.url, limits: bounds)
    } catch {
      if let failure = source.failure { throw ServiceError(failure) }
      throw ServiceError("\(error)", status: response.status, excerpt: source.excerpt)
    }
  }

  /// What a cell takes at least, with its share of the row.
  private static let bytesPerCell = 64

  /// The formats that are read, those that keep every term first.
  private static let accepted = [
    ResultsFormat.json.mediaType, ResultsFormat.xml.mediaType + ";q=0.9",
    ResultsFormat.tsv.mediaType + ";q=0.7", ResultsFormat.csv.mediaType + ";q=0.2",
  ].joined(separator: ", ")

  /// The body of the request: every byte but letters and digits is encoded.
  private static func form(_ query: String) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes = Array("query=".utf8)
    for byte in query.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        bytes.append(byte)
      case UInt8(ascii: " "): bytes.append(UInt8(ascii: "+"))
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return bytes
  }
}

extension ServiceError {
  /// An endpoint that could not be asked.
  init(_ error: HTTPError) {
    if case .status(let status, let excerpt) = error.cause {
      self.init("<\(error.url)>: the answer has status \(status)", status: status, excerpt: excerpt)
    } else {
      self.init("\(error)")
    }
  }
}
