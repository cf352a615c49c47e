// Evaluates compiled expressions; errors are nil, as SPARQL has it (section 17.2).

import RDF
import SPARQL
import Storage

/// Evaluates expressions on rows; one thread.
struct ExpressionEvaluator {
  typealias Columns = [UnsafePointer<UInt64>]

  let context: EvaluationContext

  /// The value of an expression on a row, nil for an error.
  func value(
    _ expression: CompiledExpression, _ columns: Columns, _ row: Int
  ) throws(QueryError) -> ExpressionValue? {
    switch expression {
    case .column(let column): return try context.value(of: columns[column][row])
    case .unbound: return nil
    case .constant(_, let value): return value
    case .or, .and, .not, .compare, .isIn, .bound, .exists, .text:
      return try truth(expression, columns, row).map { .value(.boolean($0)) }
    case .arithmetic(let operation, let a, let b):
      guard let left = try value(a, columns, row), let right = try value(b, columns, row) else {
        return nil
      }
      return Operators.arithmetic(operation, left, right)
    case .negate(let a): return try value(a, columns, row).flatMap { Operators.negate($0) }
    case .plus(let a): return try value(a, columns, row).flatMap { Operators.plus($0) }
    case .call(let function, let arguments): return try call(function, arguments, columns, row)
    case .function(let iri, let arguments):
      guard let values = try values(arguments, columns, row) else { return nil }
      return Functions.call(iri: iri, values, context: context.functions)
    case .conditional(let condition, let a, let b):
      guard let isTrue = try truth(condition, columns, row) else { return nil }
      return try value(isTrue ? a : b, columns, row)
    case .coalesce(let list):
      for item in list {
        if let found = try value(item, columns, row) { return found }
      }
      return nil
    }
  }

  /// The id of an expression's value on a row, 0 for an error: the term itself where it is one of the row's.
  func id(
    _ expression: CompiledExpression, _ columns: Columns, _ row: Int
  ) throws(QueryError) -> UInt64 {
    switch expression {
    case .column(let column): return columns[column][row]
    case .constant(let id, _): return id.rawValue
    case .conditional(let condition, let a, let b):
      guard let isTrue = try truth(condition, columns, row) else { return 0 }
      return try id(isTrue ? a : b, columns, row)
    case .coalesce(let list):
      for item in list {
        let found = try id(item, columns, row)
        if found != 0 { return found }
      }
      return 0
    default: return try context.id(of: try value(expression, columns, row))
    }
  }

  /// The effective boolean value of an expression on a row, nil for an error.
  func truth(
    _ expression: CompiledExpression, _ columns: Columns, _ row: Int
  ) throws(QueryError) -> Bool? {
    switch expression {
    case .or(let a, let b):
      let left = try truth(a, columns, row)
      if left == true { return true }
      let right = try truth(b, columns, row)
      if right == true { return true }
      return left == nil || right == nil ? nil : false
    case .and(let a, let b):
      let left = try truth(a, columns, row)
      if left == false { return false }
      let right = try truth(b, columns, row)
      if right == false { return false }
      return left == nil || right == nil ? nil : true
    case .not(let a): return try truth(a, columns, row).map { !$0 }
    case .compare(let comparison, let a, let b): return try compare(comparison, a, b, columns, row)
    case .isIn(let a, let list, let isNegated):
      return try isIn(a, list, columns, row).map { $0 != isNegated }
    case .bound(let column): return columns[column][row] != 0
    case .exists(let probe, let isNegated): return try probe.holds(columns, row) != isNegated
    case .text(let test): return try test.holds(columns[test.column][row], context)
    default: return try value(expression, columns, row)?.effectiveBooleanValue
    }
  }

  // MARK: parts

  private func compare(
    _ comparison: Comparison, _ a: CompiledExpression, _ b: CompiledExpression,
    _ columns: Columns, _ row: Int
  ) throws(QueryError) -> Bool? {
    if let left = rowID(a, columns, row), let right = rowID(b, columns, row) {
      if left == 0 || right == 0 { return nil }
      switch IDComparison.compare(comparison, left, right) {
      case .yes: return true
      case .no: return false
      case .error: return nil
      case .unknown:
        if let order = try stringOrder(left, right) { return comparison.holds(order) }
      }
    }
    guard let left = try value(a, columns, row), let right = try value(b, columns, row) else {
      return nil
    }
    return Operators.compare(comparison, left, right)
  }

  /// The order of two strings, or nil for anything else.
  @inline(__always)
  private func stringOrder(_ a: UInt64, _ b: UInt64) throws(QueryError) -> XSDOrder? {
    func isString(_ raw: UInt64) -> Bool {
      let kind = TermID(rawValue: raw).kind
      return kind == .string || kind == .shortString
    }
    guard isString(a), isString(b), let order = try context.compareStrings(a, b) else {
      return nil
    }
    return order < 0 ? .less : order == 0 ? .equal : .greater
  }

  /// The id of what needs no calculation; 0 is unbound, nil is for all else.
  @inline(__always)
  private func rowID(
    _ expression: CompiledExpression, _ columns: Columns, _ row: Int
  ) -> UInt64? {
    switch expression {
    case .column(let column): columns[column][row]
    case .constant(let id, _): id.rawValue
    default: nil
    }
  }

  /// `IN`: true where one is equal, else an error where one comparison is.
  private func isIn(
    _ expression: CompiledExpression, _ list: [CompiledExpression], _ columns: Columns, _ row: Int
  ) throws(QueryError) -> Bool? {
    // An error on the left is one of the whole, of an empty list too.
    if list.isEmpty, try value(expression, columns, row) == nil { return nil }
    var hasError = false
    for item in list {
      switch try compare(.equal, expression, item, columns, row) {
      case true?: return true
      case false?: continue
      case nil: hasError = true
      }
    }
    return hasError ? nil : false
  }

  private func call(
    _ function: BuiltIn, _ arguments: [CompiledExpression], _ columns: Columns, _ row: Int
  ) throws(QueryError) -> ExpressionValue? {
    if let answer = try typeTest(function, arguments, columns, row) {
      return .value(.boolean(answer))
    }
    guard let values = try values(arguments, columns, row) else { return nil }
    return Functions.call(function, values, context: context.functions)
  }

  /// What the kind of an id answers, or nil where it does not.
  @inline(__always)
  private func typeTest(
    _ function: BuiltIn, _ arguments: [CompiledExpression], _ columns: Columns, _ row: Int
  ) throws(QueryError) -> Bool? {
    switch function {
    case .isIRI, .isURI, .isBlank, .isLiteral:
      guard let raw = rowID(arguments[0], columns, row), raw != 0 else { return nil }
      let kind = TermID(rawValue: raw).kind
      switch function {
      case .isBlank: return kind == .blankNode
      case .isLiteral: return kind != .iri && kind != .blankNode
      default: return kind == .iri
      }
    case .sameTerm:
      guard let a = rowID(arguments[0], columns, row), let b = rowID(arguments[1], columns, row),
        a != 0, b != 0
      else { return nil }
      return a == b
    default: return nil
    }
  }

  private func values(
    _ arguments: [CompiledExpression], _ columns: Columns, _ row: Int
  ) throws(QueryError) -> [ExpressionValue]? {
    var values: [ExpressionValue] = []
    values.reserveCapacity(arguments.count)
    for argument in arguments {
      guard let value = try value(argument, columns, row) else { return nil }
      values.append(value)
    }
    return values
  }
}
