/// The figures of a plan's operators, node by node; one thread.
final class PlanAnalysis {
  private var figures: [ObjectIdentifier: OperatorMetrics] = [:]

  /// The metrics of a node, made when asked for first.
  func metrics(of node: PlanNode) -> OperatorMetrics {
    let key = ObjectIdentifier(node)
    if let known = figures[key] { return known }
    let new = OperatorMetrics()
    figures[key] = new
    return new
  }

  /// Forgets the figures of a node and of all below it, which is run again.
  func forget(_ node: PlanNode) {
    figures[ObjectIdentifier(node)] = nil
    for input in node.inputs { forget(input) }
  }
}
