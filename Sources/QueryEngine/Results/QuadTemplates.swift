// Templates of CONSTRUCT, INSERT and DELETE: quads that a solution makes (section 16.2).

import RDF
import SPARQL
import Storage

/// Compiled templates; a blank node in one is new for each solution.
struct QuadTemplates {
  private enum Part {
    case constant(UInt64)
    case column(Int)
    /// The number of a blank node of the template.
    case blankNode(Int)
    case unbound
  }

  private let quads: [[Part]]
  private let blankNodes: Int
  private let makeBlankNode: () -> TermID

  /// Compiles templates; `column` tells where a variable is, `makeBlankNode` makes nodes, local ones by default.
  init(
    _ templates: [QuadTemplate], _ context: EvaluationContext, defaultGraph: TermID = .defaultGraph,
    makeBlankNode: (() -> TermID)? = nil, column: (Variable) -> Int?
  ) throws(QueryError) {
    var numbers: [BlankNode: Int] = [:]
    func part(_ term: PatternTerm) throws(QueryError) -> Part {
      switch term {
      case .variable(let variable): return column(variable).map { .column($0) } ?? .unbound
      case .term(.blankNode(let node)):
        let number = numbers[node] ?? numbers.count
        numbers[node] = number
        return .blankNode(number)
      case .term(let term): return .constant(try context.id(of: term).rawValue)
      }
    }
    var quads: [[Part]] = []
    for template in templates {
      let triple = template.triple
      var parts: [Part] = []
      for term in [triple.subject, triple.predicate, triple.object] {
        parts.append(try part(term))
      }
      if let graph = template.graph {
        parts.append(try part(graph))
      } else {
        parts.append(.constant(defaultGraph.rawValue))
      }
      quads.append(parts)
    }
    self.quads = quads
    blankNodes = numbers.count
    let local = context.local
    self.makeBlankNode = makeBlankNode ?? { local.makeBlankNode() }
  }

  /// The quads of a solution, s p o g; those with an unbound part or a term where it may not stand are left out.
  func quads(_ cell: (Int) -> UInt64) -> [IDQuad] {
    let nodes = (0..<blankNodes).map { _ in makeBlankNode() }
    var result: [IDQuad] = []
    for parts in quads {
      var ids: InlineArray<4, UInt64> = [0, 0, 0, 0]
      var isWhole = true
      for (place, part) in parts.enumerated() {
        switch part {
        case .constant(let id): ids[place] = id
        case .column(let column):
          ids[place] = cell(column)
          if ids[place] == 0 { isWhole = false }
        case .blankNode(let number): ids[place] = nodes[number].rawValue
        case .unbound: isWhole = false
        }
      }
      guard isWhole, Self.isQuad(ids) else { continue }
      result.append(IDQuad(ids[0], ids[1], ids[2], ids[3]))
    }
    return result
  }

  private static func isQuad(_ ids: InlineArray<4, UInt64>) -> Bool {
    func kind(_ place: Int) -> TermKind { TermID(rawValue: ids[place]).kind }
    let isSubject = kind(0) == .iri || kind(0) == .blankNode
    let isGraph = ids[3] == 0 || kind(3) == .iri || kind(3) == .blankNode
    return isSubject && kind(1) == .iri && isGraph
  }
}
