// What a verification found.

/// Something that is wrong with a store.
public enum VerifyProblem: Error, Hashable, Sendable {
  /// Bytes on disk are not what was written.
  case checksum(detail: String)
  /// A record, page or block can't be decoded.
  case undecodable(place: String, detail: String)
  /// Keys or rows are not in strictly increasing order.
  case disorder(place: String, detail: String)
  /// A quad stands in two segments.
  case quadInTwoSegments(segments: [UInt32])
  /// Two orders of a segment hold different quads.
  case ordersDiffer(segment: UInt32, orders: [String])
  /// An id that the dictionary does not hold, or that may not stand where it stands.
  case badID(place: String, id: UInt64)
  /// A term that its hash does not lead to, or a hash that leads to no term.
  case dictionary(detail: String)
  /// Two ids have the same term.
  case duplicateTerm(ids: [UInt64])
  /// A count on record is not what was counted.
  case count(of: String, recorded: Int, counted: Int)
  /// The state record contradicts itself or what is on disk.
  case state(detail: String)
  /// The log and the changes in memory contradict each other or the segments.
  case log(detail: String)
  /// A row of the ledger is inconsistent.
  case ledger(path: String, detail: String)
  /// A key that nothing writes.
  case unknownKey(family: String, key: [UInt8])
}

extension VerifyProblem: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .checksum(let detail): "damaged bytes: \(detail)"
    case .undecodable(let place, let detail): "can't read \(place): \(detail)"
    case .disorder(let place, let detail): "out of order in \(place): \(detail)"
    case .quadInTwoSegments(let segments): "segments \(segments) share a quad"
    case .ordersDiffer(let segment, let orders):
      "segment \(segment): \(orders.joined(separator: " and ")) hold different quads"
    case .badID(let place, let id):
      "unknown or misplaced id \(String(id, radix: 16)) in \(place)"
    case .dictionary(let detail): "dictionary: \(detail)"
    case .duplicateTerm(let ids):
      "ids \(ids.map { String($0, radix: 16) }.joined(separator: " and ")) have the same term"
    case .count(let what, let recorded, let counted):
      "\(what): \(recorded) on record, \(counted) counted"
    case .state(let detail): "state: \(detail)"
    case .log(let detail): "log: \(detail)"
    case .ledger(let path, let detail): "ledger row of \"\(path)\": \(detail)"
    case .unknownKey(let family, let key): "unknown key in \(family): \(Self.shown(key))"
    }
  }

  /// A key's beginning, with what is no visible ASCII as hexadecimal digits.
  private static func shown(_ key: [UInt8]) -> String {
    key.prefix(40).map { byte in
      (0x20..<0x7f).contains(byte)
        ? String(UnicodeScalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}

/// Counts and problems of one verification.
public struct VerifyReport: Sendable {
  /// The commit that was verified.
  public var transaction: UInt64 = 0
  /// Quads.
  public var quads = 0
  /// Quads in named graphs.
  public var namedQuads = 0
  /// Blocks of quads, in all orders.
  public var blocks = 0
  /// Terms in the dictionary, used or not.
  public var terms = 0
  /// Terms that nothing leads to and no quad uses: left by a killed load.
  public var orphanTerms = 0
  /// Quads that stream commits have added or removed since the last fold.
  public var unfoldedChanges = 0
  /// Rows of the hash index.
  public var hashRows = 0
  /// Live segments.
  public var segments = 0
  /// Rows of the ledger.
  public var ledgerRows = 0
  /// Blocks and pages of segments that are not live: left by a killed load or not yet cleaned up.
  public var deadEntries = 0
  /// Seconds by check.
  public var seconds: [String: Double] = [:]
  /// What is wrong, at most ``maximumProblems`` of it.
  public var problems: [VerifyProblem] = []
  /// Problems found, also those that are not listed.
  public var problemCount = 0

  /// Problems that a report lists; one damaged file can give millions.
  public static let maximumProblems = 100

  /// Whether the store is sound.
  public var isSound: Bool { problemCount == 0 }

  /// An empty report.
  public init() {}
}

/// How a verification runs.
public struct VerifyOptions: Sendable {
  /// Bytes of memory for tables.
  ///
  /// Default 256 MiB. Smaller means more passes over the dictionary: one for each 5 million terms at
  /// the default.
  public var memoryBytes: Int = 256 << 20
  /// Threads.
  ///
  /// Default 2.
  public var threads: Int = 2

  /// Makes the default options.
  public init() {}
}

/// Hears how far a verification is; called from several threads.
public protocol VerifyProgress: Sendable {
  /// A check has begun.
  func began(_ check: String)
  /// A check has ended.
  func ended(_ check: String, seconds: Double, problems: Int)
}
