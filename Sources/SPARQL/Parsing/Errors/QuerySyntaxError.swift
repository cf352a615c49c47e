/// Why a text is no query or update.
public struct QuerySyntaxError: Error, Hashable, Sendable {
  /// Line, from 1.
  public var line: Int
  /// Column in Unicode scalars, from 1.
  public var column: Int
  /// What is wrong: `expected a variable or an IRI, found "}"`.
  public var message: String
  /// The line of the text where it is wrong; of a long one the part around the place, with `…` at a cut.
  public var excerpt: String
  /// How many scalars of the excerpt stand before the place: `column - 1` where it was not cut.
  public var excerptOffset: Int

  /// Makes an error; the excerpt is a whole line unless `excerptOffset` says otherwise.
  public init(
    line: Int, column: Int, message: String, excerpt: String, excerptOffset: Int? = nil
  ) {
    self.line = line
    self.column = column
    self.message = message
    self.excerpt = excerpt
    self.excerptOffset = excerptOffset ?? column - 1
  }
}

extension QuerySyntaxError: CustomStringConvertible {
  /// The message with its place, the line, and a caret under the column.
  ///
  ///     line 2, column 9: expected ")", found "?y"
  ///       FILTER(?x ?y)
  ///                 ^
  public var description: String {
    // Tabs stay tabs, so that the caret stands right at any width of them.
    let indent = String(
      String.UnicodeScalarView(
        excerpt.unicodeScalars.prefix(excerptOffset).map { $0 == "\t" ? "\t" : " " }))
    return "line \(line), column \(column): \(message)\n  \(excerpt)\n  \(indent)^"
  }
}
