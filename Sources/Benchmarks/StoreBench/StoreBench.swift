import Dataflow
import RDF
import Sluice
import Storage

// In-process figures of a store: scans, point look-ups, streams of commits.
//
// Each figure is a claim that anyone can repeat with `sluice bench`. What is timed is what the
// library's users call; data is drawn from the store itself by a seed.

/// A measured figure.
public struct BenchFigure: Sendable {
  /// What was measured.
  public let name: String
  /// The value.
  public let value: Double
  /// Its unit, such as `M quads/s`.
  public let unit: String

  init(_ name: String, _ value: Double, _ unit: String) {
    self.name = name
    self.value = value
    self.unit = unit
  }

  /// The same figure under a name that says more.
  public func named(_ prefix: String) -> BenchFigure { BenchFigure(prefix + name, value, unit) }
}

/// Measures a store.
public struct StoreBench: Sendable {
  private let store: Store
  private let seed: UInt64

  /// Makes a bench of an open store; `seed` draws what is looked up and committed.
  public init(_ store: Store, seed: UInt64 = 1) {
    self.store = store
    self.seed = seed
  }

  /// Scans every index five times and gives the best rate of each: all four columns decoded and summed, on
  /// one core.
  public func scans() throws(StorageError) -> [BenchFigure] {
    let view = try store.quads.view()
    var figures: [BenchFigure] = []
    for order in IndexOrder.allCases where order != .gspo {
      var best = 0.0
      for _ in 0..<5 {
        let start = monotonicSeconds()
        let count = try sum(view.scan(QuadPattern(), order: order)).count
        best = max(best, Double(count) / (monotonicSeconds() - start) / 1e6)
      }
      figures.append(BenchFigure("scan \(order)", best, "M quads/s"))
    }
    return figures
  }

  /// Scans every index of this store and of another in turn, and gives this one's rate as a part of the
  /// other's: the median over `rounds` pairs, as the machine's speed may change in between.
  public func scans(
    against other: Store, rounds: Int = 9
  ) throws(StorageError) -> [BenchFigure] {
    let views = [try store.quads.view(), try other.quads.view()]
    var figures: [BenchFigure] = []
    for order in IndexOrder.allCases where order != .gspo {
      var ratios: [Double] = []
      for round in 0...rounds {
        var rates: [Double] = []
        for view in views {
          let start = monotonicSeconds()
          let count = try sum(view.scan(QuadPattern(), order: order)).count
          rates.append(Double(count) / (monotonicSeconds() - start))
        }
        // The first round warms both.
        if round > 0 { ratios.append(rates[0] / rates[1]) }
      }
      ratios.sort()
      figures.append(BenchFigure("scan \(order), against the other", ratios[rounds / 2], "ratio"))
    }
    return figures
  }

  private func sum(_ scan: QuadScan) throws(StorageError) -> (count: Int, sum: UInt64) {
    var sum: UInt64 = 0
    var count = 0
    while try scan.next() {
      for column in 0..<4 {
        let values = scan.columns.columns[column]
        for row in scan.first..<scan.end { sum &+= values[row] }
      }
      count += scan.end - scan.first
    }
    return (count, sum)
  }

  /// Looks up (s, p, ?) for random existing pairs, and (s, ?, ?) for random subjects.
  public func lookUps(count: Int = 100_000) throws(StorageError) -> [BenchFigure] {
    let view = try store.quads.view()
    let pairs = try samplePairs(view, count: count)
    guard !pairs.isEmpty else { return [] }
    let finder = view.finder(order: .spog)
    var figures: [BenchFigure] = []
    for (name, bound) in [("look-up (s, p, ?)", 2), ("look-up (s, ?, ?)", 1)] {
      var best = Double.infinity
      for _ in 0..<3 {
        var found = 0
        let start = monotonicSeconds()
        for pair in pairs {
          let upper = IDQuad(pair.a, bound == 2 ? pair.b : .max, .max, .max)
          try finder.seek(from: IDQuad(pair.a, bound == 2 ? pair.b : 0, 0, 0), to: upper)
          while try finder.next() { found += finder.end - finder.first }
        }
        precondition(found >= pairs.count, "a pair of the store was not found")
        best = min(best, (monotonicSeconds() - start) / Double(pairs.count) * 1e6)
      }
      figures.append(BenchFigure(name, best, "µs"))
    }
    return figures
  }

  /// Subjects and predicates of random rows, in random order.
  private func samplePairs(_ view: ReadView, count: Int) throws(StorageError) -> [IDQuad] {
    var random = BenchRandom(seed: seed)
    var pairs: [IDQuad] = []
    let step = max(view.quadCount / count, 1)
    let scan = view.scan(QuadPattern(), order: .spog)
    var next = Int(random.next() % UInt64(step))
    var passed = 0
    while try scan.next() {
      while next < passed + scan.end - scan.first {
        let row = scan.first + next - passed
        pairs.append(IDQuad(scan.columns.columns[0][row], scan.columns.columns[1][row], 0, 0))
        next += 1 + Int(random.next() % UInt64(2 * step))
      }
      passed += scan.end - scan.first
    }
    pairs.shuffle(using: &random)
    return pairs
  }

  /// Commits `total` quads, `perCommit` at a time, each with a new subject and half of them with a new
  /// object; gives the rate and the 99th percentile of a commit's time.
  public func commits(
    total: Int, perCommit: Int, durability: Durability, label: String
  ) throws(StorageError) -> [BenchFigure] {
    precondition(perCommit > 0, "a commit has at least one quad")
    let total = max(total, perCommit)
    var times: [Double] = []
    let start = monotonicSeconds()
    var done = 0
    while done < total {
      let quads = (done..<min(done + perCommit, total)).map { quad($0, label: label) }
      let begin = monotonicSeconds()
      let change = try store.commitBlocking(inserts: quads, durability: durability)
      precondition(change.added == quads.count, "a commit of new quads added fewer")
      times.append(monotonicSeconds() - begin)
      done += quads.count
    }
    let seconds = monotonicSeconds() - start
    times.sort()
    let name = "commits of \(perCommit), \(durability.rawValue)"
    let p99 = times[min(times.count * 99 / 100, times.count - 1)] * 1000
    return [
      BenchFigure(name + ": quads", Double(total) / seconds, "quads/s"),
      BenchFigure(name + ": commits", Double(times.count) / seconds, "commits/s"),
      BenchFigure(name + ": p99", p99, "ms"),
      BenchFigure(name + ": longest", (times.last ?? 0) * 1000, "ms"),
    ]
  }

  /// Commits `total` quads about subjects that are spread over the whole store, a new object each; so that the
  /// changes lie everywhere between the segments' quads.
  public func spreadCommits(total: Int, label: String) throws(StorageError) -> [BenchFigure] {
    let view = try store.quads.view()
    let subjects = try samplePairs(view, count: total)
    let decoder = view.decoder()
    let start = monotonicSeconds()
    var quads: [Quad] = []
    for (number, pair) in subjects.enumerated() {
      let subject = try decoder.term(TermID(rawValue: pair.a), at: 0)
      let iri = IRI(String(decoding: subject.value, as: UTF8.self))
      quads.append(
        Quad(
          subject: .iri(iri), predicate: .iri(IRI("http://example.org/\(label)/spread")),
          object: .literal(Literal("\(number)", datatype: XSD.integer))))
      if quads.count == 1000 || number + 1 == subjects.count {
        try store.commitBlocking(inserts: quads, durability: .async)
        quads.removeAll(keepingCapacity: true)
      }
    }
    let rate = Double(subjects.count) / (monotonicSeconds() - start)
    return [BenchFigure("spread commits of 1000, async: quads", rate, "quads/s")]
  }

  /// Loads a file while commits of 100 quads go on; gives their rate and times, and the load's rate.
  public func commits(beside path: String, label: String) throws(LoadError) -> [BenchFigure] {
    let loading = BesideLoad(store, path: path)
    let thread: WorkerThread
    do throws(StorageError) { thread = try WorkerThread { loading.run() } } catch {
      throw .store(error)
    }
    var times: [Double] = []
    let start = monotonicSeconds()
    var number = 0
    while !loading.isDone {
      let quads = (number..<number + 100).map { quad($0, label: label) }
      number += 100
      let begin = monotonicSeconds()
      do throws(StorageError) {
        try store.commitBlocking(inserts: quads, durability: .async)
      } catch { throw .store(error) }
      times.append(monotonicSeconds() - begin)
    }
    let seconds = monotonicSeconds() - start
    thread.join()
    let result = try loading.result.get()
    times.sort()
    let name = "beside a load: "
    return [
      BenchFigure(name + "load", Double(result.statements) / result.seconds / 1e6, "M triples/s"),
      BenchFigure(name + "commits of 100", Double(times.count) / seconds, "commits/s"),
      BenchFigure(name + "p99", times[times.count * 99 / 100] * 1000, "ms"),
      BenchFigure(name + "longest", (times.last ?? 0) * 1000, "ms"),
    ]
  }

  /// A quad with a new subject; every second one has a new object, the others one of a thousand.
  private func quad(_ number: Int, label: String) -> Quad {
    let object =
      number % 2 == 0
      ? "http://example.org/\(label)/object/\(number)"
      : "http://example.org/\(label)/common/\(number % 1000)"
    return Quad(
      subject: .iri(IRI("http://example.org/\(label)/subject/\(number)")),
      predicate: .iri(IRI("http://example.org/predicate/\(number % 10)")),
      object: .iri(IRI(object)))
  }
}

/// A load on a thread of its own.
private final class BesideLoad: @unchecked Sendable {
  private let store: Store
  private let path: String
  private let monitor = Monitor()
  private var outcome: Result<LoadResult, LoadError>?

  init(_ store: Store, path: String) {
    self.store = store
    self.path = path
  }

  func run() {
    let outcome: Result<LoadResult, LoadError>
    do throws(LoadError) {
      outcome = .success(try store.loadBlocking([LoadInput(path: path)]))
    } catch { outcome = .failure(error) }
    monitor.withLock { self.outcome = outcome }
  }

  var isDone: Bool { monitor.withLock { outcome != nil } }

  var result: Result<LoadResult, LoadError> {
    monitor.withLock { outcome ?? .failure(.cancelled) }
  }
}

/// A seeded generator (SplitMix64; Steele, Lea and Flood 2014).
struct BenchRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
