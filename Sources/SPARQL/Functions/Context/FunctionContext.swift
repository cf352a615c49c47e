// What functions need besides their arguments, owned by one thread.

import RDF

/// State of the functions of one query on one thread: random numbers, blank nodes, compiled patterns.
public final class FunctionContext {
  /// Makes the blank nodes of `BNODE`: a new one for no label, else the one that the label has in the
  /// solution of that number.
  public typealias BlankNodeMaker = (_ label: String?, _ solution: UInt64) -> BlankNode

  /// What is the same throughout the query.
  public let settings: FunctionSettings
  /// The number of the solution that expressions are evaluated for.
  ///
  /// `BNODE("x")` gives the same node throughout one solution and another in the next, so whoever
  /// evaluates expressions with `BNODE` sets it, to a number that stays with the solution from operator
  /// to operator.
  public var solution: UInt64 = 0

  var random: FunctionRandom
  private let stream: UInt64
  private let makeBlankNode: BlankNodeMaker?
  private var freshBlankNodes: UInt64 = 0
  private var patterns = RegularExpressionCache()

  /// Makes a context; those of one query have the same `settings` and different `stream`s.
  public init(
    _ settings: FunctionSettings, stream: UInt64 = 0, makeBlankNode: BlankNodeMaker? = nil
  ) {
    self.settings = settings
    self.stream = stream
    self.makeBlankNode = makeBlankNode
    random = FunctionRandom(seed: settings.seed, stream: stream)
  }

  /// The compiled pattern, kept for the next time, or nil where pattern or flags are wrong.
  public func regularExpression(_ pattern: String, flags: String = "") -> RegularExpression? {
    patterns.expression(pattern, flags: flags)
  }

  func blankNode(label: String?) -> BlankNode {
    if let makeBlankNode { return makeBlankNode(label, solution) }
    if let label {
      return BlankNodeLabel.make(scope: settings.blankNodeScope, solution: solution, label: label)
    }
    freshBlankNodes += 1
    return BlankNodeLabel.make(
      scope: settings.blankNodeScope, stream: stream, number: freshBlankNodes)
  }
}
