// The W3C's manifests of SPARQL tests: syntax, query evaluation, update evaluation and the rest.
//
//     manifest-all.ttl ─ mf:include ─► add/manifest.ttl ... ─ mf:entries ─► QueryTest
//
// Files are named by their path in the suites' folder, which opens them, and by the IRI that the W3C
// publishes them under, which is the base of what they hold and the name of graphs without another.

import Foundation
import RDFSyntax

/// A file of a test.
package struct TestFile: Hashable, Sendable {
  /// The path in the suites' folder, for ``Suites/bytes(_:)``.
  package var path: String
  /// The IRI that it is published under: the base of its relative IRIs.
  package var iri: String
}

/// A named graph of a test's dataset.
package struct TestGraph: Hashable, Sendable {
  /// The name: that of `rdfs:label`, else the file's IRI.
  package var name: String
  /// What is in it.
  package var file: TestFile
}

/// The data of a test: before it, or after an update.
package struct TestDataset: Hashable, Sendable {
  /// The files of the default graph; none is the empty graph.
  package var defaultGraph: [TestFile] = []
  /// The named graphs.
  package var namedGraphs: [TestGraph] = []
}

/// What a remote endpoint holds in a federation test.
package struct TestEndpoint: Hashable, Sendable {
  /// The endpoint's IRI, as the query names it.
  package var iri: String
  /// Its data.
  package var data: TestDataset
}

/// One test of a SPARQL manifest.
package struct QueryTest: Hashable, Sendable {
  /// What a test wants to be true.
  package enum Kind: Hashable, Sendable {
    /// The query (`isUpdate`: the update) is read, or refused where negative.
    case syntax(isUpdate: Bool, isNegative: Bool)
    /// The query has the expected result.
    case queryEvaluation
    /// The query has the expected result, written as CSV byte for byte up to the rows' order.
    case csvResultFormat
    /// The update leaves the expected dataset.
    case updateEvaluation
    /// Another kind, by its local name: `ProtocolTest`, `GraphStoreProtocolTest` and the like.
    case other(String)
  }

  /// The entry's IRI.
  package var iri: String
  /// The folder of the manifest in the suites: `w3c/sparql/sparql11/bind`.
  package var folder: String
  /// `mf:name`, else the IRI's last part.
  package var name: String
  /// `rdfs:comment`, or nothing.
  package var comment: String
  /// What the test wants.
  package var kind: Kind
  /// The query or the update request; nil for tests that have none.
  package var request: TestFile?
  /// The data before.
  package var dataset = TestDataset()
  /// The remote endpoints.
  package var endpoints: [TestEndpoint] = []
  /// The file with the expected result of a query.
  package var result: TestFile?
  /// The expected dataset of an update.
  package var resultDataset: TestDataset?
  /// Whether duplicates may be missing: `mf:resultCardinality mf:LaxCardinality`.
  package var hasLaxCardinality = false
  /// The entailment regimes under which the result holds, by local name: `RDFS`, `D`; none is simple.
  package var entailmentRegimes: [String] = []
  /// The OWL profiles that the ontology is in, by local name: `RL`, `DL`.
  package var entailmentProfiles: [String] = []
  /// What the test says it depends on, by local name: `mf:requires` and `mf:notable`.
  package var features: [String] = []

  /// Whether the request shall be refused.
  package var isNegative: Bool {
    if case .syntax(_, isNegative: true) = kind { return true }
    return false
  }

  /// Whether the request is an update.
  package var isUpdate: Bool {
    switch kind {
    case .syntax(let isUpdate, _): isUpdate
    case .updateEvaluation: true
    case .queryEvaluation, .csvResultFormat, .other: false
    }
  }
}

extension Suites {
  /// Where the W3C publishes `w3c/...`.
  private static let publishedBase = "https://w3c.github.io/rdf-tests/"
  private static let publishedFolder = "w3c/"

  /// The IRI of the file at `path` in the suites' folder.
  package static func iri(ofPath path: String) -> String {
    path.hasPrefix(publishedFolder)
      ? publishedBase + path.dropFirst(publishedFolder.count) : "suites:/" + path
  }

  /// The file that `iri` names.
  package static func file(ofIRI iri: String) throws -> TestFile {
    if iri.hasPrefix(publishedBase) {
      return TestFile(path: publishedFolder + iri.dropFirst(publishedBase.count), iri: iri)
    }
    guard iri.hasPrefix("suites:/") else {
      throw SuiteError(description: "\(iri) is no file of the suites")
    }
    return TestFile(path: String(iri.dropFirst("suites:/".count)), iri: iri)
  }

  /// The text of a file of the suites, which is UTF-8.
  package static func text(_ path: String) throws -> String {
    let bytes = try bytes(path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SuiteError(description: "\(path) is not UTF-8")
    }
    return text
  }

  /// The tests of the manifest at `path`, and of those that it includes, in order.
  ///
  /// `w3c/sparql/sparql11/manifest-all.ttl` and `w3c/sparql/sparql10/manifest.ttl` hold all of theirs.
  package static func queryTests(_ path: String) throws -> [QueryTest] {
    var seen: Set<String> = []
    return try queryTests(path, seen: &seen)
  }

  private static func queryTests(_ path: String, seen: inout Set<String>) throws -> [QueryTest] {
    guard seen.insert(path).inserted else { return [] }
    let reader = QueryManifestReader(
      graph: try ManifestGraph(path: path), path: path)
    var tests: [QueryTest] = []
    for included in try reader.includedManifests() {
      tests += try queryTests(included.path, seen: &seen)
    }
    return tests + (try reader.tests())
  }
}
