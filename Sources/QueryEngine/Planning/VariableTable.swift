import SPARQL
import Storage

/// The variables of one query and their numbers; any thread may use it, because the threads of a query compile their
/// expressions each for itself.
final class VariableTable: @unchecked Sendable {
  // Unchecked: all that changes has a lock.
  private let monitor = Monitor()
  private var slots: [Variable: Slot] = [:]
  private var variables: [Variable] = []

  /// A table of the same variables that grows by itself.
  func copied() -> VariableTable {
    let copy = VariableTable()
    monitor.withLock {
      copy.slots = slots
      copy.variables = variables
    }
    return copy
  }

  /// The slot of a variable, which is made where it is new.
  func slot(_ variable: Variable) -> Slot { monitor.withLock { add(variable) } }

  /// A variable of the planner's own.
  func fresh(_ purpose: String) -> Slot {
    monitor.withLock { add(Variable("..\(purpose)\(variables.count)")) }
  }

  func variable(_ slot: Slot) -> Variable { monitor.withLock { variables[slot.index] } }

  /// Under the lock.
  private func add(_ variable: Variable) -> Slot {
    if let known = slots[variable] { return known }
    let slot = Slot(index: variables.count)
    variables.append(variable)
    slots[variable] = slot
    return slot
  }
}
