import Foundation
import RDFSyntax

/// The folder with the suites that others wrote, by `SLUICE_SUITES`, else beside the project.
package enum Suites {
  /// The folder, or nil where it is missing and was not asked for; then the tests say so and skip.
  package static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["SLUICE_SUITES"] {
      return URL(fileURLWithPath: path, isDirectory: true)
    }
    let project = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let beside = project.appendingPathComponent("../shared/suites").standardizedFileURL
    if FileManager.default.fileExists(atPath: beside.path) { return beside }
    print(
      "test suites not found at \(beside.path): conformance tests are skipped; set SLUICE_SUITES")
    return nil
  }()

  package static var isPresent: Bool { folder != nil }

  /// Where a file of the suites is.
  package static func url(_ path: String) throws -> URL {
    guard let folder else { throw SuiteError(description: "there is no folder of suites") }
    return folder.appendingPathComponent(path)
  }

  /// The bytes of a file of the suites.
  package static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: try url(path)))
  }
}

/// Why a suite could not be read.
package struct SuiteError: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) { self.description = description }
}

/// One test of a W3C manifest.
package struct ManifestTest: Sendable {
  package var name: String
  package var type: String
  /// File names in the manifest's folder.
  package var action: String
  package var result: String?
  package var base: String

  /// Whether the document is malformed, and shall be refused.
  package var isNegative: Bool { type.contains("Negative") }
}

extension Suites {
  /// The tests that `path/manifest.ttl` lists, read with our own Turtle reader.
  package static func manifest(_ path: String, assumedBase: String) throws -> [ManifestTest] {
    let vocabulary = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    let statements = try readStatements(
      MemorySource(try bytes("\(path)/manifest.ttl")), .turtle, base: assumedBase + "manifest.ttl",
      file: "\(path)/manifest.ttl")
    var properties: [TestTerm: [TestTerm: TestTerm]] = [:]
    for statement in statements {
      properties[statement.terms[0], default: [:]][statement.terms[1]] = statement.terms[2]
    }
    let head = try required(
      properties.values.compactMap { $0["<\(vocabulary)entries>"] }.first,
      "there is no mf:entries in \(path)")
    var entries: [TestTerm] = []
    var list = head
    while list != "<\(rdf)nil>" {
      let cell = try required(properties[list], "the list of entries breaks off")
      entries.append(try required(cell["<\(rdf)first>"], "a cell of the list has no entry"))
      list = try required(cell["<\(rdf)rest>"], "the list of entries has no end")
    }
    return try entries.map { entry in
      let own = try required(properties[entry], "\(entry) is listed but not described")
      let action = local(try required(own["<\(vocabulary)action>"], "\(entry) has no action"))
      return ManifestTest(
        name: local(entry), type: local(try required(own["<\(rdf)type>"], "\(entry) has no type")),
        action: action, result: own["<\(vocabulary)result>"].map(local), base: assumedBase + action)
    }
  }

  private static func required<T>(_ value: T?, _ problem: String) throws -> T {
    guard let value else { throw SuiteError(description: problem) }
    return value
  }

  private static func local(_ iri: TestTerm) -> String {
    String(iri.dropLast().split(whereSeparator: { $0 == "/" || $0 == "#" }).last ?? "")
  }
}
