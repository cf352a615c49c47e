/// A tree with its height, which ``QueryLimits/treeHeight`` bounds.
struct Measured<Tree> {
  var tree: Tree
  var height: Int

  init(_ tree: Tree, height: Int = 1) {
    self.tree = tree
    self.height = height
  }
}

extension Measured {
  /// A tree of `items` that is as low as can be, for an operation whose grouping does not matter.
  ///
  /// Nil where there are no items. The order of the items stays.
  static func balanced(_ items: [Self], _ combine: (Tree, Tree) -> Tree) -> Self? {
    var level = items
    while level.count > 1 {
      var next: [Self] = []
      next.reserveCapacity((level.count + 1) / 2)
      for index in stride(from: 0, to: level.count - 1, by: 2) {
        let (left, right) = (level[index], level[index + 1])
        next.append(
          Self(combine(left.tree, right.tree), height: max(left.height, right.height) + 1))
      }
      if !level.count.isMultiple(of: 2) { next.append(level[level.count - 1]) }
      level = next
    }
    return level.first
  }
}
