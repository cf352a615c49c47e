import Foundation
import HTTPClient
import QueryEngine
import RDF
import RDFSyntax
import SPARQL
import Sluice
import TestSupport

/// The reference evaluator behind an HTTP server: a SPARQL endpoint for tests.
final class LoopbackEndpoint: Sendable {
  private let server: LoopbackServer
  /// Its IRI.
  var iri: IRI { IRI(server.origin + "/sparql") }
  /// The requests so far.
  var requests: [LoopbackRequest] { server.requests }

  /// Answers for `dataset` in `format`; `alias` is the IRI by which queries are told to know it.
  init(
    _ dataset: ReferenceDataset, format: ResultsFormat = .json, alias: IRI? = nil,
    others: [IRI: ReferenceDataset] = [:]
  ) throws {
    server = try LoopbackServer { request, connection in
      guard request.target == "/sparql", let text = request.form["query"] else {
        return connection.reply(status: 400, "no query")
      }
      do {
        let result = try ReferenceSystem().query(
          text, base: alias ?? IRI("http://127.0.0.1/sparql"),
          on: SystemData(dataset: dataset, services: others))
        guard case .rows(let variables, let rows) = result else {
          return connection.reply(status: 400, "not a SELECT query")
        }
        let sink = MemorySink()
        try ResultsDocument.rows(variables: variables.map(\.name), rows).write(
          to: format.makeWriter(to: sink))
        connection.reply(type: format.mediaType + "; charset=utf-8", sink.bytes)
      } catch { connection.reply(status: 500, "\(error)") }
    }
  }
}

/// Asks endpoints that stand under other names: those of a test suite, which are not on this machine.
final class AliasedServices: ServiceClient {
  private let endpoints: [IRI: LoopbackEndpoint]
  private let client = HTTPServiceClient(.loopback)

  init(_ datasets: [IRI: ReferenceDataset]) throws {
    var endpoints: [IRI: LoopbackEndpoint] = [:]
    for (iri, dataset) in datasets {
      endpoints[iri] = try LoopbackEndpoint(dataset, alias: iri, others: datasets)
    }
    self.endpoints = endpoints
  }

  func solutions(
    of query: String, at endpoint: IRI, limits: RequestLimits
  ) throws(ServiceError) -> ResultsDocument {
    guard let target = endpoints[endpoint] else { throw ServiceError("no such endpoint") }
    return try client.solutions(of: query, at: target.iri, limits: limits)
  }
}

extension HTTPSettings {
  /// Settings that allow the servers of tests.
  static var loopback: HTTPSettings {
    var settings = HTTPSettings()
    settings.addresses = .any
    // A test may have to wait for others that hold all threads.
    (settings.totalSeconds, settings.silenceSeconds) = (600, 600)
    return settings
  }
}
