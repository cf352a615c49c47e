// Expressions (rules Expression to PrimaryExpression), by precedence climbing:
//
//     1  ||        2  &&        3  = != < <= > >= IN NOT IN        4  + -        5  * /        unary ! + -
//
// `expression(from:)` reads operands and the operators of its level or tighter ones between them; the
// right side of an operator is read one level tighter. One function instead of one a level keeps the stack
// low, and so do the small functions that it calls: what they need is gone before the next level.
// `||` and `&&` become balanced trees; the others group to the left, as the order of calculation matters.

import RDF

/// How tightly an operator binds.
enum Precedence {
  static let or = 1
  static let and = 2
  static let relation = 3
  static let sum = 4
  static let product = 5
}

extension Parser {
  /// Reads an expression whose operators outside of parentheses bind as tightly as `minimum` or tighter.
  func expression(
    from minimum: Int = Precedence.or
  ) throws(SyntaxFailure) -> Measured<QueryExpression> {
    try enter()
    var left = try operand()
    var loosest = Precedence.product
    // What a looser operator has made is no operand of a tighter one without parentheses: the level only
    // falls, and `?x IN (1) + 2` ends before its plus.
    while let precedence = nextPrecedence, precedence >= minimum, precedence <= loosest {
      if precedence == Precedence.relation, loosest == precedence { throw chainedRelation() }
      loosest = precedence
      switch precedence {
      case Precedence.or, Precedence.and: left = try chain(left, precedence)
      case Precedence.relation: left = try relation(left)
      default: left = try arithmetic(left, precedence)
      }
    }
    leave()
    return left
  }

  private func chainedRelation() -> SyntaxFailure {
    failure("comparisons cannot be chained; join them with && or use parentheses", at: token.start)
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

  /// Reads the rest of a chain of `||` or `&&`.
  private func chain(
    _ first: Measured<QueryExpression>, _ precedence: Int
  ) throws(SyntaxFailure) -> Measured<QueryExpression> {
    let isOr = precedence == Precedence.or
    var operands = [first]
    while accept(isOr ? .doubleBar : .doubleAmpersand) {
      operands.append(try expression(from: precedence + 1))
    }
    let result = Measured.balanced(operands, isOr ? QueryExpression.or : QueryExpression.and)
    try check(height: result?.height ?? 0)
    return result ?? first
  }

  private func relation(
    _ left: Measured<QueryExpression>
  ) throws(SyntaxFailure) -> Measured<QueryExpression> {
    if token.kind == .word { return try membership(left) }
    guard let comparison = Comparison(rawValue: tokenText) else {
      preconditionFailure("a relation is a comparison, IN or NOT IN, see nextPrecedence")
    }
    advance()
    let right = try expression(from: Precedence.relation + 1)
    return Measured(
      .compare(comparison, left.tree, right.tree),
      height: try raised(max(left.height, right.height)))
  }

  private func membership(
    _ left: Measured<QueryExpression>
  ) throws(SyntaxFailure) -> Measured<QueryExpression> {
    let isNegated = accept(.not)
    try expect(.in)
    let list = try arguments()
    return Measured(
      .isIn(left.tree, list.tree, isNegated: isNegated),
      height: try raised(max(left.height, list.height)))
  }

  private func arithmetic(
    _ left: Measured<QueryExpression>, _ precedence: Int
  ) throws(SyntaxFailure) -> Measured<QueryExpression> {
    let operation = arithmeticOperator()
    let right = try expression(from: precedence + 1)
    return Measured(
      .arithmetic(operation, left.tree, right.tree),
      height: try raised(max(left.height, right.height)))
  }

  /// Reads an operator, or the sign that stands for one: `?x -2*3` is `?x - (2*3)`.
  private func arithmeticOperator() -> Arithmetic {
    let operation: Arithmetic
    switch token.kind {
    case .plus: operation = .add
    case .minus: operation = .subtract
    case .star: operation = .multiply
    case .slash: operation = .divide
    default:
      operation = text.bytes[token.start] == UInt8(ascii: "-") ? .subtract : .add
      dropSign()
      return operation
    }
    advance()
    return operation
  }

  /// Reads what stands between operators, with a `!` or a sign before it.
  private func operand() throws(SyntaxFailure) -> Measured<QueryExpression> {
    switch token.kind {
    case .leftParenthesis: return try bracketed()
    case .iri, .prefixedName: return try iriOrFunction()
    case .variable: return try variableOperand()
    case .bang, .minus, .plus: return try unaryOperation()
    case .blankNodeLabel, .leftBracket: throw blankNodeOperand()
    default: return isAtLiteral ? try literalOperand() : try call()
    }
  }

  private var isAtUnaryOperator: Bool {
    token.kind == .bang || token.kind == .minus || token.kind == .plus
  }

  private func unaryOperation() throws(SyntaxFailure) -> Measured<QueryExpression> {
    let operation = token.kind
    advance()
    // One operator an operand: the grammar has no `!!`.
    guard !isAtUnaryOperator else {
      throw unexpected("a variable, a literal, a function or \"(\"")
    }
    let operand = try operand()
    let tree: QueryExpression =
      switch operation {
      case .bang: .not(operand.tree)
      case .minus: .negate(operand.tree)
      default: .plus(operand.tree)
      }
    return Measured(tree, height: try raised(operand.height))
  }

  private func variableOperand() throws(SyntaxFailure) -> Measured<QueryExpression> {
    mention()
    return Measured(.variable(try variable()))
  }

  private func literalOperand() throws(SyntaxFailure) -> Measured<QueryExpression> {
    Measured(.term(.literal(try literal())))
  }

  private func blankNodeOperand() -> SyntaxFailure {
    failure("a blank node cannot stand in an expression; use a variable", at: token.start)
  }

  /// Reads `( expression )`.
  func bracketed() throws(SyntaxFailure) -> Measured<QueryExpression> {
    try expect(.leftParenthesis, "\"(\"")
    let result = try expression()
    try expect(.rightParenthesis, "an operator or \")\"")
    return result
  }

  /// Reads `( a, b, ... )`, or `()`.
  func arguments() throws(SyntaxFailure) -> Measured<[QueryExpression]> {
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
  private func iriOrFunction() throws(SyntaxFailure) -> Measured<QueryExpression> {
    let name = try iri()
    guard isAt(.leftParenthesis) else { return Measured(.term(.iri(name))) }
    return try functionCall(name)
  }

  /// Reads the arguments of the function `name`.
  func functionCall(_ name: IRI) throws(SyntaxFailure) -> Measured<QueryExpression> {
    let list = try arguments()
    return Measured(.function(name, list.tree), height: try raised(list.height))
  }
}
