// Product types and their features.
//
//   level 0   1
//   level 1   2   3   4   5          twice as many as the product count has digits, about
//   level 2   6 7 8 9 10 ... 21      eight each, but on the last level two, four or eight
//
// The deeper and wider, the more products: a type of the last level has some 5 to 200 of them.
// Types are numbered level by level; a product is of one of the last level and of its ancestors.
// Features are numbered by type, and the root has none.
// The number of types at 666, 2,785, 70,812 and 284,826 products is that of the published data.
// Memory: eight bytes a type, of which there are 2,011 at 284,826 products.

/// The tree of product types, with the features that each type brings.
struct BSBMHierarchy: Sendable {
  /// The numbers of the types of each level, the root's first.
  let levels: [Range<Int>]
  /// By type number less 1: the parent's number, 0 for the root.
  private let parents: [UInt32]
  /// By type number less 1: the first of its features; at the end one more than the last feature.
  private let featureStarts: [UInt32]

  /// Draws the tree for a number of products.
  init(products: Int, using random: inout SeededRandom) {
    var levels = [1..<2]
    var parents: [UInt32] = [0]
    for children in Self.branching(products: products) {
      let above = levels[levels.count - 1]
      for parent in above {
        parents += repeatElement(UInt32(parent), count: children)
      }
      levels.append(above.upperBound..<above.upperBound + above.count * children)
    }
    let depth = levels.count - 1
    let range = Self.features(depth: depth)
    var featureStarts: [UInt32] = [1, 1]
    for _ in 1..<parents.count {
      featureStarts.append(featureStarts[featureStarts.count - 1] + UInt32(random.within(range)))
    }
    self.levels = levels
    self.parents = parents
    self.featureStarts = featureStarts
  }

  /// How many types there are.
  var typeCount: Int { parents.count }

  /// How many features there are.
  var featureCount: Int { Int(featureStarts[typeCount]) - 1 }

  /// The types of the last level.
  var leaves: Range<Int> { levels[levels.count - 1] }

  /// The type that a type is a subclass of, or nil for the root.
  func parent(of type: Int) -> Int? {
    let parent = parents[type - 1]
    return parent == 0 ? nil : Int(parent)
  }

  /// The features that a type brings, without those of its ancestors.
  func features(of type: Int) -> Range<Int> {
    Int(featureStarts[type - 1])..<Int(featureStarts[type])
  }

  /// A type with its ancestors, the root last.
  func chain(from type: Int) -> [Int] {
    var chain = [type]
    while let parent = parent(of: chain[chain.count - 1]) { chain.append(parent) }
    return chain
  }

  /// Whether a type is `ancestor` or below it.
  func isType(_ type: Int, within ancestor: Int) -> Bool {
    var current: Int? = type
    while let found = current {
      if found == ancestor { return true }
      current = parent(of: found)
    }
    return false
  }

  /// How many children a type of each level but the last has.
  ///
  /// By the decimal logarithm l of the product count: half of l, rounded, and one more levels below
  /// the root; the root has twice l, rounded, children; the last level is 2, 4 or 8 wide by how far
  /// l is above or below what the depth is made for. Squares and powers instead of logarithms keep
  /// it exact.
  private static func branching(products: Int) -> [Int] {
    let square = products * products
    var halves = 0
    while products >= power(2 * halves + 1) { halves += 1 }
    var digits = 0
    while square >= power(2 * digits + 1) { digits += 1 }
    let rootChildren = 2 * max(1, digits)
    guard halves > 0 else { return [rootChildren] }
    let lastChildren =
      square < power(4 * halves - 1) ? 2 : square < power(4 * halves + 1) ? 4 : 8
    return [rootChildren] + repeatElement(8, count: halves - 1) + [lastChildren]
  }

  /// How many features a type has: 35 to 75 in a tree of two levels below the root, fewer in a
  /// deeper one, so that a product has some 25 whatever the depth.
  private static func features(depth: Int) -> ClosedRange<Int> {
    guard depth > 1 else { return 35...75 }
    let divisor = depth * (depth + 1) / 2 - 1
    return 35 * depth / divisor...75 * depth / divisor
  }

  /// A power of ten.
  private static func power(_ exponent: Int) -> Int {
    repeatElement(10, count: exponent).reduce(1, *)
  }
}
