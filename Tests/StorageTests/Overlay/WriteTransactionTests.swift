import RDF
import Testing

@testable import Storage

/// A transaction against a set of quads, and against what other readers see.
@Suite struct WriteTransactionTests {
  private func quad(_ s: String, _ p: String, _ o: Term, graph: String? = nil) -> Quad {
    Quad(
      subject: .iri(IRI("http://e/" + s)), predicate: .iri(IRI("http://e/" + p)), object: o,
      graph: graph.map { .iri(IRI("http://e/" + $0)) })
  }

  private func random(using random: inout SplitMix64) -> Quad {
    let number = Int.random(in: 0..<40, using: &random)
    let object: Term =
      switch number % 4 {
      case 0: .iri(IRI("http://e/s\(number)"))
      case 1: .literal(Literal("\(number)", datatype: XSD.integer))
      case 2: .literal(Literal("0\(number)", datatype: XSD.integer))
      default: .literal(Literal("a long enough text \(number)", language: "en"))
      }
    return quad(
      "s\(Int.random(in: 0..<40, using: &random))", "p\(number % 3)", object,
      graph: Int.random(in: 0..<3, using: &random) == 0 ? "g" : nil)
  }

  private func ids(_ quads: [Quad], _ transaction: WriteTransaction) throws -> [IDQuad] {
    try quads.map { quad in
      IDQuad(
        try transaction.id(making: quad.subject).rawValue,
        try transaction.id(making: quad.predicate).rawValue,
        try transaction.id(making: quad.object).rawValue,
        try quad.graph.map { try transaction.id(making: $0).rawValue } ?? 0)
    }
  }

  /// What a view holds, by every order, decoded.
  private func contents(_ view: ReadView) throws -> Set<Quad> {
    let decoder = view.decoder()
    var results: [Set<Quad>] = []
    for order in IndexOrder.allCases where order != .gspo {
      var quads: Set<Quad> = []
      let scan = view.scan(QuadPattern(), order: order)
      while try scan.next() {
        for row in scan.first..<scan.end {
          var ids = InlineArray<4, UInt64>(repeating: 0)
          for column in 0..<4 { ids[order.positions[column]] = scan.columns.columns[column][row] }
          func term(_ position: Int) throws -> Term {
            Term(try decoder.term(TermID(rawValue: ids[position]), at: position))
          }
          let graph = ids[3] == 0 ? nil : try term(3)
          let quad = Quad(
            subject: try term(0), predicate: try term(1), object: try term(2), graph: graph)
          #expect(quads.insert(quad).inserted)
        }
      }
      results.append(quads)
    }
    for result in results { #expect(result == results[0]) }
    return results[0]
  }

  @Test("a transaction reads its own writes, and others see them when it commits", arguments: 0..<4)
  func model(round: Int) throws {
    let seed = UInt64(round) + 77
    var random = SplitMix64(seed: seed)
    let folder = try ScratchFolder()
    let store = try QuadStore.testing(folder.store)
    var model: Set<Quad> = []
    for step in 0..<12 {
      let transaction = try WriteTransaction(store)
      var changed = model
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let inserts = (0..<Int.random(in: 0...30, using: &random)).map { _ in
          self.random(using: &random)
        }
        let deletes = (0..<Int.random(in: 0...30, using: &random)).map { _ in
          self.random(using: &random)
        }
        let before = changed
        let counts = try transaction.apply(
          inserts: ids(inserts, transaction), deletes: ids(deletes, transaction))
        changed.subtract(deletes)
        changed.formUnion(inserts)
        #expect(counts.added == changed.subtracting(before).count, "seed \(seed), step \(step)")
        #expect(counts.removed == before.subtracting(changed).count, "seed \(seed), step \(step)")
        #expect(try contents(transaction.view) == changed, "seed \(seed), step \(step)")
        #expect(transaction.view.quadCount == changed.count, "seed \(seed), step \(step)")
        #expect(try contents(store.view()) == model, "seed \(seed), step \(step)")
      }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: transaction.cancel()
      default:
        let summary = try transaction.commit(durability: .async)
        #expect(summary.added == changed.subtracting(model).count, "seed \(seed), step \(step)")
        #expect(summary.removed == model.subtracting(changed).count, "seed \(seed), step \(step)")
        model = changed
      }
      #expect(try contents(store.view()) == model, "seed \(seed), step \(step)")
      if Int.random(in: 0..<3, using: &random) == 0 { try store.fold() }
    }
    let report = try store.verify()
    #expect(report.isSound, "seed \(seed): \(report.problems)")
  }

  @Test("a transaction that is dropped leaves no trace, and its terms get no ids")
  func dropped() throws {
    let folder = try ScratchFolder()
    let store = try QuadStore.testing(folder.store)
    let state = store.state
    do {
      let transaction = try WriteTransaction(store)
      let new = [quad("a", "b", .literal(Literal("a text of some length")))]
      try transaction.apply(inserts: ids(new, transaction), deletes: [])
      #expect(try contents(transaction.view) == Set(new))
    }
    #expect(store.state == state)
    #expect(try store.view().id(of: .iri(IRI("http://e/a"))) == nil)
    // The place is free again.
    #expect(try WriteTransaction(store).commit(durability: .async).added == 0)
  }

  @Test("blank nodes of a transaction are new ones, found by the label that its view shows")
  func blankNodes() throws {
    let folder = try ScratchFolder()
    let store = try QuadStore.testing(folder.store)
    let transaction = try WriteTransaction(store)
    let (first, second) = (transaction.makeBlankNode(), transaction.makeBlankNode())
    #expect(first != second)
    let knows = try transaction.id(making: .iri(IRI("http://e/knows")))
    try transaction.apply(
      inserts: [IDQuad(first.rawValue, knows.rawValue, second.rawValue, 0)], deletes: [])
    let shown = try contents(transaction.view)
    let subject = try #require(shown.first?.subject)
    #expect(try transaction.id(making: subject) == first)
    #expect(throws: StorageError.self) {
      try transaction.id(making: .blankNode(BlankNode("anything")))
    }
    #expect(try transaction.commit(durability: .async).added == 1)
    let labels = try contents(store.view()).map { quad in
      [quad.subject, quad.object].map { term in
        if case .blankNode(let node) = term { node.label } else { "" }
      }.joined(separator: " ")
    }
    #expect(labels == ["b1 b2"])
    #expect(try store.verify().isSound)
  }

  @Test("a commit waits for the transaction that is under way")
  func serialised() throws {
    let folder = try ScratchFolder()
    let store = try QuadStore.testing(folder.store)
    let transaction = try WriteTransaction(store)
    let other = Committer(store)
    let thread = try WorkerThread { other.run() }
    let mine = [quad("a", "b", .iri(IRI("http://e/c")))]
    try transaction.apply(inserts: ids(mine, transaction), deletes: [])
    #expect(store.view().transaction == TransactionNumber(0))
    #expect(try transaction.commit(durability: .async).transaction == 1)
    thread.join()
    #expect(other.transaction == 2)
  }

  final class Committer: @unchecked Sendable {
    let store: QuadStore
    var transaction: UInt64?

    init(_ store: QuadStore) { self.store = store }

    func run() {
      var builder = store.commitBuilder()
      let term = Term.iri(IRI("http://e/x"))
      do throws(StorageError) {
        try builder.insert(Quad(subject: term, predicate: term, object: term))
        transaction = try store.commit(builder, durability: .async).transaction
      } catch {}
    }
  }

  @Test("a transaction that takes too much memory is refused and can go on")
  func limit() throws {
    let folder = try ScratchFolder()
    let store = try QuadStore.testing(folder.store)
    let transaction = try WriteTransaction(store, maximumBytes: 20_000)
    let few = (0..<10).map { quad("s\($0)", "p", .iri(IRI("http://e/o"))) }
    try transaction.apply(inserts: ids(few, transaction), deletes: [])
    let many = (0..<1_000).map { quad("t\($0)", "p", .iri(IRI("http://e/o"))) }
    #expect(throws: StorageError.self) {
      try transaction.apply(inserts: ids(many, transaction), deletes: [])
    }
    #expect(try contents(transaction.view) == Set(few))
    #expect(try transaction.commit(durability: .async).added == 10)
  }
}
