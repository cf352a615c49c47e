// swift-tools-version: 6.2
import PackageDescription

// Layers, lowest first. A target names only targets above its own line; `scripts/check` holds
// the imports in the sources to the same order.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Sluice",
  products: [
    .library(name: "Sluice", targets: ["Sluice"]),
    .executable(name: "sluice", targets: ["SluiceCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // System libraries, one line each on why.
    .systemLibrary(  // streaming RDF parsers
      name: "CSerd", pkgConfig: "serd-0", providers: [.apt(["libserd-dev"])]),
    .systemLibrary(  // the embedded ordered store
      name: "CRocksDB", pkgConfig: "rocksdb",
      providers: [.apt(["librocksdb-dev"])]),
    .systemLibrary(  // zstd documents, and the codec of RocksDB's cold families
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(  // lz4 documents
      name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(  // gzip documents
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(  // bzip2 documents; Debian ships no pkg-config file for it
      name: "CBZip2", providers: [.apt(["libbz2-dev"])]),
    .systemLibrary(  // regular expressions
      name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(  // SERVICE, and LOAD of documents on the web; headers alone, without pkg-config's -lcurl
      name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    // Loads libcurl where a request is sent, and calls it.
    .target(name: "CCurlBridge", dependencies: ["CCurl"]),
    // What RocksDB's C interface lacks: one atomic ingest over several families, a write buffer
    // manager, and an Env that forgets unsynced writes (for the durability tests).
    .target(name: "CRocksDBBridge", dependencies: ["CRocksDB"]),

    .target(name: "RDF", swiftSettings: strict),
    .target(
      name: "Telemetry", dependencies: [.product(name: "Logging", package: "swift-log")],
      swiftSettings: strict),

    .target(name: "HTTPClient", dependencies: ["CCurl", "CCurlBridge"], swiftSettings: strict),
    .target(
      name: "RDFSyntax", dependencies: ["RDF", "CSerd", "CZstd", "CLZ4", "CZlib", "CBZip2"],
      swiftSettings: strict),
    .target(
      name: "Storage", dependencies: ["RDF", "Telemetry", "CRocksDB", "CRocksDBBridge"],
      swiftSettings: strict),

    .target(
      name: "SPARQL",
      dependencies: [
        "RDF", "RDFSyntax", "CPCRE2", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    .target(
      name: "QueryEngine", dependencies: ["RDF", "RDFSyntax", "SPARQL", "Storage", "Telemetry"],
      swiftSettings: strict),
    .target(
      name: "Dataflow", dependencies: ["RDF", "RDFSyntax", "Storage", "Telemetry"],
      swiftSettings: strict),
    .target(
      name: "PipelineFiles",
      dependencies: [
        "RDF", "RDFSyntax", "SPARQL", "Dataflow", "Telemetry",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),

    .target(
      name: "Sluice",
      dependencies: [
        "RDF", "RDFSyntax", "SPARQL", "Storage", "Dataflow", "QueryEngine", "Telemetry",
        "HTTPClient",
      ],
      swiftSettings: strict),
    .target(
      name: "Benchmarks",
      dependencies: [
        "RDF", "RDFSyntax", "SPARQL", "Storage", "Dataflow", "QueryEngine", "HTTPClient", "Sluice",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "SluiceCommand",
      dependencies: [
        "RDF", "RDFSyntax", "SPARQL", "Storage", "Dataflow", "QueryEngine", "Telemetry",
        "HTTPClient", "Sluice", "PipelineFiles", "Benchmarks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // What tests of several targets share: suites that others wrote, graphs compared, and an
    // evaluator of SPARQL that is slow and plain.
    .target(
      name: "TestSupport", dependencies: ["RDF", "RDFSyntax", "SPARQL"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "RDFTests", dependencies: ["RDF"], swiftSettings: strict),
    .testTarget(
      name: "HTTPClientTests", dependencies: ["HTTPClient", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TelemetryTests",
      dependencies: ["Telemetry", .product(name: "Logging", package: "swift-log")],
      swiftSettings: strict),
    .testTarget(
      name: "RDFSyntaxTests", dependencies: ["RDF", "RDFSyntax", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SPARQLTests", dependencies: ["RDF", "RDFSyntax", "SPARQL", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "QueryEngineTests",
      dependencies: ["RDF", "RDFSyntax", "SPARQL", "Storage", "QueryEngine", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "StorageTests", dependencies: ["RDF", "Storage", "CRocksDB", "CRocksDBBridge"],
      swiftSettings: strict),
    .testTarget(name: "DataflowTests", dependencies: ["Dataflow"], swiftSettings: strict),
    .testTarget(name: "PipelineFilesTests", dependencies: ["PipelineFiles"], swiftSettings: strict),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: [
        "RDF", "RDFSyntax", "SPARQL", "Storage", "Dataflow", "QueryEngine", "Sluice", "Benchmarks",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SluiceTests",
      dependencies: [
        "RDF", "RDFSyntax", "SPARQL", "Storage", "Dataflow", "QueryEngine", "HTTPClient",
        "Sluice", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SluiceCommandTests",
      dependencies: [
        "SluiceCommand", "Dataflow", "PipelineFiles", "Sluice", "Telemetry",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
