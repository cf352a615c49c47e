import SPARQL

/// The variables of one query and their numbers; planning is of one thread.
final class VariableTable {
  private var slots: [Variable: Slot] = [:]
  private(set) var variables: [Variable] = []

  /// The slot of a variable, which is made where it is new.
  func slot(_ variable: Variable) -> Slot {
    if let known = slots[variable] { return known }
    let slot = Slot(index: variables.count)
    variables.append(variable)
    slots[variable] = slot
    return slot
  }

  /// A variable of the planner's own.
  func fresh(_ purpose: String) -> Slot {
    slot(Variable("..\(purpose)\(variables.count)"))
  }

  func variable(_ slot: Slot) -> Variable { variables[slot.index] }
}
