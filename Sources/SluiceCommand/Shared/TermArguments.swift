import ArgumentParser
import Sluice

// Terms on the command line: as in N-Triples, an IRI alone, or shortened by a prefix.
//
// A short name is told from an absolute IRI by the prefixes alone: `ex:a` is one only where `ex` was
// given, and an IRI of the scheme `ex` otherwise.

/// Reads terms with the prefixes of a command line.
struct TermArguments {
  private let prefixes: PrefixTable

  /// Reads with `prefixes`.
  init(_ prefixes: PrefixTable) { self.prefixes = prefixes }

  /// An IRI or a blank node.
  func subject(_ text: String) throws(ValidationError) -> Term {
    let term = try read(text, "--subject")
    if case .literal = term { throw ValidationError("a literal cannot be a subject") }
    return term
  }

  /// An IRI, or `a` for rdf:type as in Turtle.
  func predicate(_ text: String) throws(ValidationError) -> Term {
    if text == "a" { return .iri(RDFVocabulary.type) }
    let term = try read(text, "--predicate")
    guard case .iri = term else { throw ValidationError("a predicate is an IRI") }
    return term
  }

  /// Any term.
  func object(_ text: String) throws(ValidationError) -> Term { try read(text, "--object") }

  /// Any term, or nil where the text is none.
  func object(ifValid text: String) -> Term? {
    // Whoever asks has the message.
    try? TermText.parse(expanded(text))
  }

  /// `default`, an IRI, or a blank node.
  func graph(_ text: String) throws(ValidationError) -> GraphSelection {
    if text == "default" { return .defaultGraph }
    let term = try read(text, "--graph")
    if case .literal = term { throw ValidationError("a literal cannot name a graph") }
    return .named(term)
  }

  /// An IRI as it is opened: in full, without brackets.
  func iri(_ text: String) -> String {
    let full = expanded(text)
    return full.hasPrefix("<") && full.hasSuffix(">") ? String(full.dropFirst().dropLast()) : full
  }

  private func read(_ text: String, _ option: String) throws(ValidationError) -> Term {
    do throws(SyntaxError) { return try TermText.parse(expanded(text)) } catch {
      throw ValidationError("\(option): \(error)")
    }
  }

  /// The IRI that a short name stands for, also as the datatype of a literal; any other text as it is.
  private func expanded(_ text: String) -> String {
    if text.hasPrefix("\""), let mark = text.lastIndex(of: "^"),
      text[..<mark].hasSuffix("\"^")
    {
      let behind = text.index(after: mark)
      return text[..<behind] + expanded(String(text[behind...]))
    }
    let isMarked = ["<", "\"", "_:"].contains { text.hasPrefix($0) }
    guard !isMarked, let colon = text.firstIndex(of: ":"),
      let namespace = prefixes.namespaces[String(text[..<colon])]
    else { return text }
    return "<\(namespace)\(text[text.index(after: colon)...])>"
  }
}
