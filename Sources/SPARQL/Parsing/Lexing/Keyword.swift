// The words of the grammar. Functions that take values are `BuiltIn`s.

/// A keyword; read in any case, but for `a`.
enum Keyword: String, CaseIterable {
  // Prologue and forms
  case base = "BASE"
  case prefix = "PREFIX"
  case select = "SELECT"
  case construct = "CONSTRUCT"
  case describe = "DESCRIBE"
  case ask = "ASK"
  case distinct = "DISTINCT"
  case reduced = "REDUCED"
  case `as` = "AS"
  case from = "FROM"
  case named = "NAMED"
  case `where` = "WHERE"
  // Modifiers
  case group = "GROUP"
  case by = "BY"
  case having = "HAVING"
  case order = "ORDER"
  case ascending = "ASC"
  case descending = "DESC"
  case limit = "LIMIT"
  case offset = "OFFSET"
  case values = "VALUES"
  // Patterns
  case undef = "UNDEF"
  case optional = "OPTIONAL"
  case graph = "GRAPH"
  case service = "SERVICE"
  case silent = "SILENT"
  case bind = "BIND"
  case minus = "MINUS"
  case union = "UNION"
  case filter = "FILTER"
  // Terms and expressions
  case a = "a"
  case `true` = "TRUE"
  case `false` = "FALSE"
  case not = "NOT"
  case exists = "EXISTS"
  case `in` = "IN"
  case bound = "BOUND"
  case `if` = "IF"
  case coalesce = "COALESCE"
  // Aggregates
  case count = "COUNT"
  case sum = "SUM"
  case minimum = "MIN"
  case maximum = "MAX"
  case average = "AVG"
  case sample = "SAMPLE"
  case groupConcat = "GROUP_CONCAT"
  case separator = "SEPARATOR"
  // Updates
  case load = "LOAD"
  case into = "INTO"
  case clear = "CLEAR"
  case drop = "DROP"
  case create = "CREATE"
  case add = "ADD"
  case move = "MOVE"
  case copy = "COPY"
  case to = "TO"
  case insert = "INSERT"
  case delete = "DELETE"
  case data = "DATA"
  case with = "WITH"
  case using = "USING"
  case `default` = "DEFAULT"
  case all = "ALL"

  private static let byName = Dictionary(
    uniqueKeysWithValues: allCases.filter { $0 != .a }.map { ($0.rawValue, $0) })

  /// The keyword that `word` spells, or nil.
  init?(utf8 word: Span<UInt8>) {
    if word.count == 1 {
      guard word[0] == UInt8(ascii: "a") else { return nil }
      self = .a
      return
    }
    guard let name = uppercasedWord(word), let keyword = Self.byName[name] else { return nil }
    self = keyword
  }
}

extension BuiltIn {
  private static let byName = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// The function that `word` spells in any case, or nil.
  init?(utf8 word: Span<UInt8>) {
    guard let name = uppercasedWord(word), let function = Self.byName[name] else { return nil }
    self = function
  }
}

/// An ASCII word in capitals, or nil where it is longer than any that is known.
private func uppercasedWord(_ word: Span<UInt8>) -> String? {
  // Fifteen bytes fit into a String without memory of its own; the longest word has fourteen.
  guard word.count <= 15 else { return nil }
  return String(unsafeUninitializedCapacity: word.count) { target in
    for index in word.indices {
      let byte = word[index]
      let isLowercase = byte &- UInt8(ascii: "a") < 26
      target[index] = isLowercase ? byte & 0xDF : byte
    }
    return word.count
  }
}
