import Foundation
import HTTPClient
import QueryEngine
import RDFSyntax
import Sluice

/// A store with a folder of documents that may be loaded, and one beside it that may not.
struct DocumentFixture {
  let fixture: StoreFixture
  let store: Store
  /// The folder that is allowed.
  let root: String

  init() async throws {
    fixture = try StoreFixture()
    store = try await fixture.open()
    root = fixture.folder + "/allowed"
    try FileManager.default.createDirectory(
      atPath: root + "/below", withIntermediateDirectories: true)
    try write("a.ttl", "<x> <http://a/p> [ <http://a/p> 1 ] .")
    try write("below/b c.nt", "<http://a/s> <http://a/p> \"b c\" .\n")
    try write("../outside.ttl", "<http://a/s> <http://a/p> \"secret\" .")
  }

  /// Writes a file, named from the allowed folder.
  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: root + "/" + name))
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: root + "/" + name, withDestinationPath: target)
  }

  /// Options that allow the folder, and documents of tests' servers.
  func options() throws -> QueryOptions {
    var options = QueryOptions()
    options.documents = try AllowedDocuments(filesBelow: root, web: .loopback)
    return options
  }

  /// Loads an IRI and returns how many quads came.
  @discardableResult
  func load(_ iri: String, _ more: String = "") async throws(QueryFailure) -> Int {
    do {
      return try await store.update("LOAD <\(iri)> \(more)", options: try options()).added
    } catch let failure as QueryFailure { throw failure } catch {
      throw .query(.unsupported("\(error)"))
    }
  }

  /// Why an IRI is not loaded.
  func refusal(_ iri: String) async -> String? {
    do throws(QueryFailure) { try await load(iri) } catch {
      if case .update(.load(let message)) = error { return message }
      return "not a refusal: \(error)"
    }
    return nil
  }
}
