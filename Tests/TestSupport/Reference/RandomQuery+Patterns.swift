// Group graph patterns.

import RDF
import SPARQL

extension RandomQuery {
  /// A group with its braces; `depth` bounds how far groups nest.
  mutating func group(depth: Int) -> String {
    var elements = [random.chance(85) ? triples() : element(depth: depth)]
    // A query that names its dataset should look at all of it.
    if hasDataset, depth > 1, random.chance(40) { elements.append(named(depth: 1)) }
    for _ in 0..<random.below(depth > 1 ? 3 : 2) { elements.append(element(depth: depth)) }
    return "{\n" + elements.map { "  " + $0 }.joined(separator: "\n") + "\n}"
  }

  private mutating func element(depth: Int) -> String {
    let inner = depth - 1
    switch random.below(100) {
    case 0..<18 where features.contains(.optional) && inner > 0:
      return "OPTIONAL \(aside(percent: 30, depth: inner))"
    case 18..<30 where features.contains(.union) && inner > 0:
      let branches = (0...(1 + random.below(2))).map { _ in aside(percent: 20, depth: inner) }
      return branches.joined(separator: " UNION ")
    case 30..<36 where features.contains(.minus) && inner > 0 && isUncontested:
      return "MINUS \(aside(percent: 60, depth: inner))"
    case 36..<50 where features.contains(.filter):
      let condition = condition(depth: 2)
      // As often as not what is an error is let through, or what holds is not.
      return random.pick([
        "FILTER(\(condition))", "FILTER(\(condition))", "FILTER(COALESCE(\(condition), true))",
        "FILTER(!COALESCE(\(condition), false))",
      ])
    case 50..<58 where features.contains(.exists) && inner > 0:
      return "FILTER \(exists(depth: inner))"
    case 58..<68 where features.contains(.bind):
      let expression = value(depth: 2)
      let name = freshVariable()
      variables.append(name)
      return "BIND(\(expression) AS ?\(name))"
    case 68..<72 where features.contains(.values):
      return values()
    case 72..<80 where features.contains(.subquery) && inner > 0 && isUncontested:
      return subquery(depth: inner)
    case 80..<88 where features.contains(.graph) && inner > 0:
      return named(depth: inner)
    case 88..<92 where inner > 0:
      return group(depth: inner)
    default:
      return triples()
    }
  }

  /// Whether what differs between engines inside EXISTS may stand here.
  private var isUncontested: Bool { !isInExists || features.contains(.contestedExists) }

  mutating func exists(depth: Int) -> String {
    let (wasInExists, outer) = (isInExists, variables)
    isInExists = true
    // A variable of BIND in there is not for what stands around.
    defer { (isInExists, variables) = (wasInExists, outer) }
    var inner = aside(percent: 50, depth: depth)
    if random.chance(40) {
      // A condition on what is bound outside, which EXISTS alone can see in a group.
      let (one, other) = ("?\(random.pick(outer))", "?\(random.pick(outer))")
      let condition = random.pick([
        "\(one) \(comparison()) \(other)", "BOUND(\(one))", "!BOUND(\(one))", "isIRI(\(one))",
        "!sameTerm(\(one), \(other))",
      ])
      inner = "{ \(inner) FILTER(\(condition)) }"
    }
    return (random.chance(40) ? "NOT " : "") + "EXISTS \(inner)"
  }

  /// A group that so many times in a hundred forgets what the patterns around it stand for.
  private mutating func aside(percent: Int, depth: Int) -> String {
    let outer = witness
    defer { witness = outer }
    if random.chance(percent) { witness = [:] }
    return group(depth: depth)
  }

  /// GRAPH, mostly with patterns that its graph has.
  private mutating func named(depth: Int) -> String {
    let outer = activeGraph
    defer { activeGraph = outer }
    // Now and then a graph that does not exist.
    let graph = Term.iri(
      random.chance(5) ? RandomVocabulary.resources[0] : random.pick(RandomVocabulary.graphs))
    activeGraph = graph
    guard random.chance(50) else { return "GRAPH \(text(graph)) \(group(depth: depth))" }
    let variable = random.chance(60) ? "e" : random.pick(variables)
    if witness[variable] == nil { witness[variable] = graph }
    return "GRAPH ?\(variable) \(group(depth: depth))"
  }
}
