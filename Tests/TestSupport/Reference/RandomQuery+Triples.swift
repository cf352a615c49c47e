// Triple patterns, paths and VALUES, most of which hold in the data.
//
// A query that finds nothing tests little. So patterns are made of triples of the data, with variables for
// terms, and `witness` has the term that each variable stands for: as long as patterns keep to it, they
// have a solution together.

import RDF
import SPARQL

extension RandomQuery {
  /// One to four triple patterns and paths; blank nodes in them are theirs alone.
  mutating func triples() -> String {
    counter += 1
    let label = "_:n\(counter)"
    return (0..<(1 + random.below(random.chance(30) ? 4 : 2))).map { _ in
      guard let triple = triple() else { return anyTriple() }
      let isPath = features.contains(.path) && random.chance(20)
      var subject = place(triple.subject, in: ["a", "b"], label)
      var object = place(triple.object, in: random.chance(80) ? ["c", "d"] : ["a", "b"], label)
      let verb = isPath ? path(over: triple.predicate) : place(triple.predicate, in: [], label)
      if verb.hasPrefix("^") { swap(&subject, &object) }
      return "\(subject) \(verb) \(object) ."
    }.joined(separator: " ")
  }

  /// A triple of the active graph, rather one with a term that a variable stands for; nil for none, or
  /// where the pattern shall be left to chance.
  private mutating func triple() -> Triple? {
    let all = activeTriples
    guard !all.isEmpty, random.chance(85) else { return nil }
    let known = Set(witness.values)
    let near = all.filter { known.contains($0.subject) || known.contains($0.object) }
    return random.pick(near.isEmpty || random.chance(20) ? all : near)
  }

  /// A variable that stands for `term`, one of `names` that is free to do so, or the term itself.
  private mutating func place(_ term: Term, in names: [String], _ label: String) -> String {
    let own = variables.filter { witness[$0] == term }
    if !own.isEmpty, random.chance(70) { return "?\(random.pick(own))" }
    let free = (names + (names.isEmpty && random.chance(12) ? ["e"] : []))
      .filter { witness[$0] == nil }
    var isBlank = false
    if case .blankNode = term { isBlank = true }
    if !free.isEmpty, isBlank || names.isEmpty || random.chance(75) {
      let name = random.pick(free)
      witness[name] = term
      return "?\(name)"
    }
    if isBlank || (!names.isEmpty && random.chance(5)) { return random.chance(50) ? label : "[]" }
    return text(term)
  }

  /// A triple pattern that need not hold.
  private mutating func anyTriple() -> String {
    let isPath = features.contains(.path) && random.chance(20)
    let verb = isPath ? path(depth: 3) : predicate(variables: 12)
    return "\(end(constants: 15)) \(verb) \(end(constants: 25)) ."
  }

  /// A variable, or so many times in a hundred a constant.
  mutating func end(constants: Int) -> String {
    guard random.chance(constants) else { return "?\(random.pick(variables))" }
    return random.chance(70) ? text(.iri(random.pick(RandomVocabulary.resources))) : constant()
  }

  mutating func predicate(variables percent: Int) -> String {
    guard random.chance(percent) else {
      return text(.iri(random.pick(RandomVocabulary.predicates)))
    }
    return "?\(random.chance(80) ? "e" : random.pick(variables))"
  }

  /// A path that goes over `predicate`, more often than not.
  private mutating func path(over predicate: Term) -> String {
    let link = text(predicate)
    switch random.below(10) {
    case 0: return "^\(link)"
    case 1: return "\(link)*"
    case 2: return "\(link)+"
    case 3: return "(\(link)|\(path(depth: 2)))"
    case 4: return "(\(link)|\(path(depth: 1)))\(random.pick(["*", "+", "?"]))"
    case 5: return "\(link)/(\(path(depth: 2)))?"
    case 6: return "(\(path(depth: 1)))*/\(link)"
    case 7: return "(\(link)|^(^\(link)))"
    default: return path(depth: 3)
    }
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
    let rows = (0..<random.below(4)).map { number in
      let cells = columns.map { name in
        if number == 0, let term = witness[name], random.chance(70) {
          if case .blankNode = term { return "UNDEF" }
          return text(term)
        }
        return random.chance(20) ? "UNDEF" : end(constants: 100)
      }
      return "(\(cells.joined(separator: " ")))"
    }
    let header = columns.map { "?\($0)" }.joined(separator: " ")
    return "VALUES (\(header)) { \(rows.joined(separator: " ")) }"
  }
}
