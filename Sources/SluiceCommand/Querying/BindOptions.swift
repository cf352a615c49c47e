import ArgumentParser
import SPARQL
import Sluice

// Values of variables on the command line, as SPARQL writes them.
//
//     --bind work=ex:M-1001 --bind day='"2026-01-01"^^xsd:date' --bind least=5

/// `--bind`.
struct BindOptions: ParsableArguments {
  @Option(
    name: .customLong("bind"),
    help: ArgumentHelp(
      "Value of a variable as SPARQL writes it, such as x=<http://example.org/a>, x=ex:a (by a prefix of the query or "
        + "of --prefix), x='\"text\"@en' or x=5; may be given several times.",
      valueName: "name=term"))
  var bindings: [String] = []

  /// The values by their variables; `declared` are prefixes that the text declares, `known` its variables, or nil where
  /// any name is taken.
  func values(
    _ prefixes: PrefixOptions, declared: [QueryPrefix], known: Set<Variable>?
  ) throws -> [Variable: Term] {
    // Those of the text go before those of the command line, as in the text.
    var table = try prefixes.table()
    for prefix in declared {
      do throws(WriteError) { try table.bind(prefix.name, to: prefix.namespace.string) } catch {
        throw ValidationError("\(error)")
      }
    }
    let terms = TermArguments(table)
    let parser = QueryParser(prefixes: try prefixes.declarations() + declared)
    var values: [Variable: Term] = [:]
    for binding in bindings {
      guard let sign = binding.firstIndex(of: "="), sign != binding.startIndex else {
        throw ValidationError("--bind \(binding): write it as name=term")
      }
      let variable = Variable(String(binding[..<sign].drop { $0 == "?" || $0 == "$" }))
      guard values[variable] == nil else {
        throw ValidationError("--bind \(variable.name): the variable is given twice")
      }
      if let known, !known.contains(variable) {
        let names = known.filter { !$0.isGenerated }.map { "?" + $0.name }.sorted()
        throw ValidationError(
          "--bind \(binding): the text has no variable ?\(variable.name)"
            + (names.isEmpty ? "" : "; it has \(names.joined(separator: ", "))"))
      }
      let text = String(binding[binding.index(after: sign)...])
      guard let value = parser.term(text) ?? terms.object(ifValid: text) else {
        throw ValidationError(
          "--bind \(binding): \"\(text)\" is no term. Write an IRI as <http://example.org/a> or ex:a with --prefix ex=..., "
            + "a text as '\"text\"', with a language as '\"text\"@en', with a datatype as '\"2026-01-01\"^^xsd:date' with "
            + "--prefix xsd=..., numbers and true or false as they are")
      }
      values[variable] = value
    }
    return values
  }
}

extension QueryParser {
  /// A term as it stands in VALUES, or nil where the text is something else.
  fileprivate func term(_ text: String) -> Term? {
    // Braces and a comment in the text don't end the query: the line after them is no query's.
    let whole = "SELECT * WHERE { VALUES ?x { \(text)\n } }"
    // Nil says that it is none; whoever asks has the message.
    guard let query = try? query(whole),
      case .project(.values(let table), _) = query.pattern, table.rows.count == 1
    else { return nil }
    return table.rows[0][0]
  }
}
