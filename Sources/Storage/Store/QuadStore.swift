import Glibc

// The open store: its database, its state, and the one place where commits happen.
//
//     readers   view() ── snapshot + state + overlay, never blocked
//     writers   one at a time under `writer`; a bulk load takes it only to publish

/// How a store is opened.
package struct StoreSettings: Sendable {
  package var preset: StorePreset = .balanced
  /// Budget of the whole process in bytes.
  package var memoryBytes: Int = 1 << 30
  /// Whether a store is made where none is.
  package var create = true
  /// Whether the store is only read: no file of it changes, and other processes may read it too.
  package var isReadOnly = false
  /// A disk that forgets unsynced writes, for durability tests.
  package var environment: UnsyncedLossEnvironment?
  /// Bytes that the log may take, or nil for those of the preset.
  package var logBytes: Int?
  /// Visits of blocks, for each block of an order, after which it is read into memory.
  package var visitsToResidence = 2

  package init() {}
}

/// A store on disk.
///
/// Safe to use from several threads.
package final class QuadStore: @unchecked Sendable {
  package let path: String
  package let database: Database
  package let hash: KeyedHash
  let settings: StoreSettings
  /// Held by whoever commits.
  let writer = Monitor()
  /// Terms of stream commits that are in no hash segment yet.
  let recentTerms = RecentTerms()
  /// What the writer keeps between commits; only with `writer` held.
  private(set) lazy var commitWriter = CommitWriter(self)
  /// Guards what is below.
  private let stateMonitor = Monitor()
  private var current: Current
  /// Views that are alive, by the number of segment changes before them.
  private var viewGenerations: [Int: Int] = [:]
  /// The place of a load from its look at the ledger to its commit, so that two loads never take the same
  /// file.
  package let loads = ExclusivePlace()
  /// The place of whoever builds segments: one bulk load or fold at a time.
  let builder = ExclusivePlace()
  /// The place of whoever commits quads: a transaction has it from its first read on.
  let committers = ExclusivePlace()
  /// The fold that runs beside commits.
  let backgroundFold = BackgroundFold()
  /// Orders of segments that are in memory.
  let residents: ResidentOrders
  /// Pages of terms that readers have decoded.
  let pages: SharedPages
  /// What was counted of segments.
  let firstValueCounts = FirstValueCounts()

  /// What a commit replaces as a whole.
  private struct Current {
    var state: StoreState
    /// Counts of the segments.
    var segments: SegmentStatistics
    /// Counts of the segments and the delta.
    var statistics: StatisticsRecord
    var delta: Delta
    /// Times that the live segments have changed.
    var generation = 0
    /// Segments that are not live any more and whose keys wait for their last reader.
    var retired: [RetiredSegments] = []
  }

  /// Opens the store at `path`.
  package init(path: String, settings: StoreSettings) throws(StorageError) {
    self.path = path
    self.settings = settings
    var exists = StoreCreation.isFinished(path)
    guard exists || settings.create && !settings.isReadOnly else { throw .notFound(path: path) }
    let creation = exists ? nil : try StoreCreation.begin(path)
    exists = creation == nil
    let tuning = StoreTuning(preset: settings.preset, memoryBytes: settings.memoryBytes)
    residents = ResidentOrders(
      maximumBytes: tuning.residentBytes, visitsPerBlock: settings.visitsToResidence)
    pages = SharedPages(bytes: tuning.pageBytes)
    if exists {
      try ManifestCheck.check(path)
      try LogCheck.check(path)
    }
    database = try Database(
      path: path, tuning: tuning, exists ? settings.isReadOnly ? .read : .write : .create,
      environment: settings.environment)
    if exists {
      hash = try Self.readFormat(database, path: path)
      let state = try Self.readState(database)
      let segments = try SegmentStatistics(state.segments, database)
      current = Current(
        state: state, segments: segments, statistics: segments.total, delta: Delta())
      try replayLog()
      // What is dead is in no state, so nobody reads it.
      if database.isWritable { try removeDeadSegments() }
    } else {
      hash = KeyedHash.random()
      current = Current(
        state: StoreState(), segments: SegmentStatistics(), statistics: StatisticsRecord(),
        delta: Delta())
      try Self.writeNew(database, hash: hash, state: current.state)
      try creation?.finish()
    }
    if database.isWritable { removeLeftovers() }
  }

  /// Waits for what runs in the background.
  ///
  /// A store that is let go without it is as safe, as after a crash.
  package func finishBackgroundWork() { backgroundFold.wait() }

  private static func writeNew(
    _ database: Database, hash: KeyedHash, state: StoreState
  ) throws(StorageError) {
    let batch = WriteBatch()
    batch.put(database, .meta, key: StoreState.formatKey, value: [UInt8(StoreState.format)])
    batch.put(
      database, .meta, key: StoreState.hashKey,
      value: bigEndianBytes(hash.key0) + bigEndianBytes(hash.key1))
    batch.put(database, .meta, key: StoreState.key, value: state.encoded())
    try database.write(batch, sync: true)
  }

  private static func readFormat(
    _ database: Database, path: String
  ) throws(StorageError) -> KeyedHash {
    guard let format = try database.value(.meta, key: StoreState.formatKey), format.count == 1,
      let key = try database.value(.meta, key: StoreState.hashKey), key.count == 16
    else { throw .notAStore(path: path) }
    guard format[0] == UInt8(StoreState.format) else {
      throw .incompatible(path: path, format: Int(format[0]), supported: StoreState.format)
    }
    return key.withUnsafeBytes {
      KeyedHash(key0: readBigEndian($0, at: 0), key1: readBigEndian($0, at: 8))
    }
  }

  private static func readState(_ database: Database) throws(StorageError) -> StoreState {
    guard let bytes = try database.value(.meta, key: StoreState.key) else {
      throw .corrupted(detail: "the store has no state record")
    }
    return try StoreState(bytes)
  }

  // MARK: state

  /// The state that the last commit left.
  var state: StoreState { stateMonitor.withLock { current.state } }

  /// Counts as of the last commit.
  var statistics: StatisticsRecord { stateMonitor.withLock { current.statistics } }

  /// Counts of the segments alone, as they are on disk.
  var segmentStatistics: SegmentStatistics { stateMonitor.withLock { current.segments } }

  /// The commits that are not in segments.
  var delta: Delta { stateMonitor.withLock { current.delta } }

  /// Takes on a stream commit.
  ///
  /// Only with `writer` held.
  func adopt(_ state: StoreState, delta: Delta, changes: SortedChanges) {
    stateMonitor.withLock {
      current.state = state
      current.delta = delta
      current.statistics.apply(changes)
    }
  }

  /// Takes on numbers that were reserved.
  ///
  /// Only with `writer` held.
  func adopt(_ state: StoreState) { stateMonitor.withLock { current.state = state } }

  /// Takes on other segments and their counts.
  ///
  /// Only with `writer` held.
  func adopt(
    _ state: StoreState, delta: Delta, segments: SegmentStatistics,
    retiring: RetiredSegments? = nil
  ) {
    stateMonitor.withLock {
      current.state = state
      current.delta = delta
      current.segments = segments
      current.statistics = segments.total
      current.statistics.apply(delta.changes(in: .spog))
      current.generation += 1
      if var retiring {
        retiring.generation = current.generation
        current.retired.append(retiring)
      }
    }
  }

  /// Marks all of the delta as taken by a fold.
  ///
  /// Only with `writer` held.
  func replaceDelta(_ delta: Delta) { stateMonitor.withLock { current.delta = delta } }

  /// A view of the store as of the last commit.
  package func view() -> ReadView {
    // The snapshot is taken under the lock under which commits are taken on, and segments are only
    // removed after that: whatever `state` names is in the snapshot.
    stateMonitor.withLock {
      viewGenerations[current.generation, default: 0] += 1
      return ReadView(
        lease: ViewLease(self, generation: current.generation),
        snapshot: DatabaseSnapshot(database), state: current.state, base: current.segments.total,
        statistics: current.statistics, delta: current.delta)
    }
  }

  /// Notes that a view is gone.
  func release(generation: Int) {
    stateMonitor.withLock {
      viewGenerations[generation, default: 1] -= 1
      if viewGenerations[generation] == 0 { viewGenerations[generation] = nil }
    }
  }

  /// Takes out the retired segments that no view can reach any more.
  func takeUnreachable() -> [RetiredSegments] {
    stateMonitor.withLock {
      let oldest = viewGenerations.keys.min() ?? Int.max
      let gone = current.retired.filter { $0.generation <= oldest }
      current.retired.removeAll { $0.generation <= oldest }
      return gone
    }
  }

  /// Bytes that the writer's filter over the dictionary may take.
  var filterBytes: Int { settings.memoryBytes / 16 }

  // MARK: temporary files

  /// The folder in which SST files are built, on the store's own file system so that they can be moved in.
  var loadFolder: String { path + "/load" }

  /// Removes what a killed load has left behind.
  ///
  /// Nobody else can be loading: the database is locked.
  func removeLeftovers() {
    guard let folder = opendir(loadFolder) else { return }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { unlink(loadFolder + "/" + name) }
    }
    rmdir(loadFolder)
  }
}
