import Testing

@testable import Storage

/// Reads from memory give what reads from RocksDB give.
@Suite struct ResidentOrderTests {
  /// A store whose orders become resident after so many visits a block.
  private func open(_ folder: ScratchFolder, visits: Int) throws -> QuadStore {
    var settings = StoreSettings()
    settings.memoryBytes = 256 << 20
    settings.visitsToResidence = visits
    return try QuadStore(path: folder.store, settings: settings)
  }

  private func rows(_ scan: QuadScan) throws -> [IDQuad] {
    var rows: [IDQuad] = []
    while try scan.next() {
      for row in scan.first..<scan.end { rows.append(scan.columns.quad(at: row)) }
    }
    return rows
  }

  private func rows(
    _ finder: RangeFinder, from lower: IDQuad, to upper: IDQuad
  ) throws -> Set<IDQuad> {
    var rows: Set<IDQuad> = []
    try finder.seek(from: lower, to: upper)
    while try finder.next() {
      for row in finder.first..<finder.end { rows.insert(finder.columns.quad(at: row)) }
    }
    return rows
  }

  @Test("scans and ranges from memory and from RocksDB are the same", arguments: 0..<3)
  func same(round: Int) throws {
    let seed = UInt64(round) + 301
    var random = SplitMix64(seed: seed)
    let folder = try ScratchFolder()
    let quads = sampleQuads(count: 9_000, seed: seed)
    var expected: [IndexOrder: [IDQuad]] = [:]
    do {
      let store = try open(folder, visits: .max / 1_000_000)
      try store.load(Array(quads[0..<6_000]))
      try store.load(Array(quads[5_000...]))
      let view = store.view()
      for order in IndexOrder.allCases {
        expected[order] = try rows(view.scan(QuadPattern(), order: order))
      }
      #expect(store.residents.footprintBytes == 0)
    }
    let store = try open(folder, visits: 0)
    let view = store.view()
    // The first reading makes the orders resident, the others read them.
    for reading in 0..<3 {
      for order in IndexOrder.allCases {
        #expect(
          try rows(view.scan(QuadPattern(), order: order)) == expected[order],
          "seed \(seed), order \(order), reading \(reading)")
      }
    }
    #expect(store.residents.footprintBytes > 0)
    for order in IndexOrder.allCases {
      let all = try #require(expected[order])
      let finder = view.finder(order: order)
      for _ in 0..<300 {
        let quad = try #require(all.randomElement(using: &random))
        let bound = Int.random(in: 0...4, using: &random)
        var (lower, upper) = (IDQuad.lowest, IDQuad.highest)
        if bound > 0 { (lower.a, upper.a) = (quad.a, quad.a) }
        if bound > 1 { (lower.b, upper.b) = (quad.b, quad.b) }
        if bound > 2 { (lower.c, upper.c) = (quad.c, quad.c) }
        if bound > 3 { (lower.d, upper.d) = (quad.d, quad.d) }
        let wanted = Set(all.filter { !($0 < lower) && !(upper < $0) })
        #expect(try rows(finder, from: lower, to: upper) == wanted, "seed \(seed), \(order)")
      }
    }
    #expect(try store.verify().isSound)
  }

  @Test("an order that is read once stays on disk, one that is read much comes into memory")
  func visits() throws {
    let folder = try ScratchFolder()
    let store = try open(folder, visits: 2)
    try store.load(sampleQuads(count: 5_000, seed: 9))
    let view = store.view()
    _ = try rows(view.scan(QuadPattern(), order: .spog))
    #expect(store.residents.footprintBytes == 0)
    for _ in 0..<3 { _ = try rows(view.scan(QuadPattern(), order: .spog)) }
    #expect(store.residents.footprintBytes > 0)
    let segment = try #require(view.state.segments.first).number
    #expect(store.residents.resident(.spog, of: segment) != nil)
    #expect(store.residents.resident(.posg, of: segment) == nil)
  }

  @Test(
    "the order used longest ago goes where room is short, and one that is too large never comes")
  func room() throws {
    let folder = try ScratchFolder()
    let store = try open(folder, visits: .max / 1_000_000)
    try store.load(sampleQuads(count: 20_000, seed: 10))
    let segment = try #require(store.view().state.segments.first).number
    func visit(_ orders: ResidentOrders, _ order: IndexOrder) throws {
      _ = try orders.build(
        order, of: segment, blocks: 40, database: store.database,
        snapshot: DatabaseSnapshot(store.database))
    }
    let all = ResidentOrders(maximumBytes: .max, visitsPerBlock: 0)
    try visit(all, .spog)
    let bytes = all.footprintBytes
    try visit(all, .psog)
    try visit(all, .ospg)
    // Not quite room for three.
    let limit = all.footprintBytes - 1
    let two = ResidentOrders(maximumBytes: limit, visitsPerBlock: 0)
    try visit(two, .spog)
    try visit(two, .psog)
    #expect(two.resident(.spog, of: segment) != nil)
    try visit(two, .ospg)
    #expect(two.resident(.spog, of: segment) != nil)
    #expect(two.resident(.psog, of: segment) == nil)
    #expect(two.resident(.ospg, of: segment) != nil)
    #expect(two.footprintBytes <= limit)
    let none = ResidentOrders(maximumBytes: bytes / 2, visitsPerBlock: 0)
    try visit(none, .spog)
    #expect(none.resident(.spog, of: segment) == nil)
    two.remove(segment: segment)
    #expect(two.footprintBytes == 0)
  }

  @Test("a segment that a fold replaces leaves memory, and readers of it go on")
  func folded() throws {
    let folder = try ScratchFolder()
    let store = try open(folder, visits: 0)
    try store.load(sampleQuads(count: 3_000, seed: 11))
    try store.load(sampleQuads(count: 3_000, seed: 12))
    var view: ReadView? = store.view()
    let before = try rows(try #require(view).scan(QuadPattern(), order: .posg))
    #expect(try rows(try #require(view).scan(QuadPattern(), order: .posg)) == before)
    let scan = try #require(view).scan(QuadPattern(), order: .posg)
    #expect(try scan.next())
    var rest = (scan.first..<scan.end).map { scan.columns.quad(at: $0) }
    try store.fold(everything: true)
    #expect(try rows(store.view().scan(QuadPattern(), order: .posg)) == before)
    rest += try rows(scan)
    #expect(rest == before)
    view = nil
    try store.fold(everything: true)
    let live = store.view().state.segments.map(\.number)
    #expect(live.count == 1)
    for order in IndexOrder.allCases {
      #expect(store.residents.resident(order, of: 1) == nil)
    }
  }
}
