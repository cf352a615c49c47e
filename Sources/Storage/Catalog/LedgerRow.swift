/// What was loaded from one file: a row of the ledger, written in the same commit as the data.
public struct LedgerRow: Hashable, Sendable {
  /// How a file stands.
  public enum State: String, Sendable {
    /// Its quads are in the store.
    case done
    /// It could not be loaded; nothing of it is in the store.
    case failed
    /// Its content went on under another path, which has a row of its own.
    case gone
  }

  /// Name of the source in the pipeline file, or `load` for the command.
  public var source: String
  /// Absolute path of the file.
  public var path: String
  /// Bytes of the file, compressed where it is.
  public var sizeBytes: Int
  /// Modification time in nanoseconds since 1970.
  public var modifiedNanoseconds: Int
  /// Hash of the file's bytes as they are on disk, 32 hexadecimal digits.
  public var contentHash: String
  /// Base IRI that relative IRIs were resolved against.
  public var base: String
  /// Where the quads went: an IRI, `default` or `keep`.
  public var graph: String
  /// `append`, `replace` or `patch`.
  public var mode: String
  /// State of the row.
  public var state: State
  /// The commit that loaded the file, or noted that it failed.
  public var transaction: UInt64
  /// Quads read.
  public var quads: Int
  /// Statements that were refused.
  public var rejects: Int
  /// Times the file was tried.
  public var attempts: Int
  /// Why it failed, or empty.
  public var error: String

  /// Makes a row.
  public init(
    source: String, path: String, sizeBytes: Int, modifiedNanoseconds: Int, contentHash: String,
    base: String, graph: String, mode: String, state: State, transaction: UInt64 = 0,
    quads: Int = 0, rejects: Int = 0, attempts: Int = 1, error: String = ""
  ) {
    self.source = source
    self.path = path
    self.sizeBytes = sizeBytes
    self.modifiedNanoseconds = modifiedNanoseconds
    self.contentHash = contentHash
    self.base = base
    self.graph = graph
    self.mode = mode
    self.state = state
    self.transaction = transaction
    self.quads = quads
    self.rejects = rejects
    self.attempts = attempts
    self.error = error
  }

  /// The key on disk: `p`, path, a zero byte, source.
  ///
  /// A path has one row a source, its newest.
  var key: [UInt8] { Self.keyPrefix(path: path) + Array(source.utf8) }

  /// The key in the index by content: `c`, size, hash, path, a zero byte, source.
  ///
  /// An entry may outlive its row's content, so whoever follows one compares the row.
  var contentKey: [UInt8] {
    Self.contentPrefix(sizeBytes: sizeBytes) + Array(contentHash.utf8) + Array(path.utf8) + [0]
      + Array(source.utf8)
  }

  /// Digits of a content hash, which stands in keys without its length.
  static let contentHashDigits = 32

  /// The key of the row that an entry of the index by content leads to, or nil where it is no such entry.
  static func rowKey(ofContentKey key: [UInt8]) -> [UInt8]? {
    // The prefix, the size, the hash, a path of at least a byte, its end.
    let start = 9 + contentHashDigits
    guard key.count > start + 1, key[0] == contentPrefix, key[start] != 0,
      key[start...].contains(0),
      key[9..<start].allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit })
    else { return nil }
    return [rowPrefix] + key[start...]
  }

  /// What the keys of all rows start with.
  static let rowPrefix = UInt8(ascii: "p")
  /// What keys of the index by content start with.
  static let contentPrefix = UInt8(ascii: "c")

  /// What the keys of a path's rows start with.
  static func keyPrefix(path: String) -> [UInt8] { [rowPrefix] + Array(path.utf8) + [0] }

  /// What the index entries of files of a size start with.
  static func contentPrefix(sizeBytes: Int) -> [UInt8] {
    [contentPrefix] + bigEndianBytes(UInt64(bitPattern: Int64(sizeBytes)))
  }

  /// Keys and values of rows with their index, in key order; of two rows with one key the last counts.
  static func records(of rows: [LedgerRow]) -> [(key: [UInt8], value: [UInt8])] {
    var newest: [[UInt8]: LedgerRow] = [:]
    for row in rows { newest[row.key] = row }
    var records: [(key: [UInt8], value: [UInt8])] = []
    for (key, row) in newest {
      records.append((key, row.encoded()))
      if row.state == .done { records.append((row.contentKey, [1])) }
    }
    return records.sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }

  func encoded() -> [UInt8] {
    var record = RecordWriter()
    for text in [source, path, contentHash, base, graph, mode, state.rawValue, error] {
      record.put(text)
    }
    for number in [sizeBytes, modifiedNanoseconds, quads, rejects, attempts] { record.put(number) }
    record.put(transaction)
    return record.bytes
  }

  init(_ bytes: [UInt8]) throws(StorageError) {
    var record = RecordReader(bytes, name: "ledger row")
    source = try record.text()
    path = try record.text()
    contentHash = try record.text()
    base = try record.text()
    graph = try record.text()
    mode = try record.text()
    guard let state = State(rawValue: try record.text()) else {
      throw .corrupted(detail: "a ledger row has an unknown state")
    }
    self.state = state
    error = try record.text()
    sizeBytes = try record.integer()
    modifiedNanoseconds = try record.integer()
    quads = try record.integer()
    rejects = try record.integer()
    attempts = try record.integer()
    transaction = try record.number()
  }
}
