extension QueryExpression {
  /// The expression with some of its variables renamed.
  ///
  /// The patterns of `EXISTS` stay: their variables are their own where the solution does not bind them.
  func renaming(_ names: [Variable: Variable]) -> QueryExpression {
    if names.isEmpty { return self }
    func renamed(_ list: [QueryExpression]) -> [QueryExpression] {
      list.map { $0.renaming(names) }
    }
    switch self {
    case .variable(let variable): return .variable(names[variable] ?? variable)
    case .bound(let variable): return .bound(names[variable] ?? variable)
    case .term, .exists: return self
    case .or(let left, let right): return .or(left.renaming(names), right.renaming(names))
    case .and(let left, let right): return .and(left.renaming(names), right.renaming(names))
    case .not(let operand): return .not(operand.renaming(names))
    case .compare(let comparison, let left, let right):
      return .compare(comparison, left.renaming(names), right.renaming(names))
    case .arithmetic(let operation, let left, let right):
      return .arithmetic(operation, left.renaming(names), right.renaming(names))
    case .negate(let operand): return .negate(operand.renaming(names))
    case .plus(let operand): return .plus(operand.renaming(names))
    case .isIn(let operand, let list, let isNegated):
      return .isIn(operand.renaming(names), renamed(list), isNegated: isNegated)
    case .call(let function, let arguments): return .call(function, renamed(arguments))
    case .function(let name, let arguments): return .function(name, renamed(arguments))
    case .conditional(let condition, let first, let second):
      return .conditional(
        condition.renaming(names), first.renaming(names), second.renaming(names))
    case .coalesce(let list): return .coalesce(renamed(list))
    }
  }
}
