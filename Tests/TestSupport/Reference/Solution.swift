// Solution mappings (SPARQL 1.1 section 18.1.8) and what section 18.3 says of two of them.

import RDF
import SPARQL

/// A solution mapping μ; a variable that is not a key is not in dom(μ).
package typealias Solution = [Variable: Term]

extension Solution {
  /// Whether both have the same term for each variable that is in both.
  func isCompatible(with other: Solution) -> Bool {
    allSatisfy { variable, term in other[variable].map { $0 == term } ?? true }
  }

  /// merge(μ1, μ2), or nil where they are not compatible.
  func merged(with other: Solution) -> Solution? {
    isCompatible(with: other) ? merging(other) { own, _ in own } : nil
  }

  /// Whether no variable is in both.
  func isDisjoint(with other: Solution) -> Bool { allSatisfy { other[$0.key] == nil } }

  /// Proj(μ, variables).
  func restricted(to variables: some Sequence<Variable>) -> Solution {
    let kept = Set(variables)
    return filter { kept.contains($0.key) }
  }

  /// The solution with `place` standing for `term`, or nil where it stands for another already.
  func binding(_ place: PatternTerm, to term: Term) -> Solution? {
    switch place {
    case .term(let own): return own == term ? self : nil
    case .variable(let variable): return merged(with: [variable: term])
    }
  }
}

extension Array where Element == Solution {
  /// Each solution once, in the order in which they first stand.
  func distinct() -> [Solution] {
    var seen: Set<Solution> = []
    return filter { seen.insert($0).inserted }
  }
}
