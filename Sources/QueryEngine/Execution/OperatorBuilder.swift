// From plan to operators. Each node is told which of its variables are needed above, so no other is carried.

import SPARQL
import Storage

/// Makes the operators of a plan; one thread.
struct OperatorBuilder {
  let planner: Planner
  /// Figures of the operators by their node, or nil where none are wanted.
  let analysis: PlanAnalysis?

  /// Rows of the batch that an inner plan is built for.
  var given: [ObjectIdentifier: RowTable] = [:]
  /// The part of the work that operators are built for, or nil for all of it.
  var partition: Partition?
  /// What threads build for one another, or nil where there is one thread.
  var tables: SharedTables?
  /// Rows of plans that stand several times in the query.
  private var common = SharedTables()

  init(_ planner: Planner, analysis: PlanAnalysis? = nil) {
    self.planner = planner
    self.analysis = analysis
  }

  /// A builder of inner plans that start from the rows of `table`.
  func giving(_ table: RowTable, to input: PlanInput) -> OperatorBuilder {
    var builder = self
    builder.given[ObjectIdentifier(input)] = table
    // What is built from a batch of rows is of that batch.
    builder.tables = nil
    return builder
  }

  var context: EvaluationContext { planner.context }

  /// A builder for one thread's part of the work.
  func part(_ partition: Partition, _ context: EvaluationContext) -> OperatorBuilder {
    var builder = OperatorBuilder(planner.with(context))
    builder.given = given
    builder.partition = partition
    builder.tables = tables
    builder.common = common
    return builder
  }

  /// The operator of a node, with those of its variables that are needed.
  func build(_ node: PlanNode, needed: Set<Slot>) throws(QueryError) -> BatchOperator {
    let made = try make(node, node.slots.filter { needed.contains($0) })
    made.metrics = analysis?.metrics(of: node)
    return made
  }

  private func make(_ node: PlanNode, _ slots: [Slot]) throws(QueryError) -> BatchOperator {
    switch node.operation {
    case .table(let table):
      let rows = TableOperator(table, slots: node.slots, control: context.control)
      return slots == node.slots ? rows : ProjectOperator(rows, slots: slots)
    case .scan(var spec):
      if let partition, spec.sorting.first == partition.slot {
        spec.ranges = spec.ranges?.within(partition.ids) ?? IDRanges([partition.ids])
      }
      return ScanOperator(spec, view: context.view, slots: slots, control: context.control)
    case .indexJoin(let input, let spec):
      let left = try build(input, needed: Set(slots).union(spec.givenSlots))
      return IndexJoinOperator(left, spec, view: context.view, slots: slots)
    case .mergeJoin(let a, let b, let key):
      let shared = Set(a.slots).intersection(b.slots)
      let needed = shared.union(slots)
      return MergeJoinOperator(
        try build(a, needed: needed), try build(b, needed: needed), key: key, slots: slots)
    case .mergeProbe(let a, let b, let key, let kind):
      let left = try build(a, needed: Set(slots).union([key]))
      let right = try build(b, needed: kind == .left ? Set(slots).union([key]) : [key])
      return MergeProbeOperator(left, right, kind: kind, key: key, slots: slots)
    case .hashJoin(let a, let b, let kind, let condition, let scope):
      return try hashJoin(a, b, kind, condition, scope, slots)
    case .trieJoin(let list, let order, let otherwise):
      return try trieJoin(list, order, otherwise, slots)
    case .input(let input):
      guard let table = given[ObjectIdentifier(input)] else {
        preconditionFailure("an inner plan is built for rows")
      }
      let rows = TableOperator(
        table, slots: input.slots + [input.number], control: context.control)
      return slots == rows.slots ? rows : ProjectOperator(rows, slots: slots)
    case .apply(let input, let inner, let start, let kind):
      let left = try build(input, needed: Set(slots).union(start.slots))
      return ApplyOperator(left, inner, start, kind, self, slots: slots)
    case .path(let input, let spec):
      let left = try input.map { node throws(QueryError) in
        try build(node, needed: Set(slots).union(spec.givenSlots))
      }
      return try PathOperator(left, spec, context, slots: slots)
    case .filter(let input, let condition, let scope):
      let below = try build(input, needed: Set(slots).union(self.slots(of: condition)))
      let compiled = try compiler(below.slots, scope).compile(condition)
      let read = self.slots(of: condition)
      let isOfOneTerm = read.count == 1 && !condition.hasExists && !condition.isVolatile
      return FilterOperator(
        below, compiled, context, slots: slots,
        termColumn: isOfOneTerm ? read.first.flatMap { below.column(of: $0) } : nil)
    case .extend(let input, let extensions, let scope):
      return try extend(input, extensions, scope, slots)
    case .union(let parts):
      var inputs: [BatchOperator] = []
      for part in parts {
        inputs.append(ProjectOperator(try build(part, needed: Set(slots)), slots: slots))
      }
      return UnionOperator(inputs, slots: slots, control: context.control)
    case .distinct(let input):
      let distinct = DistinctOperator(try build(input, needed: Set(input.slots)))
      return slots == distinct.slots ? distinct : ProjectOperator(distinct, slots: slots)
    case .slice(let input, let offset, let limit):
      return SliceOperator(try build(input, needed: Set(slots)), offset: offset, limit: limit)
    case .sort(let input, let conditions, let limit, let scope):
      return try sort(input, conditions, limit, scope, slots)
    case .group(let input, let keys, let aggregates, let scope):
      let group = try self.group(input, keys, aggregates, scope)
      return slots == group.slots ? group : ProjectOperator(group, slots: slots)
    case .project(let input):
      var builder = self
      // What is not selected is another variable, whatever its name.
      if let partition, !node.slots.contains(partition.slot) { builder.partition = nil }
      return ProjectOperator(try builder.build(input, needed: Set(slots)), slots: slots)
    case .shared(let input):
      var whole = self
      whole.partition = nil
      return SharedRowsOperator(
        common.table(of: node, as: RowTable.self), all: input.slots, slots: slots,
        control: context.control
      ) { [whole] () throws(QueryError) in
        ProjectOperator(
          try whole.build(input, needed: Set(input.slots)), slots: input.slots)
      }
    case .eachGraph(let pattern, let graph, let names):
      return EachGraphOperator(planner, pattern, graph, names, slots: slots)
    case .service(let input, let call):
      let left = try input.map { node throws(QueryError) in
        try build(node, needed: Set(node.slots))
      }
      return try ServiceOperator(left, call, planner, slots: slots)
    }
  }

  private func hashJoin(
    _ a: PlanNode, _ b: PlanNode, _ kind: JoinKind, _ condition: QueryExpression?,
    _ scope: GraphScope, _ slots: [Slot]
  ) throws(QueryError) -> BatchOperator {
    let shared = Set(a.slots).intersection(b.slots)
    let read = condition.map { self.slots(of: $0) } ?? []
    let needed = shared.union(slots).union(read)
    let left = try build(a, needed: needed)
    let neededRight = kind == .inner || kind == .left ? needed : shared
    let right = b.slots.filter { neededRight.contains($0) }
    let pair = try condition.map { condition throws(QueryError) in
      try pairCondition(condition, scope, left.slots, right)
    }
    // Built whole, once for all threads.
    var builder = self
    builder.partition = nil
    let rows = { [builder] () throws(QueryError) -> BatchOperator in
      ProjectOperator(try builder.build(b, needed: neededRight), slots: right)
    }
    let sharedTable = tables?.table(of: b, as: JoinTable.self)
    return HashJoinOperator(
      left, right: right, kind: kind, bound: shared.intersection(a.bound).intersection(b.bound),
      condition: pair, slots: slots, sorting: a.sorting
    ) { keys throws(QueryError) in
      guard let sharedTable else {
        return try BuiltSide.build(try rows(), keys: keys, round: 0)
      }
      return .table(
        try sharedTable.built { () throws(QueryError) in try JoinTable(try rows(), keys: keys) })
    }
  }

  private func pairCondition(
    _ condition: QueryExpression, _ scope: GraphScope, _ left: [Slot], _ right: [Slot]
  ) throws(QueryError) -> PairCondition {
    var sources: [PairCondition.Source] = []
    var columns: [Slot] = []
    for slot in slots(of: condition).sorted() {
      switch (left.firstIndex(of: slot), right.firstIndex(of: slot)) {
      case (let a?, let b?): sources.append(.either(a, b))
      case (let a?, nil): sources.append(.left(a))
      case (nil, let b?): sources.append(.right(b))
      case (nil, nil): continue
      }
      columns.append(slot)
    }
    return PairCondition(try compiler(columns, scope).compile(condition), sources, context)
  }

  private func extend(
    _ input: PlanNode, _ extensions: [PlanNode.Extension], _ scope: GraphScope, _ slots: [Slot]
  ) throws(QueryError) -> BatchOperator {
    // From the last to the first: one that only a later one reads is needed too.
    var needed = Set(slots)
    var kept: [PlanNode.Extension] = []
    for added in extensions.reversed() where needed.contains(added.slot) {
      needed.formUnion(self.slots(of: added.expression))
      kept.insert(added, at: 0)
    }
    let below = try build(input, needed: needed)
    guard !kept.isEmpty else {
      return slots == below.slots ? below : ProjectOperator(below, slots: slots)
    }
    let compiler = try compiler(below.slots + kept.map(\.slot), scope)
    let extended = ExtendOperator(
      below, kept.map(\.slot), try compiler.compile(kept.map(\.expression)), context)
    return slots == extended.slots ? extended : ProjectOperator(extended, slots: slots)
  }

  // MARK: expressions

  func slots(of expression: QueryExpression) -> Set<Slot> {
    planner.slots(expression.mentionedVariables)
  }

  func compiler(
    _ slots: [Slot], _ scope: GraphScope
  ) throws(QueryError) -> ExpressionCompiler {
    var columns: [Variable: Int] = [:]
    for (column, slot) in slots.enumerated() {
      columns[planner.variables.variable(slot)] = column
    }
    let (planner, known) = (planner, columns)
    return ExpressionCompiler(context: context, columns: columns) { pattern throws(QueryError) in
      ExistsProbe(pattern, scope, planner, columns: known)
    }
  }
}

extension ScanSpec {
  /// The variables that rows give.
  var givenSlots: Set<Slot> {
    var found: Set<Slot> = []
    for case .bound(let slot)? in places { found.insert(slot) }
    return found
  }
}

extension PathSpec {
  /// The variables that rows give.
  var givenSlots: Set<Slot> {
    var found: Set<Slot> = []
    for case .bound(let slot) in [subject, object] { found.insert(slot) }
    return found
  }
}
