// Items of a join as a graph: two hang together where they share a variable. Sets of items are bits of a word.

import SPARQL

/// The items of a join and the variables that connect them.
struct JoinGraph {
  /// The variables that two sets share.
  struct Shared {
    var slots: [Slot]
    /// Whether both sets bind all of them for certain.
    var areBound: Bool
  }

  private let items: [JoinItem]
  /// For each variable the items that have it, and those that bind it for certain.
  private var holders: [(slot: Slot, all: Int, binding: Int)] = []
  /// For each item those that it shares a variable with.
  private var neighbours: [Int] = []

  init(_ items: [JoinItem]) {
    self.items = items
    guard items.count < Int.bitWidth else { return }
    var places: [Slot: Int] = [:]
    for (index, item) in items.enumerated() {
      for slot in item.slots.sorted() {
        let place: Int
        if let known = places[slot] {
          place = known
        } else {
          place = holders.count
          places[slot] = place
          holders.append((slot, 0, 0))
        }
        holders[place].all |= 1 << index
        if item.bound.contains(slot) { holders[place].binding |= 1 << index }
      }
    }
    neighbours = items.indices.map { index in
      holders.reduce(0) { $1.all & 1 << index != 0 ? $0 | $1.all : $0 }
    }
  }

  /// Whether the items of a set hang together.
  func isConnected(_ set: Int) -> Bool {
    var reached = set & -set
    while true {
      var next = reached
      var left = reached
      while left != 0 {
        next |= neighbours[left.trailingZeroBitCount] & set
        left &= left - 1
      }
      if next == reached { return reached == set }
      reached = next
    }
  }

  /// The variables that two sets share.
  func shared(_ a: Int, _ b: Int) -> Shared {
    var shared = Shared(slots: [], areBound: true)
    for holder in holders where holder.all & a != 0 && holder.all & b != 0 {
      shared.slots.append(holder.slot)
      if holder.binding & a == 0 || holder.binding & b == 0 { shared.areBound = false }
    }
    return shared
  }

  /// The items in groups that share no variable with one another, each in the order given.
  var components: [[JoinItem]] {
    var components: [(slots: Set<Slot>, items: [Int])] = []
    for (index, item) in items.enumerated() {
      var joined: (slots: Set<Slot>, items: [Int]) = (item.slots, [index])
      components.removeAll { other in
        guard !other.slots.isDisjoint(with: item.slots) else { return false }
        joined.slots.formUnion(other.slots)
        joined.items += other.items
        return true
      }
      components.append(joined)
    }
    return components.map { component in component.items.sorted().map { items[$0] } }
  }
}

extension JoinGraph.Shared {
  /// The variables that two plans share.
  init(_ a: PlanNode?, _ b: PlanNode?) {
    guard let a, let b else {
      self.init(slots: [], areBound: true)
      return
    }
    let slots = a.slots.filter { b.slots.contains($0) }
    self.init(
      slots: slots, areBound: slots.allSatisfy { a.bound.contains($0) && b.bound.contains($0) })
  }
}
