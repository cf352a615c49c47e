import RDF
import SPARQL
import Testing

@Suite("update requests")
struct UpdateTests {
  private func operations(_ text: String) throws -> [UpdateOperation] {
    try testParser.update(text).operations
  }

  private func text(_ quads: [QuadTemplate]) -> [String] {
    quads.map { quad in
      let graph = quad.graph.map { " \($0)" } ?? ""
      return "\(quad.triple.subject) \(quad.triple.predicate) \(quad.triple.object)\(graph)"
    }
  }

  @Test(
    "graphs are managed, silently or not",
    arguments: [false, true])
  func graphs(isSilent: Bool) throws {
    let silent = isSilent ? "SILENT" : ""
    let g = GraphName.named(IRI("x:g"))
    let h = GraphName.named(IRI("x:h"))
    let expected: [(String, UpdateOperation)] = [
      ("LOAD \(silent) <d>", .load(IRI("http://base/d"), into: .defaultGraph, isSilent: isSilent)),
      (
        "LOAD \(silent) <d> INTO GRAPH :g", .load(IRI("http://base/d"), into: g, isSilent: isSilent)
      ),
      ("CLEAR \(silent) GRAPH :g", .clear(.graph(g), isSilent: isSilent)),
      ("CLEAR \(silent) DEFAULT", .clear(.graph(.defaultGraph), isSilent: isSilent)),
      ("CLEAR \(silent) NAMED", .clear(.allNamed, isSilent: isSilent)),
      ("CLEAR \(silent) ALL", .clear(.all, isSilent: isSilent)),
      ("DROP \(silent) GRAPH :g", .drop(.graph(g), isSilent: isSilent)),
      ("drop \(silent) all", .drop(.all, isSilent: isSilent)),
      ("CREATE \(silent) GRAPH :g", .create(IRI("x:g"), isSilent: isSilent)),
      ("ADD \(silent) :g TO GRAPH :h", .add(g, to: h, isSilent: isSilent)),
      ("ADD \(silent) DEFAULT TO :h", .add(.defaultGraph, to: h, isSilent: isSilent)),
      ("MOVE \(silent) GRAPH :g TO :h", .move(g, to: h, isSilent: isSilent)),
      ("COPY \(silent) GRAPH :g TO DEFAULT", .copy(g, to: .defaultGraph, isSilent: isSilent)),
    ]
    for (text, operation) in expected { #expect(try operations(text) == [operation], "\(text)") }
  }

  @Test("data, in the default graph and in others")
  func data() throws {
    let request = try operations(
      """
      INSERT DATA { :s :p 1, _:a . GRAPH :g { [] :p _:a . } . :t a :C GRAPH <h> {} } ;
      DELETE DATA { GRAPH :g { :s :p (1) } }
      """.replacing("(1)", with: "()"))
    guard case .insertData(let inserted) = request[0], case .deleteData(let deleted) = request[1]
    else {
      Issue.record("\(request)")
      return
    }
    #expect(
      text(inserted) == [
        "<x:s> <x:p> 1", "<x:s> <x:p> _:a", "_:.b1 <x:p> _:a <x:g>",
        "<x:t> <\(RDFVocabulary.type.string)> <x:C>",
      ])
    #expect(text(deleted) == ["<x:s> <x:p> <\(RDFVocabulary.nil.string)> <x:g>"])
  }

  @Test("modifications")
  func modifications() throws {
    let request = try operations(
      """
      WITH :g DELETE { ?s :p ?o } INSERT { ?s :q _:a . GRAPH ?o { ?s :r 1 } }
        USING :h USING NAMED :i WHERE { ?s :p ?o . _:a :q ?o } ;
      DELETE { ?s :p 1 } WHERE { ?s :p 1 } ;
      INSERT { :s :p ?x } WHERE { VALUES ?x { 1 } } ;
      DELETE WHERE { ?s :p ?o . GRAPH ?g { ?s :q ?o } GRAPH :h {} ?o :r 1 }
      """)
    guard case .modify(let both) = request[0], case .modify(let delete) = request[1],
      case .modify(let insert) = request[2], case .modify(let pattern) = request[3]
    else {
      Issue.record("\(request)")
      return
    }
    #expect(both.with == IRI("x:g"))
    #expect(text(both.deletes) == ["?s <x:p> ?o"])
    #expect(text(both.inserts) == ["?s <x:q> _:a", "?s <x:r> 1 ?o"])
    #expect(both.using == DatasetClause(defaultGraphs: [IRI("x:h")], namedGraphs: [IRI("x:i")]))
    #expect(both.pattern.description == "(bgp (triple ?s <x:p> ?o) (triple ?.b1 <x:q> ?o))")
    #expect(text(delete.deletes) == ["?s <x:p> 1"])
    #expect(delete.inserts.isEmpty)
    #expect(delete.with == nil)
    #expect(delete.using == nil)
    #expect(text(insert.inserts) == ["<x:s> <x:p> ?x"])
    #expect(insert.pattern.description == "(table (vars ?x) (row 1))")
    #expect(text(pattern.deletes) == ["?s <x:p> ?o", "?s <x:q> ?o ?g", "?o <x:r> 1"])
    #expect(
      pattern.pattern.description == """
        (join (join (join (bgp (triple ?s <x:p> ?o)) (graph ?g (bgp (triple ?s <x:q> ?o)))) \
        (graph <x:h> (table unit))) (bgp (triple ?o <x:r> 1)))
        """)
  }

  @Test("declarations stand between operations, and a semicolon may end the request")
  func prologues() throws {
    let request = try QueryParser().update(
      """
      PREFIX : <a:> CLEAR GRAPH :g ;
      PREFIX : <b:> BASE <http://c/> CLEAR GRAPH :g ; PREFIX d: <e>
      """)
    #expect(
      request.operations == [
        .clear(.graph(.named(IRI("a:g"))), isSilent: false),
        .clear(.graph(.named(IRI("b:g"))), isSilent: false),
      ])
    #expect(
      request.prologue.prefixes == [
        QueryPrefix(name: "", namespace: IRI("b:")),
        QueryPrefix(name: "d", namespace: IRI("http://c/e")),
      ])
    #expect(try operations("").isEmpty)
    #expect(try operations("BASE <a:b>").isEmpty)
    #expect(try operations("CLEAR ALL ;").count == 1)
  }

  @Test("labels may come again in another operation's pattern and template")
  func labels() throws {
    let text = "INSERT { _:a :p ?x } WHERE { _:a :q ?x }"
    #expect(try operations(text + ";" + text).count == 2)
    #expect(try operations("INSERT DATA { _:a :p 1 } ; INSERT DATA { _:b :p 1 }").count == 2)
  }
}
