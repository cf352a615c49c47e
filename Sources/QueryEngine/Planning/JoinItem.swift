import SPARQL
import Storage

/// Something that is joined with others: a pattern, a path, or a plan of its own.
struct JoinItem {
  enum Kind {
    case pattern(ResolvedPattern)
    case path(PathSpec)
    case node(PlanNode)
  }

  var kind: Kind
  /// The variables that it binds, or may bind.
  var slots: Set<Slot>
  /// Those that it binds for certain.
  var bound: Set<Slot>
}

/// Patterns that all hold, and conditions on them.
struct JoinGroup {
  var items: [JoinItem] = []
  var filters: [QueryExpression] = []
  /// Calls of endpoints that a variable names: they come last, when it is bound.
  var services: [ServiceCall] = []
  /// Whether an item is known to match nothing.
  var isEmpty = false
}
