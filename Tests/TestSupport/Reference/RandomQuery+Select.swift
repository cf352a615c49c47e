// SELECT with its modifiers, as a query and as a subquery.

import RDF
import SPARQL

extension RandomQuery {
  mutating func topSelect() -> (text: String, rule: RandomRule) {
    let clause = datasetClause()
    let select = select(depth: 3, dataset: clause)
    let ending = trailingValues()
    guard features.contains(.modifiers), random.chance(40) else {
      return (select.text(modifier: modifier()) + ending, .same)
    }
    switch random.below(4) {
    case 0:
      return (select.text(modifier: "REDUCED ") + ending, .sameDistinct)
    case 1:
      let slice = slice()
      let modifier = modifier()
      let whole = select.text(modifier: modifier)
      return (
        whole + slice.text + ending,
        .part(whole: whole + ending, offset: slice.offset, limit: slice.limit)
      )
    case 2:
      let text = select.text(modifier: modifier(), isWithoutBlankNodes: true)
      return (
        text + totalOrder(select.names) + (random.chance(50) ? slice().text : ""), .sameSequence
      )
    default:
      let order = random.pick(["?a", "DESC(?b)", "?c ?d", "STR(?a)", "DESC(?a) ?b", "(?a + ?b)"])
      return (select.text(modifier: modifier()) + "\nORDER BY \(order)" + ending, .same)
    }
  }

  /// A subquery, in braces.
  mutating func subquery(depth: Int) -> String {
    let select = select(depth: depth, dataset: "")
    variables += select.names.filter { !variables.contains($0) }
    guard features.contains(.modifiers), random.chance(25) else {
      return "{ \(select.text(modifier: modifier())) }"
    }
    let text = select.text(modifier: modifier(), isWithoutBlankNodes: true)
    return "{ \(text)\(totalOrder(select.names))\(slice().text) }"
  }

  private mutating func modifier() -> String {
    features.contains(.modifiers) && random.chance(25) ? "DISTINCT " : ""
  }

  private mutating func slice() -> (text: String, offset: Int, limit: Int?) {
    let offset = random.chance(50) ? random.below(4) : 0
    let limit: Int? = random.chance(80) ? random.below(6) : nil
    let offsetText = offset > 0 ? " OFFSET \(offset)" : ""
    return ("\n" + (limit.map { "LIMIT \($0)" } ?? "") + offsetText, offset, limit)
  }

  /// An order in which rows without blank nodes are equal only if they are the same: what a term's value
  /// does not tell, its form, datatype and language do.
  private mutating func totalOrder(_ names: [String]) -> String {
    let keys = names.map { name in
      let first = random.chance(40) ? "DESC(?\(name))" : "?\(name)"
      return "\(first) STR(?\(name)) STR(DATATYPE(?\(name))) LANG(?\(name))"
    }
    return "\nORDER BY " + keys.joined(separator: " ")
  }

  /// A SELECT in pieces, so that what is asked for later can be put between them.
  struct Select {
    var names: [String]
    var items: String
    var dataset: String
    var pattern: String
    /// GROUP BY and HAVING.
    var grouping: String

    func text(modifier: String, isWithoutBlankNodes: Bool = false) -> String {
      let inner = "SELECT \(modifier)\(items) \(dataset)WHERE \(pattern)\(grouping)"
      guard isWithoutBlankNodes else { return inner }
      let checks = names.map { "FILTER(!COALESCE(isBlank(?\($0)), false))" }
      // Around the query rather than in it: what is projected may be calculated.
      let plain = "SELECT \(items) WHERE \(pattern)\(grouping)"
      return """
        SELECT \(modifier)\(names.map { "?\($0)" }.joined(separator: " ")) \(dataset)WHERE {
          { \(plain) } \(checks.joined(separator: " "))
        }
        """
    }
  }

  private mutating func select(depth: Int, dataset: String) -> Select {
    let (outer, outerWitness) = (variables, witness)
    let pattern = group(depth: depth)
    // What the pattern has named is not for what stands around a subquery, unless it is projected.
    defer { (variables, witness) = (outer, outerWitness) }
    if features.contains(.aggregate), random.chance(25) {
      return grouped(pattern, dataset: dataset)
    }
    var names = random.some(of: variables, percent: 60)
    if names.isEmpty { names = ["a"] }
    if random.chance(20) {
      return Select(
        names: variables, items: "*", dataset: dataset, pattern: pattern, grouping: "")
    }
    var items = names.map { "?\($0)" }
    if random.chance(25) {
      let name = freshVariable()
      items.append("(\(value(depth: 2)) AS ?\(name))")
      names.append(name)
    }
    return Select(
      names: names, items: items.joined(separator: " "), dataset: dataset, pattern: pattern,
      grouping: "")
  }

  private mutating func grouped(_ pattern: String, dataset: String) -> Select {
    var keys: [String] = []
    var clause = random.some(of: Array(variables.prefix(5)), percent: 20).map { name in
      keys.append(name)
      return "?\(name)"
    }
    if random.chance(15) {
      let name = freshVariable()
      clause.append("(\(value(depth: 2)) AS ?\(name))")
      keys.append(name)
    }
    var names = random.some(of: keys, percent: 80)
    var items = names.map { "?\($0)" }
    for _ in 0...random.below(2) {
      let name = freshVariable()
      items.append("(\(aggregate(keys: keys)) AS ?\(name))")
      names.append(name)
    }
    var grouping = clause.isEmpty ? "" : "\nGROUP BY " + clause.joined(separator: " ")
    if random.chance(25) {
      grouping +=
        "\nHAVING (\(aggregate(keys: keys)) \(random.pick([">=", "!=", "<"])) \(constant()))"
    }
    return Select(
      names: names, items: items.joined(separator: " "), dataset: dataset, pattern: pattern,
      grouping: grouping)
  }

  /// An aggregate whose result does not depend on the order of its values.
  private mutating func aggregate(keys: [String]) -> String {
    let distinct = random.chance(45) ? "DISTINCT " : ""
    // Only what stands in data: sums of those are exact in any order.
    let variable = "?\(random.pick(Array(variables.prefix(5))))"
    switch random.below(10) {
    case 0: return "COUNT(\(distinct)*)"
    case 1, 2: return "COUNT(\(distinct)\(variable))"
    case 3: return "SUM(\(distinct)\(variable))"
    case 4: return "AVG(\(distinct)\(variable))"
    case 5:
      // Blank nodes sort by labels, which each system makes for itself.
      let function = random.pick(["MIN", "MAX"])
      return "\(function)(\(distinct)COALESCE(IF(isBlank(\(variable)), 0, \(variable)), 1))"
    case 6: return "\(random.pick(["SUM", "MIN", "MAX", "AVG"]))(\(distinct)\(count()))"
    case 7 where !keys.isEmpty: return "SAMPLE(?\(random.pick(keys)))"
    case 8 where !keys.isEmpty:
      return "GROUP_CONCAT(\(distinct)STR(?\(random.pick(keys))); SEPARATOR=\"|\")"
    default: return "SUM(\(distinct)COALESCE(xsd:integer(\(variable)), 0)) + COUNT(*)"
    }
  }

  /// An expression that is a whole number of one form, or an error.
  private mutating func count() -> String {
    "STRLEN(STR(?\(random.pick(variables))))"
  }
}
