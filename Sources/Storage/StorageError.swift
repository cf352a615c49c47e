/// Why the store could not do what was asked.
public enum StorageError: Error, Hashable, Sendable {
  /// No store is at the path.
  case notFound(path: String)
  /// The folder holds something else than a store.
  case notAStore(path: String)
  /// Another process has the store open.
  case locked(path: String)
  /// The store was opened for reading.
  case readOnly(path: String)
  /// The store was written in a format that this version does not read.
  case incompatible(path: String, format: Int, supported: Int)
  /// Bytes on disk are not what was written.
  case corrupted(detail: String)
  /// The disk is full, or a quota is.
  case diskFull(detail: String)
  /// The system refused a file operation.
  case io(detail: String)
  /// The store is closed.
  case closed
  /// A term or quad may not stand where it was put.
  case invalidQuad(detail: String)
  /// A limit was passed; nothing was changed.
  case limitExceeded(detail: String)
  /// The work was stopped on request; nothing was changed.
  case cancelled
  /// The task is inside of a transaction on the same store, which this call would wait for.
  case insideTransaction
  /// The transaction has ended.
  case transactionOver

  /// Makes an error of a RocksDB message such as `IO error: No space left on device`.
  init(rocksDB message: String, path: String) {
    if message.contains("lock hold by current process") || message.contains("While lock file") {
      self = .locked(path: path)
    } else if message.contains("does not exist (create_if_missing is false)") {
      self = .notFound(path: path)
    } else if message.contains("olumn families not opened") || message.contains("family not found")
      || message.contains("does not match existing comparator")
    {
      self = .notAStore(path: path)
    } else if message.contains("MANIFEST-") && message.contains("No such file") {
      // CURRENT names it, so it was there.
      self = .corrupted(detail: message)
    } else if message.contains("No space left on device") || message.contains("NoSpace")
      || message.contains("Disk quota exceeded")
    {
      self = .diskFull(detail: message)
    } else if message.hasPrefix("Corruption") || message.contains("checksum mismatch") {
      self = .corrupted(detail: message)
    } else {
      self = .io(detail: message)
    }
  }
}

extension StorageError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .notFound(let path): "no store at \"\(path)\""
    case .notAStore(let path): "\"\(path)\" is not a Sluice store"
    case .locked(let path): "the store \"\(path)\" is open in another process"
    case .readOnly(let path): "the store \"\(path)\" is open for reading only"
    case .incompatible(let path, let format, let supported):
      "the store \"\(path)\" has format \(format), this version reads \(supported)"
    case .corrupted(let detail): "the store is damaged: \(detail)"
    case .diskFull(let detail): "no space left: \(detail)"
    case .io(let detail): "a file operation failed: \(detail)"
    case .closed: "the store is closed"
    case .invalidQuad(let detail): "not a quad: \(detail)"
    case .limitExceeded(let detail): detail
    case .cancelled: "stopped on request"
    case .insideTransaction:
      "this task has a transaction open on the store: use that, or end it first"
    case .transactionOver: "the transaction is over"
    }
  }
}
