import RDF
import RDFSyntax
import Storage

// Quads of a pattern, one after the other, as ids, as bytes or as values.
//
// What dumps, matches and their counts have in common. Ids come in batches from the scan; terms are
// decoded only for the quads that are asked for, into bytes that stay until the next quad.

/// Reads the quads of a pattern under one view; one thread at a time, which is why its fields do without
/// run-time exclusivity checks.
package final class QuadReader {
  private let scan: QuadScan?
  private let decoder: TermDecoder
  /// For subject, predicate, object and graph the column that holds it.
  @exclusivity(unchecked) private var columnOfPosition: InlineArray<4, Int> = [0, 1, 2, 3]
  @exclusivity(unchecked) private var row = 0
  /// The row behind the batch's last.
  @exclusivity(unchecked) private var end = 0

  /// Quads read so far.
  @exclusivity(unchecked) package private(set) var count = 0

  /// A reader of what matches `pattern`.
  package convenience init(_ view: ReadView, _ pattern: TermPattern) throws(StorageError) {
    guard let resolved = try pattern.resolved(in: view) else {
      self.init(view, scan: nil)
      return
    }
    // Reading ahead pays for predicates and graphs; a subject or an object has few quads.
    let isLong = resolved.subject == nil && resolved.object == nil
    self.init(
      view, scan: view.scan(resolved, order: resolved.bestOrder.order, isLong: isLong))
  }

  /// A reader of a scan's quads; without one there are none.
  init(_ view: ReadView, scan: QuadScan?) {
    self.scan = scan
    decoder = view.decoder()
    guard let scan else { return }
    let positions = scan.order.positions
    for column in 0..<4 { columnOfPosition[positions[column]] = column }
    row = -1
  }

  /// Goes to the next quad; false at the end.
  package func next() throws(StorageError) -> Bool {
    guard let scan else { return false }
    row += 1
    while true {
      if row >= end {
        guard try scan.next() else { return false }
        (row, end) = (scan.first, scan.end)
      }
      if scan.columns.columns[columnOfPosition[3]][row] != TermID.derivedGraph.rawValue { break }
      row += 1
    }
    count += 1
    return true
  }

  /// The quads that are left, without a look at their terms.
  package func countRest() throws(StorageError) -> Int {
    guard let scan else { return 0 }
    row += 1
    var found = 0
    while true {
      let graphs = scan.columns.columns[columnOfPosition[3]]
      while row < end {
        if graphs[row] != TermID.derivedGraph.rawValue { found += 1 }
        row += 1
      }
      guard try scan.next() else { return found }
      (row, end) = (scan.first, scan.end)
    }
  }

  // MARK: the current quad

  private func id(_ position: Int) -> TermID {
    guard let scan else { preconditionFailure("a reader without a scan has no quads") }
    return TermID(rawValue: scan.columns.columns[columnOfPosition[position]][row])
  }

  private func bytes(_ position: Int) throws(StorageError) -> TermBytes {
    let term = try decoder.term(id(position), at: position)
    return TermBytes(kind: term.form.kind, value: term.value, annotation: term.annotation)
  }

  private func term(_ position: Int) throws(StorageError) -> Term {
    Term(try decoder.term(id(position), at: position))
  }

  /// Hands the current quad to a writer.
  package func write(to writer: any QuadWriter) throws(DumpError) {
    let subject: TermBytes
    let predicate: TermBytes
    let object: TermBytes
    var graph: TermBytes?
    do throws(StorageError) {
      subject = try bytes(0)
      predicate = try bytes(1)
      object = try bytes(2)
      if id(3) != .defaultGraph { graph = try bytes(3) }
    } catch { throw .store(error) }
    do throws(WriteError) {
      try writer.write(subject: subject, predicate: predicate, object: object, graph: graph)
    } catch { throw .output(error) }
  }

  /// The current quad as a value.
  package func quad() throws(StorageError) -> Quad {
    Quad(
      subject: try term(0), predicate: try term(1), object: try term(2),
      graph: id(3) == .defaultGraph ? nil : try term(3))
  }
}

extension DecodedTerm.Form {
  /// The same for writers.
  var kind: TermSyntaxKind {
    switch self {
    case .iri: .iri
    case .blankNode: .blankNode
    case .plainLiteral: .plainLiteral
    case .languageLiteral: .languageLiteral
    case .typedLiteral: .typedLiteral
    }
  }
}

extension Store {
  /// A reader of what matches a pattern, as of now; the calling thread does the reading.
  package func reader(of pattern: TermPattern) throws(StorageError) -> QuadReader {
    try QuadReader(try quads.view(), pattern)
  }
}
