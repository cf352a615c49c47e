// Group graph patterns.

import RDF
import SPARQL

extension RandomQuery {
  /// A group with its braces; `depth` bounds how far groups nest.
  mutating func group(depth: Int) -> String {
    var elements = [random.chance(85) ? triples() : element(depth: depth)]
    for _ in 0..<random.below(depth > 1 ? 3 : 2) { elements.append(element(depth: depth)) }
    return "{\n" + elements.map { "  " + $0 }.joined(separator: "\n") + "\n}"
  }

  private mutating func element(depth: Int) -> String {
    let inner = depth - 1
    switch random.below(100) {
    case 0..<16 where features.contains(.optional) && inner > 0:
      return "OPTIONAL \(group(depth: inner))"
    case 16..<26 where features.contains(.union) && inner > 0:
      let branches = (0...(1 + random.below(2))).map { _ in group(depth: inner) }
      return branches.joined(separator: " UNION ")
    case 26..<33 where features.contains(.minus) && inner > 0 && isUncontested:
      return "MINUS \(group(depth: inner))"
    case 33..<52 where features.contains(.filter):
      return "FILTER(\(condition(depth: 2)))"
    case 52..<60 where features.contains(.exists) && inner > 0:
      return "FILTER \(exists(depth: inner))"
    case 60..<68 where features.contains(.bind):
      let expression = value(depth: 2)
      let name = freshVariable()
      variables.append(name)
      return "BIND(\(expression) AS ?\(name))"
    case 68..<74 where features.contains(.values):
      return values()
    case 74..<81 where features.contains(.subquery) && inner > 0 && isUncontested:
      return subquery(depth: inner)
    case 81..<90 where features.contains(.graph) && inner > 0:
      let name =
        random.chance(50)
        ? "?\(random.pick(variables))" : text(.iri(random.pick(RandomVocabulary.graphs)))
      return "GRAPH \(name) \(group(depth: inner))"
    case 90..<93 where inner > 0:
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
    return (random.chance(40) ? "NOT " : "") + "EXISTS \(group(depth: depth))"
  }

  /// Triple patterns and paths, most of which share a variable with one before.
  private mutating func triples() -> String {
    var used: [String] = []
    counter += 1
    let label = "_:n\(counter)"
    return (0..<(1 + random.below(random.chance(30) ? 4 : 2))).map { _ in
      var ends = [end(constants: 25), end(constants: 40)]
      if !used.isEmpty, random.chance(90) { ends[random.below(2)] = random.pick(used) }
      if random.chance(6) { ends[random.below(2)] = random.chance(50) ? label : "[]" }
      used += ends.filter { $0.hasPrefix("?") }
      let isPath = features.contains(.path) && random.chance(20)
      let verb = isPath ? path(depth: 3) : predicate(variables: 15)
      return "\(ends[0]) \(verb) \(ends[1]) ."
    }.joined(separator: " ")
  }

  /// A variable, or so many times in a hundred a constant.
  mutating func end(constants: Int) -> String {
    guard random.chance(constants) else { return "?\(random.pick(variables))" }
    return random.chance(70) ? text(.iri(random.pick(RandomVocabulary.resources))) : constant()
  }

  mutating func predicate(variables percent: Int) -> String {
    random.chance(percent)
      ? "?\(random.pick(variables))" : text(.iri(random.pick(RandomVocabulary.predicates)))
  }

  private mutating func path(depth: Int) -> String {
    let link = text(.iri(random.pick(RandomVocabulary.predicates)))
    guard depth > 0 else { return link }
    switch random.below(10) {
    case 0: return "^\(primary(depth: depth - 1))"
    case 1, 2: return "\(step(depth: depth - 1))/\(step(depth: depth - 1))"
    case 3: return "\(step(depth: depth - 1))|\(step(depth: depth - 1))"
    case 4, 5: return "\(primary(depth: depth - 1))\(random.pick(["*", "+", "?"]))"
    case 6:
      let members = RandomVocabulary.predicates.filter { _ in random.chance(40) }
      let names = members.map { (random.chance(40) ? "^" : "") + text(.iri($0)) }
      return "!(\(names.joined(separator: "|")))"
    default: return link
    }
  }

  private mutating func step(depth: Int) -> String {
    random.chance(50) ? primary(depth: depth) : "(\(path(depth: depth)))"
  }

  private mutating func primary(depth: Int) -> String {
    random.chance(60)
      ? text(.iri(random.pick(RandomVocabulary.predicates))) : "(\(path(depth: depth)))"
  }

  mutating func values() -> String {
    let columns = Array(variables.shuffled(using: &random).prefix(1 + random.below(2)))
    let rows = (0..<random.below(4)).map { _ in
      let cells = columns.map { _ in random.chance(20) ? "UNDEF" : constant() }
      return "(\(cells.joined(separator: " ")))"
    }
    let header = columns.map { "?\($0)" }.joined(separator: " ")
    return "VALUES (\(header)) { \(rows.joined(separator: " ")) }"
  }
}
