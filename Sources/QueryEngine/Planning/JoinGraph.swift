// Items of a join as a graph: two hang together where they share a variable, or where a condition reads variables of
// both, because a product that is filtered at once is small. Sets of items are bits of a word.

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

  /// For each item the items that a condition connects it with.
  private let links: [Int]

  /// `conditions` are the variables of each condition.
  init(_ items: [JoinItem], conditions: [Set<Slot>]) {
    self.items = items
    var links = items.map { _ in 0 }
    if items.count < Int.bitWidth {
      for slots in conditions {
        var linked = 0
        for index in items.indices where !items[index].slots.isDisjoint(with: slots) {
          linked |= 1 << index
        }
        for index in items.indices where linked & 1 << index != 0 { links[index] |= linked }
      }
    }
    self.links = links
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
      holders.reduce(links[index]) { $1.all & 1 << index != 0 ? $0 | $1.all : $0 }
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

  /// Whether each item of a set shares with the others what no single one of them has: the set is a cycle, or several.
  ///
  /// What is no such ear and could be taken away hangs on one other item (Graham 1979; Yu and Özsoyoğlu 1979).
  func hasNoEars(_ set: Int) -> Bool {
    for index in items.indices where set & 1 << index != 0 {
      let rest = set ^ 1 << index
      // The items that have all that this one shares with any.
      var common = rest
      for holder in holders where holder.all & 1 << index != 0 && holder.all & rest != 0 {
        common &= holder.all
      }
      if common != 0 { return false }
    }
    return true
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

  /// The items in groups that do not hang together with one another, each in the order given.
  var components: [[JoinItem]] {
    // So many are planned one after the other, whatever connects them.
    guard items.count < Int.bitWidth else { return [items] }
    var components: [[JoinItem]] = []
    var left = Set(items.indices)
    while let first = left.min() {
      var component = 1 << first
      while true {
        let next = items.indices.reduce(component) {
          component & 1 << $1 != 0 ? $0 | neighbours[$1] | 1 << $1 : $0
        }
        if next == component { break }
        component = next
      }
      let members = items.indices.filter { component & 1 << $0 != 0 }
      left.subtract(members)
      components.append(members.map { items[$0] })
    }
    return components
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
