// What several threads do: the rows of a whole query, sorts and groups, each divided where the plan allows.

import SPARQL
import Storage

extension OperatorBuilder {
  /// A builder whose parts share what they build.
  private var sharing: OperatorBuilder {
    var builder = self
    builder.tables = SharedTables()
    return builder
  }

  /// Cost in nanoseconds from which on the rows of a query are found by several threads.
  private static let leastGatherCost = 10_000_000.0

  /// The operator of a query's whole plan: what is not divided further up is divided here, if it is worth it.
  func buildWhole(_ node: PlanNode, needed: Set<Slot>) throws(QueryError) -> BatchOperator {
    switch node.operation {
    case .project(let input):
      let slots = node.slots.filter { needed.contains($0) }
      let project = ProjectOperator(try buildWhole(input, needed: Set(slots)), slots: slots)
      project.metrics = analysis?.metrics(of: node)
      return project
    case .distinct(let input):
      let distinct = DistinctOperator(try buildWhole(input, needed: Set(input.slots)))
      distinct.metrics = analysis?.metrics(of: node)
      return distinct
    default: break
    }
    let isHeavy = node.cost > Self.leastGatherCost || context.control.strain.contains(.divide)
    let parts = isHeavy ? parts(node) : []
    guard !parts.isEmpty else { return try build(node, needed: needed) }
    let slots = node.slots.filter { needed.contains($0) }
    let builder = sharing
    // The caller's thread has a use for its own context meanwhile.
    let control = QueryControl(of: context.control)
    let gathered = GatherOperator(
      parts, contexts: (1...Self.threads).map { context.forked($0, control: control) },
      slots: slots, control: context.control, threadsControl: control
    ) { (context, partition) throws(QueryError) in
      ProjectOperator(
        try builder.part(partition, context).build(node, needed: needed), slots: slots)
    }
    return FallbackOperator(gathered) { [self] () throws(QueryError) in
      ProjectOperator(try build(node, needed: needed), slots: slots)
    }
  }

  func sort(
    _ input: PlanNode, _ conditions: [OrderCondition], _ limit: Int?, _ scope: GraphScope,
    _ slots: [Slot]
  ) throws(QueryError) -> BatchOperator {
    // A key that is no variable becomes one.
    var columns: [(slot: Slot, isDescending: Bool)] = []
    var extensions: [PlanNode.Extension] = []
    for (index, condition) in conditions.enumerated() {
      if case .variable(let variable) = condition.expression {
        let slot = planner.variables.slot(variable)
        if input.slots.contains(slot) { columns.append((slot, condition.isDescending)) }
      } else {
        let slot = planner.variables.slot(Variable("..key\(index)"))
        extensions.append(PlanNode.Extension(slot: slot, expression: condition.expression))
        columns.append((slot, condition.isDescending))
      }
    }
    let needed = Set(slots).union(columns.map(\.slot))
    let extended = planner.extended(input, extensions, scope)
    let carried = extended.slots.filter { needed.contains($0) }
    let spec = SortSpec(
      conditions: columns.map { wanted in
        guard let column = carried.firstIndex(of: wanted.slot) else {
          preconditionFailure("a sort carries what it sorts by")
        }
        return SortColumn(column: column, isDescending: wanted.isDescending)
      }, limit: limit)
    let alone = { [self] () throws(QueryError) -> BatchOperator in
      let below = ProjectOperator(try build(extended, needed: needed), slots: carried)
      return SortOperator(below, spec, context)
    }
    let parts = parts(extended)
    let sorted: BatchOperator
    if parts.isEmpty {
      sorted = try alone()
    } else {
      let builder = sharing
      let several = SortOperator(parts, contexts: contexts, spec, slots: carried) {
        (context, partition) throws(QueryError) in
        ProjectOperator(
          try builder.part(partition, context).build(extended, needed: needed), slots: carried)
      }
      sorted = FallbackOperator(several, makeAlone: alone)
    }
    let shown = slots == sorted.slots ? sorted : ProjectOperator(sorted, slots: slots)
    guard let limit else { return shown }
    // The first rows are kept in memory; where that is not enough, all are sorted, which spills.
    return FallbackOperator(shown) { [self] () throws(QueryError) in
      analysis?.forget(input)
      return SliceOperator(try sort(input, conditions, nil, scope, slots), offset: 0, limit: limit)
    }
  }

  func group(
    _ input: PlanNode, _ keys: [Slot], _ aggregates: [PlannedAggregate], _ scope: GraphScope
  ) throws(QueryError) -> BatchOperator {
    var needed = Set(keys)
    for planned in aggregates {
      if let argument = planned.aggregate.argument {
        needed.formUnion(slots(of: argument))
      } else if planned.aggregate.isDistinct {
        // Solutions are told apart by the variables of the query alone.
        needed.formUnion(input.slots.filter { !planner.variables.variable($0).isGenerated })
      }
    }
    let columns = needed.union(keys).sorted()
    let slots = keys + aggregates.map(\.slot)
    let alone = { [self] () throws(QueryError) -> BatchOperator in
      let below = ProjectOperator(try build(input, needed: needed), slots: columns)
      let places = below.columns(of: keys)
      // Where all aggregates take each value of one variable once, DISTINCT goes below: it spills.
      let isBelow = isOfDistinctRows(aggregates)
      var plain = aggregates
      if isBelow { for index in plain.indices { plain[index].aggregate.isDistinct = false } }
      return GroupOperator(isBelow ? DistinctOperator(below) : below, keys: places, slots: slots) {
        () throws(QueryError) in
        GroupTable(
          keys: places, try compile(plain, columns, scope), context, width: columns.count,
          spills: true)
      }
    }
    let parts = canDivide(aggregates) ? parts(input) : []
    guard !parts.isEmpty else { return try alone() }
    let builder = sharing
    let several = ParallelGroupOperator(
      parts, contexts: contexts, slots: slots, control: context.control
    ) { (context, partition) throws(QueryError) in
      ProjectOperator(
        try builder.part(partition, context).build(input, needed: needed), slots: columns)
    } makeTable: { (context) throws(QueryError) in
      let own = OperatorBuilder(builder.planner.with(context))
      let places = keys.compactMap { columns.firstIndex(of: $0) }
      return GroupTable(
        keys: places, try own.compile(aggregates, columns, scope), context, width: columns.count,
        spills: false)
    }
    return FallbackOperator(several, makeAlone: alone)
  }

  /// A join of sorted patterns, which are read once for all threads; what does not fit into memory is joined by pairs.
  func trieJoin(
    _ list: [PlanNode], _ order: [Slot], _ otherwise: PlanNode, _ slots: [Slot]
  ) throws(QueryError) -> BatchOperator {
    var whole = self
    whole.partition = nil
    let tables = tables
    let join = TrieJoinOperator(
      list.map(\.sorting), order: order, slots: slots,
      partition: partition.flatMap { $0.slot == order.first ? $0.ids : nil },
      control: context.control
    ) { [whole] () throws(QueryError) in
      var made: [TrieTable] = []
      for node in list {
        let read = { () throws(QueryError) -> TrieTable in
          try TrieTable(
            ProjectOperator(try whole.build(node, needed: Set(node.slots)), slots: node.sorting))
        }
        if let tables {
          made.append(try tables.table(of: node, as: TrieTable.self).built(read))
        } else {
          made.append(try read())
        }
      }
      return made
    }
    // Of one part there is no other plan: whoever divides the work does it whole then.
    if partition != nil { return join }
    return FallbackOperator(join) { [self] () throws(QueryError) in
      ProjectOperator(try build(otherwise, needed: Set(slots)), slots: slots)
    }
  }

  /// Whether all aggregates take each value of the one variable, or each row, once.
  private func isOfDistinctRows(_ aggregates: [PlannedAggregate]) -> Bool {
    guard let first = aggregates.first?.aggregate.argument else {
      return !aggregates.isEmpty
        && aggregates.allSatisfy { $0.aggregate.isDistinct && $0.aggregate.argument == nil }
    }
    guard case .variable = first else { return false }
    return aggregates.allSatisfy { $0.aggregate.isDistinct && $0.aggregate.argument == first }
  }

  /// Threads of a heavy query.
  private static let threads = ProcessorCount.value

  /// A context for each thread, this one's first.
  private var contexts: [EvaluationContext] {
    [context] + (1..<Self.threads).map { context.forked($0) }
  }

  /// The parts that threads take of a plan, or none where one thread runs it.
  private func parts(_ input: PlanNode) -> [Partition] {
    // Figures of operators are of one thread, and so is a part of a part.
    guard analysis == nil, partition == nil, given.isEmpty else { return [] }
    return Partitioning(view: context.view, strain: context.control.strain).parts(
      input, threads: Self.threads)
  }

  /// Whether several threads can calculate the aggregates, each of some rows.
  private func canDivide(_ aggregates: [PlannedAggregate]) -> Bool {
    aggregates.allSatisfy {
      if case .groupConcat = $0.aggregate.function { return false }
      if $0.aggregate.argument?.hasExists == true { return false }
      return !$0.aggregate.isDistinct || $0.aggregate.function == .count
    }
  }

  private func compile(
    _ aggregates: [PlannedAggregate], _ columns: [Slot], _ scope: GraphScope
  ) throws(QueryError) -> [CompiledAggregate] {
    let compiler = try compiler(columns, scope)
    var compiled: [CompiledAggregate] = []
    for planned in aggregates {
      let argument = try planned.aggregate.argument.map { expression throws(QueryError) in
        try compiler.compile(expression)
      }
      compiled.append(
        CompiledAggregate(
          function: planned.aggregate.function, argument: argument,
          isDistinct: planned.aggregate.isDistinct))
    }
    return compiled
  }
}
