// The parser's state, and how it moves: recursive descent with one token in hand (the grammar is LL(1)).
//
//     text ─► Lexer ─► Token ─► Parser+... (one file a part of the grammar) ─► Algebra
//
// There is no syntax tree between: each rule returns the algebra of what it read, and the translation of
// section 18.2 happens at the end of a group (GroupBuilder) and of a query level (QueryLevel). What must be
// known across rules is state here: prefixes, blank node labels, generated names, the aggregates of the
// level that is read.

import RDF

//
// It is a class so that rules which call themselves keep their stack frames small: as a struct it would
// be copied into them.

final class Parser {
  let text: QueryText
  let limits: QueryLimits
  private var lexer: Lexer
  /// The token that is read next.
  private(set) var token: Token
  /// Where the token before it ends.
  private(set) var previousEnd = 0
  /// How many rules that call themselves are open.
  private var depth = 0

  var namespaces: Namespaces
  var blankNodes = BlankNodeScopes()
  var fresh = FreshNames()
  /// Where an expression stands, which says what it may hold.
  var place = ExpressionPlace.pattern("FILTER")
  /// The aggregates of the query level that is read.
  var aggregation = AggregationScope()
  /// What triples may hold where they stand.
  var rules = TripleRules.pattern
  /// The triples of the statement that is read.
  var statement: [TripleElement] = []
  /// Bytes of a term on their way into a string.
  var scratch: [UInt8] = []

  init(_ text: QueryText, namespaces: Namespaces, limits: QueryLimits) {
    self.text = text
    self.limits = limits
    self.namespaces = namespaces
    lexer = Lexer(text.bytes)
    token = Token(.end, 0, 0)
    advance()
  }
}

// MARK: - Moving

extension Parser {
  /// Goes to the next token.
  func advance() {
    previousEnd = token.end
    token = lexer.next()
    if token.kind == .word {
      let source = text.bytes
      token.keyword = Keyword(utf8: source.span.extracting(token.start..<token.end))
    }
  }

  /// Makes the sign of the next token, a number, no part of it.
  func dropSign() { token.start += 1 }

  /// The next token as it is written.
  var tokenText: String { text.string(token.start..<token.end) }

  /// The next token without its first `count` bytes.
  func tokenText(after count: Int) -> String {
    text.string((token.start + count)..<token.end)
  }

  /// Whether the next token is of `kind`.
  func isAt(_ kind: TokenKind) -> Bool { token.kind == kind }

  /// Whether the next token is `keyword`.
  func isAt(_ keyword: Keyword) -> Bool { token.keyword == keyword }

  /// Reads the next token where it is of `kind`.
  func accept(_ kind: TokenKind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  /// Reads the next token where it is `keyword`.
  func accept(_ keyword: Keyword) -> Bool {
    guard token.keyword == keyword else { return false }
    advance()
    return true
  }

  /// Reads a token of `kind`, which errors call `name`.
  func expect(_ kind: TokenKind, _ name: String) throws(SyntaxFailure) {
    guard accept(kind) else { throw unexpected(name) }
  }

  /// Reads `keyword`.
  func expect(_ keyword: Keyword) throws(SyntaxFailure) {
    guard accept(keyword) else { throw unexpected(keyword.rawValue, among: [keyword]) }
  }
}

// MARK: - Limits

extension Parser {
  /// Opens a rule that may call itself; every call has its `leave()`, but where the parse ends by an error.
  func enter() throws(SyntaxFailure) {
    depth += 1
    guard depth <= limits.nestingDepth else {
      throw failure(
        "the text nests deeper than \(limits.nestingDepth) levels, the limit", at: token.start)
    }
  }

  /// Closes the rule that the last `enter()` opened.
  func leave() { depth -= 1 }

  /// Refuses a tree that is too high for those who walk it.
  func check(height: Int) throws(SyntaxFailure) {
    guard height <= limits.treeHeight else {
      throw failure(
        "the pattern or expression is a chain of more than \(limits.treeHeight) steps, the limit",
        at: token.start)
    }
  }

  /// The height of a tree with subtrees of at most `height`.
  func raised(_ height: Int) throws(SyntaxFailure) -> Int {
    try check(height: height + 1)
    return height + 1
  }
}
