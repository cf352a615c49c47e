import Foundation
import RDFSyntax
import Testing

/// The folder with the suites that others wrote, by `SLUICE_SUITES`, else beside the project.
enum Suites {
  /// The folder, or nil where it is missing and was not asked for; then the tests say so and skip.
  static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["SLUICE_SUITES"] {
      return URL(fileURLWithPath: path, isDirectory: true)
    }
    let project = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let beside = project.appendingPathComponent("../shared/suites").standardizedFileURL
    if FileManager.default.fileExists(atPath: beside.path) { return beside }
    print(
      "test suites not found at \(beside.path): conformance tests are skipped; set SLUICE_SUITES")
    return nil
  }()

  static var isPresent: Bool { folder != nil }

  /// The bytes of a file of the suites.
  static func bytes(_ path: String) throws -> [UInt8] {
    let folder = try #require(folder)
    return [UInt8](try Data(contentsOf: folder.appendingPathComponent(path)))
  }
}

/// One test of a W3C manifest.
struct ManifestTest {
  var name: String
  var type: String
  /// File names in the manifest's folder.
  var action: String
  var result: String?
  var base: String
}

extension Suites {
  /// The tests that `path/manifest.ttl` lists, read with our own Turtle reader.
  static func manifest(_ path: String, assumedBase: String) throws -> [ManifestTest] {
    let vocabulary = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    let statements = try readStatements(
      MemorySource(try bytes("\(path)/manifest.ttl")), .turtle, base: assumedBase + "manifest.ttl",
      file: "\(path)/manifest.ttl")
    var properties: [TestTerm: [TestTerm: TestTerm]] = [:]
    for statement in statements {
      properties[statement.terms[0], default: [:]][statement.terms[1]] = statement.terms[2]
    }
    let head = try #require(
      properties.values.compactMap { $0["<\(vocabulary)entries>"] }.first,
      "no mf:entries in \(path)")
    var entries: [TestTerm] = []
    var list = head
    while list != "<\(rdf)nil>" {
      entries.append(try #require(properties[list]?["<\(rdf)first>"]))
      list = try #require(properties[list]?["<\(rdf)rest>"])
    }
    return try entries.map { entry in
      let own = try #require(properties[entry], "\(entry) is listed but not described")
      let action = local(try #require(own["<\(vocabulary)action>"]))
      return ManifestTest(
        name: local(entry), type: local(try #require(own["<\(rdf)type>"])), action: action,
        result: own["<\(vocabulary)result>"].map(local), base: assumedBase + action)
    }
  }

  private static func local(_ iri: TestTerm) -> String {
    String(iri.dropLast().split(whereSeparator: { $0 == "/" || $0 == "#" }).last ?? "")
  }
}
