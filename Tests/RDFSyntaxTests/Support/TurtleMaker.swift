/// Makes Turtle and TriG documents at random, sound ones and damaged ones, from a seed.
///
/// All that the grammar has comes up: directives, labels, brackets, lists, strings of four kinds,
/// numbers, booleans, comments, white space and line ends of all kinds, graph blocks.
struct TurtleMaker {
  private var state: UInt64
  private let hasGraphs: Bool
  private var prefixes = ["", "ex", "true", "Q", "a.b"]

  init(seed: UInt64, hasGraphs: Bool) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    self.hasGraphs = hasGraphs
  }

  mutating func number(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  private mutating func pick(_ choices: [String]) -> String {
    choices[number(below: choices.count)]
  }

  // MARK: Documents

  /// A sound document of some `bytes` bytes.
  mutating func document(bytes: Int) -> [UInt8] {
    var text = "@base <http://e/x/y?q> .\n"
    for prefix in prefixes { text += "@prefix \(prefix): <s:\(prefix)#> .\n" }
    while text.utf8.count < bytes {
      if hasGraphs, number(below: 3) == 0 {
        text += graph()
      } else if number(below: 12) == 0 {
        text += directive()
      } else {
        text += statement() + space() + "." + space(1)
      }
    }
    return Array(text.utf8)
  }

  /// A document of some `bytes` bytes in which up to `count` bytes are replaced, taken out or doubled,
  /// or tokens are put in or taken out where there is space.
  mutating func damagedDocument(bytes: Int, count: Int) -> [UInt8] {
    var result = document(bytes: bytes)
    for _ in 0...number(below: count) {
      let place = number(below: result.count - 50)
      switch number(below: 8) {
      case 0: result[place] = UInt8(number(below: 256))
      case 1: result.remove(at: place)
      case 2: result.insert(result[place], at: place)
      case 3: result[place] = Array("\"'<>[](){}.,;@^_:#\\ \n".utf8)[number(below: 20)]
      case 4: result.removeSubrange(place..<place + number(below: 40))
      case 5:
        guard let start = result[place...].firstIndex(of: 0x20),
          let end = result[(start + 1)...].firstIndex(of: 0x20)
        else { continue }
        result.removeSubrange(start..<end)
      default:
        guard let space = result[place...].firstIndex(of: 0x20) else { continue }
        result.insert(contentsOf: " \(token()) ".utf8, at: space)
      }
    }
    return result
  }

  private mutating func token() -> String {
    switch number(below: 3) {
    case 0:
      return pick([".", ",", ";", "[", "]", "(", ")", "{", "}", "a", "true", "1", "=", "[]", "()"])
    case 1: return pick(["@prefix", "@base", "PREFIX", "base", "graph", "_:x", "<>", "''", "^^"])
    default: return pick([iri(), this(), label(), literal()])
    }
  }

  private mutating func directive() -> String {
    let name = pick(prefixes)
    let iri = "<s:\(number(below: 9))#>"
    switch number(below: 4) {
    case 0: return "@prefix\(space(1))\(name):\(space())\(iri)\(space()).\(space())"
    case 1: return "PREFIX \(name):\(space())\(iri)\(space())"
    case 2: return "@base <http://e/\(number(below: 9))/> .\n"
    default: return "baSe <http://e/\(number(below: 9))/>\n"
    }
  }

  private mutating func graph() -> String {
    let name = pick(["", iri(), this(), label(), "[]", "GRAPH \(iri())", "graph " + this()])
    var text = name + space() + "{" + space()
    let count = number(below: 5)
    for index in 0..<count {
      text += statement() + space()
      if index + 1 < count || number(below: 2) == 0 { text += "." + space(1) }
    }
    return text + "}" + space()
  }

  // MARK: Statements

  private mutating func statement() -> String {
    switch number(below: 8) {
    case 0: return "[" + space() + predicates(depth: 0) + space() + "]"
    case 1: return "[" + space() + "]" + space() + predicates(depth: 0)
    case 2: return "(" + space() + object(depth: 1) + space() + ") " + predicates(depth: 0)
    default: return pick([iri(), this(), this(), label()]) + space(1) + predicates(depth: 0)
    }
  }

  private mutating func predicates(depth: Int) -> String {
    var text = predicate() + space(1) + objects(depth: depth)
    for _ in 0..<number(below: 4) {
      text += space() + ";" + space()
      if number(below: 8) == 0 { text += ";" + space() }
      text += predicate() + space(1) + objects(depth: depth)
    }
    if number(below: 10) == 0 { text += space() + ";" }
    return text
  }

  private mutating func objects(depth: Int) -> String {
    var text = object(depth: depth)
    for _ in 0..<max(0, number(below: 6) - 2) {
      text += space() + "," + space() + object(depth: depth)
    }
    return text
  }

  private mutating func object(depth: Int) -> String {
    if depth < 4, number(below: 8) == 0 {
      if number(below: 3) == 0 { return "[" + space() + "]" }
      return "[" + space() + predicates(depth: depth + 1) + space() + "]"
    }
    if depth < 4, number(below: 8) == 0 {
      return "("
        + (0..<number(below: 4)).map { _ in space() + object(depth: depth + 1) + space(1) }.joined()
        + ")"
    }
    switch number(below: 9) {
    case 0: return iri()
    case 1, 2: return this()
    case 3: return label()
    case 4: return pick(["1", "-2.5", "+3e7", "1.e0", ".5", "true", "false"]) + " "
    default: return literal()
    }
  }

  // MARK: Terms

  private mutating func predicate() -> String {
    number(below: 6) == 0 ? "a" : number(below: 3) == 0 ? iri() : this()
  }

  private mutating func iri() -> String {
    "<"
      + pick([
        "", "s:a", "http://e/é", "rel", "#f", "?q", "//e/x", "base", "prefix", "GRAPH", "s:\\u00E9",
        "s:x/../y%20", "\\u0041", "\u{7F}",
        "s:" + String(repeating: "long", count: number(below: 9)),
      ]) + ">"
  }

  private mutating func this() -> String {
    pick(prefixes) + ":"
      + pick([
        "s", "p", "o", "", "a.b", "x-1", "漢字", "\\~\\-e", "%20", "a:b", "0", "_",
        "name\(number(below: 50))",
      ])
  }

  private mutating func label() -> String { "_:" + pick(["b1", "B1", "u1", "x.y", "é", "0", "n"]) }

  private mutating func literal() -> String {
    let quote = pick(["\"", "'", "\"\"\"", "'''"])
    var text = ""
    for _ in 0..<number(below: 6) {
      text += pick([
        "x", "é", "\\n", "\\\"", "\\'", "\\\\", "\\u0041", "\\U0001F600", " ", "漢", "#.",
      ])
      if quote.count == 3 { text += pick(["\n", "\r\n", "x\"x", "x'x", "\u{0}x"]) }
    }
    if number(below: 30) == 0 { text += String(repeating: "long ", count: number(below: 200)) }
    return quote + text + quote
      + pick(["", "", "", " @en", "@en-US-1", "^^" + space() + this(), space() + "^^" + iri()])
  }

  private mutating func space(_ least: Int = 0) -> String {
    var text = least > 0 ? " " : ""
    for _ in 0..<number(below: 3) {
      text += pick([" ", "\t", "\n", "\r\n", "\r", "  ", "# é . \n", "#\n"])
    }
    if number(below: 60) == 0 { text += "#" + String(repeating: "x y ", count: 80) + "\n" }
    return text
  }
}
