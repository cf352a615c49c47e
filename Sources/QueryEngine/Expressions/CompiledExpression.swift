// Expressions over the columns of a batch.
//
// Compiling replaces variables by columns and constants by ids. Evaluation goes row by row through the tree; what
// ids decide (comparisons of inline values, equality of IRIs and strings, types) is decided on ids, and terms are
// decoded only where a function needs their text.

import RDF
import SPARQL
import Storage

/// An expression whose variables are columns.
indirect enum CompiledExpression {
  case column(Int)
  /// A variable that no row binds.
  case unbound
  case constant(TermID, ExpressionValue)
  case or(CompiledExpression, CompiledExpression)
  case and(CompiledExpression, CompiledExpression)
  case not(CompiledExpression)
  case compare(Comparison, CompiledExpression, CompiledExpression)
  case arithmetic(Arithmetic, CompiledExpression, CompiledExpression)
  case negate(CompiledExpression)
  case plus(CompiledExpression)
  case isIn(CompiledExpression, [CompiledExpression], isNegated: Bool)
  case call(BuiltIn, [CompiledExpression])
  case function(IRI, [CompiledExpression])
  case bound(Int)
  case conditional(CompiledExpression, CompiledExpression, CompiledExpression)
  case coalesce([CompiledExpression])
  case exists(ExistsProbe, isNegated: Bool)
  /// A test of a column's text.
  case text(TextTest)
}

/// Compiles expressions for the columns of one operator.
struct ExpressionCompiler {
  let context: EvaluationContext
  /// The column of each variable.
  let columns: [Variable: Int]
  /// Makes probes of EXISTS inside expressions.
  let exists: (Algebra) throws(QueryError) -> ExistsProbe

  func compile(_ expression: QueryExpression) throws(QueryError) -> CompiledExpression {
    switch expression {
    case .variable(let variable): return columns[variable].map { .column($0) } ?? .unbound
    case .term(let term): return .constant(try context.id(of: term), .term(term))
    case .or(let a, let b): return .or(try compile(a), try compile(b))
    case .and(let a, let b): return .and(try compile(a), try compile(b))
    case .not(let a): return .not(try compile(a))
    case .compare(let comparison, let a, let b):
      return .compare(comparison, try compile(a), try compile(b))
    case .arithmetic(let operation, let a, let b):
      return .arithmetic(operation, try compile(a), try compile(b))
    case .negate(let a): return .negate(try compile(a))
    case .plus(let a): return .plus(try compile(a))
    case .isIn(let a, let list, let isNegated):
      return .isIn(try compile(a), try compile(list), isNegated: isNegated)
    case .call(let function, let arguments):
      let compiled = try compile(arguments)
      return TextTest(function, compiled, context).map { .text($0) } ?? .call(function, compiled)
    case .function(let iri, let arguments): return .function(iri, try compile(arguments))
    case .bound(let variable): return columns[variable].map { .bound($0) } ?? falseConstant
    case .conditional(let a, let b, let c):
      return .conditional(try compile(a), try compile(b), try compile(c))
    case .coalesce(let list): return .coalesce(try compile(list))
    case .exists(let pattern, let isNegated):
      return .exists(try exists(pattern), isNegated: isNegated)
    }
  }

  func compile(_ list: [QueryExpression]) throws(QueryError) -> [CompiledExpression] {
    var compiled: [CompiledExpression] = []
    for expression in list { compiled.append(try compile(expression)) }
    return compiled
  }

  private var falseConstant: CompiledExpression {
    .constant(TermID(kind: .boolean, payload: 0), .value(.boolean(false)))
  }
}
