/// A concrete syntax of RDF that Sluice reads and writes.
public enum RDFFormat: String, CaseIterable, Sendable {
  /// RDF 1.1 N-Triples: a triple a line.
  case ntriples
  /// RDF 1.1 N-Quads: a quad a line.
  case nquads
  /// RDF 1.1 Turtle.
  case turtle
  /// RDF 1.1 TriG: Turtle with named graphs.
  case trig

  /// Whether a document can be cut at line ends into pieces that parse on their own.
  public var isLineBased: Bool { self == .ntriples || self == .nquads }

  /// Whether the syntax can name graphs.
  public var hasGraphs: Bool { self == .nquads || self == .trig }

  /// The usual file name endings, without the dot.
  public var fileExtensions: [String] {
    switch self {
    case .ntriples: ["nt", "ntriples"]
    case .nquads: ["nq", "nquads"]
    case .turtle: ["ttl", "turtle"]
    case .trig: ["trig"]
    }
  }

  /// The media type, without parameters.
  public var mediaType: String {
    switch self {
    case .ntriples: "application/n-triples"
    case .nquads: "application/n-quads"
    case .turtle: "text/turtle"
    case .trig: "application/trig"
    }
  }

  /// Older media types that servers still send for it.
  public var otherMediaTypes: [String] {
    switch self {
    case .ntriples: []
    case .nquads: ["text/x-nquads"]
    case .turtle: ["application/turtle", "application/x-turtle"]
    case .trig: ["application/x-trig"]
    }
  }

  /// The format of a media type, whatever its case and its parameters: `text/turtle; charset=utf-8`.
  public init?(mediaType: String) {
    let essence = mediaType.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
    let found = Self.allCases.first {
      $0.mediaType == essence || $0.otherMediaTypes.contains(essence)
    }
    guard let found else { return nil }
    self = found
  }

  /// The format that a file's name tells, after endings of compression are taken off
  /// (`a.ttl.gz` is Turtle), or nil.
  public init?(fileName: String) {
    var parts = fileName.lowercased().split(separator: ".").dropFirst()
    if let last = parts.last, ["gz", "bz2", "zst", "lz4", "bgz", "zstd"].contains(last) {
      parts = parts.dropLast()
    }
    guard let ending = parts.last,
      let format = Self.allCases.first(where: { $0.fileExtensions.contains(String(ending)) })
    else { return nil }
    self = format
  }
}
