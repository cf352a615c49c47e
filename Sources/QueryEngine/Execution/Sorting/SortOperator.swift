// ORDER BY: rows are collected, on several threads where the plan can be cut, and merged.
//
//     part of the work ─► collector ─► sorted sources ─┐
//     part of the work ─► collector ─► sorted sources ─┴► merge ─► batches
//
// Parts are numbered as the scan goes, and of even rows those of the earlier part come first: the order does not
// depend on threads.

import SPARQL
import Storage

/// How rows are sorted.
struct SortSpec {
  var conditions: [SortColumn]
  /// Rows that are wanted at most, or nil for all.
  var limit: Int?

  /// A collector that holds a share of the memory.
  func collector(
    width: Int, _ context: EvaluationContext, share: Int
  ) -> SortCollector {
    if let limit, limit <= TopBuffer.mostRows {
      return TopBuffer(width: width, conditions, context, limit: limit)
    }
    // A third of the memory is for rows: what holds them is larger by half, and merging takes some too.
    return SortBuffer(
      width: width, conditions, context, mostBytes: context.control.memoryBytes / 3 / share)
  }
}

final class SortOperator: BatchOperator {
  private let collect: () throws(QueryError) -> (sources: [SortedSource], bytes: Int)
  private let conditions: [SortColumn]
  private let context: EvaluationContext
  private var merge: SortMerge?
  private var heldBytes = 0
  private let output: RowTable

  /// Sorts the rows of `input`; rows that the conditions do not tell apart keep their order.
  init(_ input: BatchOperator, _ spec: SortSpec, _ context: EvaluationContext) {
    conditions = spec.conditions
    self.context = context
    collect = { () throws(QueryError) in
      let collector = spec.collector(width: input.slots.count, context, share: 1)
      while try input.next() { try collector.add(input.batch, count: input.rows) }
      let bytes = collector.footprintBytes
      return (try collector.finish(), bytes)
    }
    output = RowTable(width: input.slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: input.slots, control: input.control)
  }

  /// Sorts the rows of all parts of a plan, a thread for each of `contexts`.
  init(
    _ parts: [Partition], contexts: [EvaluationContext], _ spec: SortSpec, slots: [Slot],
    make: @escaping (EvaluationContext, Partition) throws(QueryError) -> BatchOperator
  ) {
    conditions = spec.conditions
    context = contexts[0]
    let work = PartitionedWork(parts, make: make) { _ in
      SortedParts()
    } consume: {
      (found, input, part, context) throws(QueryError) in
      let collector = spec.collector(width: slots.count, context, share: contexts.count)
      while try input.next() { try collector.add(input.batch, count: input.rows) }
      found.sources.append((part, try collector.finish()))
    }
    collect = { () throws(QueryError) in
      let parts = try work.run(contexts).flatMap(\.sources).sorted { $0.part < $1.part }
      return (parts.flatMap(\.sources), 0)
    }
    output = RowTable(width: slots.count, capacity: BatchOperator.batchRows)
    super.init(slots: slots, control: context.control)
  }

  override var footprintBytes: Int { heldBytes }

  override func produce() throws(QueryError) -> Bool {
    let merge: SortMerge
    if let known = self.merge {
      merge = known
    } else {
      let (sources, bytes) = try collect()
      heldBytes = bytes
      merge = try SortMerge(sources, conditions, context)
      self.merge = merge
    }
    output.removeAll()
    while output.count < BatchOperator.batchRows, try merge.take(into: output) {}
    show(output)
    return output.count > 0
  }
}

/// The sources of the parts that one thread has taken.
private final class SortedParts {
  var sources: [(part: Int, sources: [SortedSource])] = []
}
