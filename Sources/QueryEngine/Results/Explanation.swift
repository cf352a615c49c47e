// Plans as text: a tree for people, JSON for programs.

import RDF
import SPARQL
import Storage
import Telemetry

/// A plan in words.
package struct Explanation {
  /// One node.
  struct Node {
    var name: String
    var detail: String
    var estimatedRows: Double
    var metrics: OperatorMetrics?
    var inputs: [Node]
  }

  let root: Node

  /// The plan as a tree, a node a line.
  package var text: String {
    var lines: [String] = []
    append(root, indent: "", to: &lines)
    return lines.joined(separator: "\n")
  }

  /// The plan as one object of JSON.
  package var json: String { value(root).text }

  private func append(_ node: Node, indent: String, to lines: inout [String]) {
    var line = indent + node.name
    if !node.detail.isEmpty { line += " " + node.detail }
    line += "  (estimated \(Self.rounded(node.estimatedRows)) rows"
    if let metrics = node.metrics {
      let milliseconds = Double(metrics.nanoseconds / 1_000) / 1_000
      line += "; \(metrics.rows) rows in \(metrics.batches) batches, \(milliseconds) ms"
      if metrics.bytes > 0 { line += ", \((metrics.bytes + 1023) / 1024) KiB" }
    }
    // Texts of the query and the store stay on their line, and mean nothing to a terminal.
    lines.append(
      String(
        String.UnicodeScalarView(
          (line + ")").unicodeScalars.map { $0.properties.generalCategory == .control ? "�" : $0 }))
    )
    for input in node.inputs { append(input, indent: indent + "  ", to: &lines) }
  }

  private func value(_ node: Node) -> JSONValue {
    var fields: [(String, JSONValue)] = [
      ("operator", .string(node.name)), ("detail", .string(node.detail)),
      ("estimatedRows", .integer(Self.rounded(node.estimatedRows))),
    ]
    if let metrics = node.metrics {
      fields.append(("rows", .integer(metrics.rows)))
      fields.append(("batches", .integer(metrics.batches)))
      fields.append(("nanoseconds", .integer(Int(metrics.nanoseconds))))
      fields.append(("bytes", .integer(metrics.bytes)))
    }
    fields.append(("inputs", .array(node.inputs.map(value))))
    return .object(fields)
  }

  private static func rounded(_ rows: Double) -> Int { Int(min(rows.rounded(), 1e15)) }
}

extension QueryExecution {
  /// How the query is, or was, answered.
  package var explanation: Explanation { Explanation(root: describe(plan)) }

  private func describe(_ node: PlanNode) -> Explanation.Node {
    let (name, detail) = words(node)
    return Explanation.Node(
      name: name, detail: detail, estimatedRows: node.rows, metrics: analysis?.metrics(of: node),
      inputs: node.inputs.map(describe))
  }

  private func words(_ node: PlanNode) -> (String, String) {
    switch node.operation {
    case .table(let table):
      table.count > 0
        ? ("rows", "\(table.count) given")
        : ("no rows", "a term is nowhere in the store, or none are given")
    case .scan(let spec): ("scan", words(spec))
    case .indexJoin(_, let spec): ("index join", words(spec))
    case .mergeJoin(_, _, let key): ("merge join", "on \(name(key))")
    case .mergeProbe(_, _, let key, let kind):
      ("merge join (\(kind.rawValue))", "on \(name(key))")
    case .hashJoin(_, _, let kind, _, _):
      (kind == .inner ? "hash join" : "hash join (\(kind.rawValue))", sharedNames(node))
    case .trieJoin(_, let order, _): ("trie join", "on \(order.map(name).joined(separator: " "))")
    case .input: ("rows", "of the batch")
    case .apply(_, _, _, let kind): ("look up (\(kind.rawValue))", sharedNames(node))
    case .path(_, let spec): ("path", "\(words(spec.subject)) to \(words(spec.object))")
    case .filter(_, let condition, _):
      ("filter", shown(condition))
    case .extend(_, let extensions, _):
      ("extend", extensions.map { name($0.slot) }.joined(separator: " "))
    case .union: ("union", "")
    case .distinct: ("distinct", "")
    case .slice(_, let offset, let limit):
      ("slice", "from \(offset)" + (limit.map { ", \($0) rows" } ?? ""))
    case .sort(_, let conditions, let limit, _):
      (
        "sort",
        "by "
          + conditions.map { ($0.isDescending ? "descending " : "") + shown($0.expression) }
          .joined(separator: ", ") + (limit.map { ", first \($0)" } ?? "")
      )
    case .group(_, let keys, let aggregates, _):
      ("group", "by \(keys.map(name).joined(separator: " ")), \(aggregates.count) aggregates")
    case .project: ("project", node.slots.map(name).joined(separator: " "))
    case .shared: ("shared rows", "")
    case .eachGraph(_, let slot, let names): ("each graph", "\(name(slot)) of \(names.count)")
    case .service(_, let call):
      ("service", call.endpoint.description)
    }
  }

  /// An expression, cut where it is long.
  private func shown(_ expression: QueryExpression) -> String {
    let text = expression.description
    return text.count <= Self.shownCharacters ? text : text.prefix(Self.shownCharacters) + "..."
  }

  private static let shownCharacters = 160

  private func sharedNames(_ node: PlanNode) -> String {
    let inputs = node.inputs
    guard inputs.count == 2 else { return "" }
    let shared = inputs[0].slots.filter { inputs[1].slots.contains($0) }
    return shared.isEmpty ? "on nothing" : "on " + shared.map(name).joined(separator: " ")
  }

  private func words(_ spec: ScanSpec) -> String {
    let places = spec.places.prefix(3).map { $0.map(words) ?? "*" }.joined(separator: " ")
    return "\(places) by \(spec.order)" + (spec.ranges == nil ? "" : " in a range")
  }

  private func words(_ place: ScanPlace) -> String {
    switch place {
    case .variable(let slot), .bound(let slot): return name(slot)
    case .constant(let id):
      // A plan is shown even where a term cannot be read any more.
      guard let term = try? context.term(of: id.rawValue) else { return "#\(id.rawValue)" }
      switch term {
      case .iri(let iri): return "<\(iri.string)>"
      case .blankNode(let node): return "_:\(node.label)"
      case .literal(let literal): return "\"\(literal.lexicalForm)\""
      }
    }
  }

  private func name(_ slot: Slot) -> String { "?" + planner.variables.variable(slot).name }
}
