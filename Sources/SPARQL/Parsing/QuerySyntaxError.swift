/// Why a text is no query or update.
public struct QuerySyntaxError: Error, Hashable, Sendable {
  /// Line, from 1.
  public var line: Int
  /// Column in Unicode scalars, from 1.
  public var column: Int
  /// What is wrong: `expected a variable or an IRI, found "}"`.
  public var message: String
  /// The line of the text where it is wrong.
  public var excerpt: String

  /// Makes an error.
  public init(line: Int, column: Int, message: String, excerpt: String) {
    self.line = line
    self.column = column
    self.message = message
    self.excerpt = excerpt
  }
}
