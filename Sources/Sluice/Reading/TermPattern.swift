import RDF
import Storage

/// Which graphs to read.
public enum GraphSelection: Hashable, Sendable {
  /// The default graph and every named one.
  case any
  /// The graph of quads that stand in no named graph.
  case defaultGraph
  /// One named graph: an IRI, or a blank node as the store shows it.
  case named(Term)
}

/// Which quads to read: each position bound to a term or free.
///
/// Derived facts are never among them.
public struct TermPattern: Hashable, Sendable {
  /// The subject, or nil for any.
  public var subject: Term?
  /// The predicate, or nil for any.
  public var predicate: Term?
  /// The object, or nil for any.
  public var object: Term?
  /// The graphs.
  public var graph: GraphSelection

  /// Makes a pattern.
  public init(
    subject: Term? = nil, predicate: Term? = nil, object: Term? = nil,
    graph: GraphSelection = .any
  ) {
    self.subject = subject
    self.predicate = predicate
    self.object = object
    self.graph = graph
  }

  /// The pattern in ids, or nil where a term is not in the store, so that nothing can match.
  func resolved(in view: ReadView) throws(StorageError) -> QuadPattern? {
    var pattern = QuadPattern()
    if let subject {
      guard let id = try view.id(of: subject) else { return nil }
      pattern.subject = id
    }
    if let predicate {
      guard let id = try view.id(of: predicate) else { return nil }
      pattern.predicate = id
    }
    if let object {
      guard let id = try view.id(of: object) else { return nil }
      pattern.object = id
    }
    switch graph {
    case .any: break
    case .defaultGraph: pattern.graph = .defaultGraph
    case .named(let name):
      guard let id = try view.id(of: name) else { return nil }
      pattern.graph = id
    }
    return pattern
  }
}
