// A plan: how a query is to be answered, as a tree of choices with estimates.
//
// Nodes say what is known of their rows: the variables, which of them are bound in each row, what the rows are sorted
// by, and how many there may be. OperatorBuilder makes operators of them.

import RDF
import SPARQL
import Storage

/// A node of a plan; of one thread while planning, read only afterwards.
final class PlanNode {
  /// What the node does.
  indirect enum Operation {
    /// Rows that the plan holds.
    case table(RowTable)
    /// A range of an index.
    case scan(ScanSpec)
    /// For each row the quads of a pattern.
    case indexJoin(PlanNode, ScanSpec)
    /// Both sides sorted by a variable.
    case mergeJoin(PlanNode, PlanNode, Slot)
    /// The same for a join that keeps the left rows' order: OPTIONAL, EXISTS, MINUS.
    case mergeProbe(PlanNode, PlanNode, Slot, JoinKind)
    /// The right side built.
    case hashJoin(PlanNode, PlanNode, JoinKind, QueryExpression?, GraphScope)
    /// Patterns sorted by their variables in one order, joined a variable at a time; another plan of the same where
    /// they do not fit into memory.
    case trieJoin([PlanNode], order: [Slot], otherwise: PlanNode)
    /// The rows that an inner plan starts from.
    case input(PlanInput)
    /// For each batch of rows an inner plan that starts from it.
    case apply(PlanNode, PlanNode, PlanInput, JoinKind)
    /// A property path, from the rows of a node or from anywhere.
    case path(PlanNode?, PathSpec)
    case filter(PlanNode, QueryExpression, GraphScope)
    case extend(PlanNode, [Extension], GraphScope)
    case union([PlanNode])
    case distinct(PlanNode)
    case slice(PlanNode, offset: Int, limit: Int?)
    case sort(PlanNode, [OrderCondition], limit: Int?, GraphScope)
    case group(PlanNode, keys: [Slot], [PlannedAggregate], GraphScope)
    case project(PlanNode)
    /// A plan that stands several times in the query, as one object.
    case shared(PlanNode)
    /// A pattern in each graph of a list, by plans of its own.
    case eachGraph(Algebra, Slot, [TermID])
    /// Solutions of an endpoint, joined to rows that name it where its place is a variable.
    case service(PlanNode?, ServiceCall)
  }

  /// A variable and what is calculated for it.
  struct Extension {
    var slot: Slot
    var expression: QueryExpression
  }

  let operation: Operation
  /// The variables of the rows.
  let slots: [Slot]
  /// Those that each row binds.
  let bound: Set<Slot>
  /// Variables that the rows are sorted by, ascending by id, the first one first.
  let sorting: [Slot]
  /// How many rows are expected.
  let rows: Double
  /// Expected cost in nanoseconds, of what is below too.
  let cost: Double
  /// Expected distinct values of variables; as many as rows where it is not said.
  let distinct: [Slot: Double]

  init(
    _ operation: Operation, slots: [Slot], bound: Set<Slot>, sorting: [Slot] = [], rows: Double,
    cost: Double, distinct: [Slot: Double] = [:]
  ) {
    self.operation = operation
    self.slots = slots
    self.bound = bound
    self.sorting = sorting
    self.rows = max(rows, 0)
    self.cost = cost
    self.distinct = distinct
  }

  /// Expected distinct values of a variable.
  func distinctValues(_ slot: Slot) -> Double { max(1, min(distinct[slot] ?? rows, max(rows, 1))) }

  /// Cells of the tables that the plan holds.
  var tableCells: Int {
    var cells = inputs.reduce(0) { $0 + $1.tableCells }
    if case .table(let table) = operation { cells += table.count * max(table.width, 1) }
    return cells
  }

  /// The nodes right below.
  var inputs: [PlanNode] {
    switch operation {
    case .table, .scan, .input, .eachGraph: []
    case .indexJoin(let a, _), .filter(let a, _, _), .extend(let a, _, _), .distinct(let a),
      .slice(let a, _, _), .sort(let a, _, _, _), .group(let a, _, _, _), .project(let a),
      .shared(let a):
      [a]
    case .mergeJoin(let a, let b, _), .hashJoin(let a, let b, _, _, _),
      .apply(let a, let b, _, _), .mergeProbe(let a, let b, _, _):
      [a, b]
    case .path(let a, _), .service(let a, _): a.map { [$0] } ?? []
    case .union(let list), .trieJoin(let list, _, _): list
    }
  }
}

/// An aggregate with the variable that takes its result.
struct PlannedAggregate {
  var slot: Slot
  var aggregate: Aggregate
}

/// Which graph triple patterns are matched in.
enum GraphScope: Hashable {
  /// The graph or graphs that count as one.
  case fixed(GraphFilter)
  /// Each of the named graphs, which the variable tells.
  case variable(Slot, GraphFilter)

  /// The graphs.
  var filter: GraphFilter {
    switch self {
    case .fixed(let filter), .variable(_, let filter): filter
    }
  }
}

/// A property path between two places.
struct PathSpec {
  var subject: ScanPlace
  var path: PropertyPath
  var object: ScanPlace
  var graphs: GraphFilter

  /// The variables that the path binds.
  var variables: [Slot] {
    var found: [Slot] = []
    for place in [subject, object] {
      if case .variable(let slot) = place, !found.contains(slot) { found.append(slot) }
    }
    return found
  }
}
