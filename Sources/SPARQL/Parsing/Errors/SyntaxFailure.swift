/// A ``QuerySyntaxError`` on its way out of the parser.
///
/// Every call of a rule keeps room for its error on the stack: a reference takes one word, the error itself
/// seven.
final class SyntaxFailure: Error {
  let error: QuerySyntaxError

  init(_ error: QuerySyntaxError) { self.error = error }
}
