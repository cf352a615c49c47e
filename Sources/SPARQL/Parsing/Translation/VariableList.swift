/// Variables in the order of their first appearance, each once.
struct VariableList {
  private(set) var variables: [Variable] = []
  private var known: Set<Variable> = []

  init() {}

  init(_ variables: some Sequence<Variable>) { for variable in variables { insert(variable) } }

  func contains(_ variable: Variable) -> Bool { known.contains(variable) }

  /// Adds a variable where it is new; false where it was there.
  @discardableResult
  mutating func insert(_ variable: Variable) -> Bool {
    guard known.insert(variable).inserted else { return false }
    variables.append(variable)
    return true
  }

  /// Adds a variable that stands in a place of a pattern.
  mutating func insert(_ term: PatternTerm) {
    if case .variable(let variable) = term { insert(variable) }
  }

  mutating func insert(contentsOf other: VariableList) {
    // The first list of a group is often all of it.
    guard !variables.isEmpty else {
      self = other
      return
    }
    for variable in other.variables { insert(variable) }
  }
}
