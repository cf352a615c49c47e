// A query on its way: planned, built, and read row by row or written out.

import RDF
import RDFSyntax
import SPARQL
import Storage

/// Runs one query in one view; one thread.
package final class QueryExecution {
  package let query: Query
  package let control: QueryControl
  let planner: Planner
  let context: EvaluationContext
  /// The plan of the pattern.
  let plan: PlanNode
  let analysis: PlanAnalysis?
  private let root: BatchOperator
  private let outputs: [Slot]
  private let row: ResultRow

  /// Plans `query` in `view`, or takes its plan from `plans`; nothing is read but statistics.
  package init(
    _ query: Query, in view: ReadView, options: QueryOptions = QueryOptions(),
    control: QueryControl, analyzes: Bool = false, plans: PlanCache? = nil
  ) throws(QueryError) {
    self.query = query
    self.control = control
    let local = LocalTerms()
    let settings = FunctionSettings(
      now: Clock.now, base: query.prologue.base.flatMap { IRIBase($0.string) },
      seed: options.seed)
    context = EvaluationContext(
      view: view, local: local, control: control, functions: FunctionContext(settings),
      services: options.services)
    let planned = try Self.planned(query, options, context, plans)
    planner = Planner(context, dataset: planned.dataset, variables: planned.variables.copied())
    plan = planned.plan
    outputs = QueryExecution.outputs(query).map { [planner] in planner.variables.slot($0) }
    analysis = analyzes ? PlanAnalysis() : nil
    let builder = OperatorBuilder(planner, analysis: analysis)
    // One row is all that ASK wants: several threads would find more.
    let built: BatchOperator
    if case .ask = query.form {
      built = try builder.build(plan, needed: Set(outputs))
    } else {
      built = try builder.buildWhole(plan, needed: Set(outputs))
    }
    root = ProjectOperator(built, slots: outputs)
    row = ResultRow(width: outputs.count, view: view, local: local)
  }

  private static func planned(
    _ query: Query, _ options: QueryOptions, _ context: EvaluationContext, _ plans: PlanCache?
  ) throws(QueryError) -> PlannedQuery {
    let key = PlanCache.Key(query, options, context.control.strain)
    if let known = plans?.plan(key, context.view) { return known }
    let dataset = try QueryDataset(
      query.dataset, default: options.defaultGraph, includingDerived: options.includesDerived,
      context)
    let planner = Planner(context, dataset: dataset, variables: VariableTable())
    var pattern = query.pattern.substitutingParameters(options.bindings)
    // A parameter that is selected shows its value.
    let outputs = outputs(query)
    for (variable, term) in options.bindings.sorted(by: { $0.key.name < $1.key.name })
    where outputs.contains(variable) {
      pattern = .join(pattern, .values(ValuesTable(variables: [variable], rows: [[term]])))
    }
    let plan = try planner.plan(whole: planner.pushingFilters(pattern))
    let planned = PlannedQuery(plan: plan, variables: planner.variables, dataset: dataset)
    // Ids of terms that this query has made mean nothing to another.
    if let plans, context.local.isEmpty, plan.tableCells <= PlanCache.mostCells {
      plans.keep(planned, key, context.view)
    }
    return planned
  }

  /// The variables that the form of a query reads.
  private static func outputs(_ query: Query) -> [Variable] {
    switch query.form {
    case .select(let variables): variables
    case .ask: []
    case .construct(let template):
      Set(template.flatMap(\.variables)).sorted { $0.name < $1.name }
    case .describe(let terms): terms.compactMap(\.variable)
    }
  }

  /// The variables of a SELECT query.
  package var variables: [Variable] {
    if case .select(let variables) = query.form { variables } else { [] }
  }

  /// The column of a variable that the form reads.
  func column(of variable: Variable) -> Int? {
    outputs.firstIndex(of: planner.variables.slot(variable))
  }

  // MARK: results

  /// Whether there is a solution.
  package func ask() throws(QueryError) -> Bool { try root.next() }

  /// Writes the answer of an ASK query.
  package func writeAnswer(to writer: any SolutionWriter) throws(QueryOutputError) {
    let answer = try querying { () throws(QueryError) in try ask() }
    do throws(WriteError) {
      try writer.write(boolean: answer)
      try writer.finish()
    } catch { throw .output(error) }
  }

  /// Runs the query to its end and drops its rows.
  package func drain() throws(QueryError) { while try root.next() {} }

  /// Goes to the next batch of rows; false at the end.
  func nextBatch() throws(QueryError) -> Bool { try root.next() }

  /// Rows of the current batch.
  var rowCount: Int { root.rows }

  /// The id of a cell of the current batch; 0 is unbound.
  func id(row: Int, column: Int) -> UInt64 { root.batch[column][row] }

  /// The next rows as terms, none at the end.
  package func nextRows() throws(QueryError) -> [[Term?]] {
    guard try root.next() else { return [] }
    var rows: [[Term?]] = []
    rows.reserveCapacity(root.rows)
    for row in 0..<root.rows {
      var terms: [Term?] = []
      terms.reserveCapacity(outputs.count)
      for column in root.batch {
        terms.append(column[row] == 0 ? nil : try context.term(of: column[row]))
      }
      rows.append(terms)
    }
    return rows
  }

  /// Rows that one thread writes before others are asked to help.
  private static let rowsOfOneThread = 4 * BatchOperator.batchRows

  /// Writes all rows and returns how many.
  ///
  /// The first batch goes to the sink at once; long results are printed by all cores.
  package func write(to writer: any SolutionWriter) throws(QueryOutputError) -> Int {
    var count = 0
    do throws(WriteError) {
      try writer.begin(variables: variables.map(\.name))
    } catch { throw .output(error) }
    let alone = control.strain.contains(.divide) ? 1 : Self.rowsOfOneThread
    while count < alone {
      guard try querying({ () throws(QueryError) in try root.next() }) else {
        do throws(WriteError) { try writer.finish() } catch { throw .output(error) }
        return count
      }
      for index in 0..<root.rows {
        try querying { () throws(QueryError) in try row.decode(root.batch, row: index) }
        do throws(WriteError) { try writer.write(row.cells) } catch { throw .output(error) }
      }
      if count == 0 { do throws(WriteError) { try writer.flush() } catch { throw .output(error) } }
      count += root.rows
    }
    count += try writeRest(to: writer)
    do throws(WriteError) { try writer.finish() } catch { throw .output(error) }
    return count
  }

  private func writeRest(to writer: any SolutionWriter) throws(QueryOutputError) -> Int {
    let printing = RowPrinting(
      writer, width: outputs.count, view: context.view, local: context.local, control: control)
    return try printing.write(root)
  }
}

/// Why a result could not be had.
package enum QueryOutputError: Error {
  /// The query failed.
  case query(QueryError)
  /// The result could not be written.
  case output(WriteError)
}

@inline(__always)
func querying<R>(_ body: () throws(QueryError) -> R) throws(QueryOutputError) -> R {
  do throws(QueryError) { return try body() } catch { throw .query(error) }
}
