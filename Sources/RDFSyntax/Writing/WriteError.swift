/// Why a document could not be written.
public enum WriteError: Error, Sendable, Hashable {
  /// The disk or the user's share of it is full.
  case outOfSpace(file: String)
  /// Whoever was to read the pipe has gone.
  case brokenPipe(file: String)
  /// The system refused for another reason.
  case unwritable(file: String, message: String)
  /// A quad of a named graph came to a format that has none; see ``NamedGraphPolicy``.
  case namedGraph(String, format: RDFFormat)
  /// No syntax can hold the term where it stands: a literal as a subject, a language tag with a
  /// space.
  case invalidTerm(String)
  /// A prefix that cannot be declared.
  case invalidPrefix(String, message: String)
}

extension WriteError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .outOfSpace(let file):
      return "cannot write \"\(file)\": no space left"
    case .brokenPipe(let file):
      return "cannot write \"\(file)\": the reader has gone"
    case .unwritable(let file, let message):
      return "cannot write \"\(file)\": \(message)"
    case .namedGraph(let graph, let format):
      return "cannot write the named graph <\(graph)> as \(format.rawValue)"
        + " (choose nquads or trig, or have graph names dropped)"
    case .invalidTerm(let message):
      return "cannot write a term: \(message)"
    case .invalidPrefix(let prefix, let message):
      return "cannot declare the prefix \"\(prefix)\": \(message)"
    }
  }
}
