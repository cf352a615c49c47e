// Expressions (rules Expression to PrimaryExpression), by precedence climbing:
//
//     1  ||        2  &&        3  = != < <= > >= IN NOT IN        4  + -        5  * /        unary ! + -
//
// `binary(from:)` reads operands and the operators of its level or tighter ones between them; the right
// side of an operator is read one level tighter. One function instead of one a level keeps the stack low.
// `||` and `&&` become balanced trees; the others group to the left, as the order of calculation matters.

import RDF

/// How tightly an operator binds.
private enum Precedence {
  static let or = 1
  static let and = 2
  static let relation = 3
  static let sum = 4
  static let product = 5
}

extension Parser {
  /// Reads an expression.
  func expression() throws(QuerySyntaxError) -> Measured<QueryExpression> {
    try enter()
    let result = try binary(from: Precedence.or)
    leave()
    return result
  }

  private func binary(
    from minimum: Int
  ) throws(QuerySyntaxError) -> Measured<QueryExpression> {
    var left = try unary()
    var loosest = Precedence.product
    while let precedence = nextPrecedence, precedence >= minimum {
      // What was read by a looser operator is no operand of a tighter one, so the level only falls.
      precondition(precedence <= loosest, "the right side of an operator ends before a looser one")
      guard precedence != Precedence.relation || loosest > Precedence.relation else {
        throw failure(
          "comparisons cannot be chained; join them with && or use parentheses", at: token.start)
      }
      loosest = precedence
      switch precedence {
      case Precedence.or: left = try chain(left, .doubleBar, precedence, QueryExpression.or)
      case Precedence.and:
        left = try chain(left, .doubleAmpersand, precedence, QueryExpression.and)
      case Precedence.relation: left = try relation(left)
      default: left = try arithmetic(left, precedence)
      }
    }
    return left
  }

  /// The precedence of the operator that is next, or nil where none is.
  private var nextPrecedence: Int? {
    switch token.kind {
    case .doubleBar: Precedence.or
    case .doubleAmpersand: Precedence.and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: Precedence.relation
    case .plus, .minus: Precedence.sum
    case .star, .slash: Precedence.product
    case .integer, .decimal, .double: isSigned ? Precedence.sum : nil
    case .word: isAt(.in) || isAt(.not) ? Precedence.relation : nil
    default: nil
    }
  }

  /// Whether the next token, a number, has a sign: after an operand the sign is an operator (note 6).
  private var isSigned: Bool {
    let first = text.bytes[token.start]
    return first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
  }

  private func chain(
    _ first: Measured<QueryExpression>, _ operation: TokenKind, _ precedence: Int,
    _ combine: (QueryExpression, QueryExpression) -> QueryExpression
  ) throws(QuerySyntaxError) -> Measured<QueryExpression> {
    var operands = [first]
    while accept(operation) { operands.append(try binary(from: precedence + 1)) }
    let result = Measured.balanced(operands, combine) ?? first
    try check(height: result.height)
    return result
  }

  private func relation(
    _ left: Measured<QueryExpression>
  ) throws(QuerySyntaxError) -> Measured<QueryExpression> {
    if token.kind == .word { return try membership(left) }
    guard let comparison = Comparison(rawValue: tokenText) else {
      preconditionFailure("a relation is a comparison, IN or NOT IN, see nextPrecedence")
    }
    advance()
    let right = try binary(from: Precedence.relation + 1)
    return Measured(
      .compare(comparison, left.tree, right.tree),
      height: try raised(max(left.height, right.height)))
  }

  private func membership(
    _ left: Measured<QueryExpression>
  ) throws(QuerySyntaxError) -> Measured<QueryExpression> {
    let isNegated = accept(.not)
    try expect(.in)
    let list = try arguments()
    return Measured(
      .isIn(left.tree, list.tree, isNegated: isNegated),
      height: try raised(max(left.height, list.height)))
  }

  private func arithmetic(
    _ left: Measured<QueryExpression>, _ precedence: Int
  ) throws(QuerySyntaxError) -> Measured<QueryExpression> {
    let operation: Arithmetic
    let right: Measured<QueryExpression>
    switch token.kind {
    case .plus: operation = .add
    case .minus: operation = .subtract
    case .star: operation = .multiply
    case .slash: operation = .divide
    default:
      operation = text.bytes[token.start] == UInt8(ascii: "-") ? .subtract : .add
      right = try signedOperand()
      return Measured(
        .arithmetic(operation, left.tree, right.tree),
        height: try raised(max(left.height, right.height)))
    }
    advance()
    right = try binary(from: precedence + 1)
    return Measured(
      .arithmetic(operation, left.tree, right.tree),
      height: try raised(max(left.height, right.height)))
  }

  /// `?x -2*3` is `?x - (2*3)`: the sign has become the operator, and the number stays without it.
  private func signedOperand() throws(QuerySyntaxError) -> Measured<QueryExpression> {
    dropSign()
    return try binary(from: Precedence.product)
  }

  private func unary() throws(QuerySyntaxError) -> Measured<QueryExpression> {
    let operation = token.kind
    guard operation == .bang || operation == .minus || operation == .plus else {
      return try primary()
    }
    advance()
    let operand = try primary()
    let tree: QueryExpression =
      switch operation {
      case .bang: .not(operand.tree)
      case .minus: .negate(operand.tree)
      default: .plus(operand.tree)
      }
    return Measured(tree, height: try raised(operand.height))
  }

  private func primary() throws(QuerySyntaxError) -> Measured<QueryExpression> {
    switch token.kind {
    case .leftParenthesis:
      return try bracketed()
    case .variable:
      mention()
      return Measured(.variable(try variable()))
    case .iri, .prefixedName:
      return try iriOrFunction()
    case .blankNodeLabel, .leftBracket:
      throw failure("a blank node cannot stand in an expression; use a variable", at: token.start)
    default:
      if isAtLiteral { return Measured(.term(.literal(try literal()))) }
      return try call()
    }
  }

  /// Reads `( expression )`.
  func bracketed() throws(QuerySyntaxError) -> Measured<QueryExpression> {
    try expect(.leftParenthesis, "\"(\"")
    let result = try expression()
    try expect(.rightParenthesis, "an operator or \")\"")
    return result
  }

  /// Reads `( a, b, ... )`, or `()`.
  func arguments() throws(QuerySyntaxError) -> Measured<[QueryExpression]> {
    var list = Measured<[QueryExpression]>([], height: 0)
    try expect(.leftParenthesis, "\"(\"")
    if accept(.rightParenthesis) { return list }
    guard !isAt(.distinct) else {
      throw failure("DISTINCT can only stand in an aggregate", at: token.start)
    }
    repeat {
      let argument = try expression()
      list.tree.append(argument.tree)
      list.height = max(list.height, argument.height)
    } while accept(.comma)
    try expect(.rightParenthesis, "an operator, \",\" or \")\"")
    return list
  }

  /// Reads an IRI, or a call of the function that it names.
  private func iriOrFunction() throws(QuerySyntaxError) -> Measured<QueryExpression> {
    let name = try iri()
    guard isAt(.leftParenthesis) else { return Measured(.term(.iri(name))) }
    return try functionCall(name)
  }

  /// Reads the arguments of the function `name`.
  func functionCall(_ name: IRI) throws(QuerySyntaxError) -> Measured<QueryExpression> {
    let list = try arguments()
    return Measured(.function(name, list.tree), height: try raised(list.height))
  }
}
