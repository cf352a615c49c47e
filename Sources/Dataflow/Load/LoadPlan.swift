import RDFSyntax
import Storage

// Which files will be loaded, by the ledger.
//
//   the path was loaded       skip it where its newest row has the same content, base, graph and mode
//   the path is new           skip it where the same content, with the same base and graph, was loaded
//                             from a path that is gone: the file was moved; it gets a row of its own
//
// A file is hashed only where a row could match: one of its path, or of any file of its size. A pipe is
// never hashed: what was read of it once is gone. Without
// a base of its own a Turtle file's base is its IRI, which depends on the path, so that a moved one is
// another document; N-Triples and N-Quads have no base.

/// Which of the files will be loaded, and the rows that the ledger gets.
struct LoadPlan {
  /// The files to load, in order, with absolute paths.
  private(set) var inputs: [LoadInput] = []
  /// What the ledger says of each of `inputs`: times it was tried without success.
  private var attempts: [Int] = []
  /// Files that are left out.
  private(set) var skipped: [SkippedFile] = []
  /// Rows for files that were moved, and for the paths that they came from.
  private(set) var movedRows: [LedgerRow] = []
  /// Paths whose content went on elsewhere in this plan; each can be followed once.
  private var followed: Set<String> = []

  init(
    _ files: [LoadInput], store: QuadStore, options: LoadOptions, progress: LoadProgress?
  ) throws(LoadError) {
    let ledger = LedgerReader(store.view())
    // By code points: composed and decomposed letters are two file names.
    var seen: [LoadInput: Set<[UInt8]>] = [:]
    for (index, file) in files.enumerated() {
      if progress?.isCancelled == true { throw .cancelled }
      progress?.check(file.path, done: index, of: files.count)
      let input = Self.normalized(file)
      guard seen[input, default: []].insert(Array(input.path.utf8)).inserted else {
        skipped.append(SkippedFile(path: input.path, reason: .repeated))
        continue
      }
      do throws(StorageError) {
        try decide(input, ledger, hash: store.hash, again: options.again)
      } catch { throw LoadError(error) }
    }
  }

  /// The input with what depends on its path made plain.
  static func normalized(_ input: LoadInput) -> LoadInput {
    guard input.path != "-" else { return input }
    var input = input
    input.path = FilePaths.absolute(input.path)
    if input.hasGraphOfFile {
      input.graph = .named(FilePaths.fileIRI(input.path))
      input.hasGraphOfFile = false
    }
    let format = input.format ?? RDFFormat(fileName: input.path)
    if let format, format.isLineBased {
      input.base = nil
    } else if input.base == nil {
      input.base = FilePaths.fileIRI(input.path)
    }
    return input
  }

  private mutating func decide(
    _ input: LoadInput, _ ledger: borrowing LedgerReader, hash: KeyedHash, again: Bool
  ) throws(StorageError) {
    let row = input.path == "-" ? nil : try Self.newestRow(of: input, ledger)
    if !again, input.path != "-", let facts = FileFacts(path: input.path), facts.isRegular {
      if let row, row.state == .done {
        if row.matches(input), row.sizeBytes == facts.sizeBytes,
          Self.contentHash(input.path, hash) == row.contentHash
        {
          skipped.append(SkippedFile(path: input.path, reason: .unchanged))
          return
        }
      } else if row?.state != .failed, try ledger.hasSize(facts.sizeBytes),
        let content = Self.contentHash(input.path, hash),
        let old = try movedRow(input, facts, content, ledger)
      {
        follow(old, to: input, facts)
        return
      }
    }
    inputs.append(input)
    attempts.append(row?.state == .failed ? row?.attempts ?? 0 : 0)
  }

  /// The newest row of the path, whatever source it is of.
  private static func newestRow(
    of input: LoadInput, _ ledger: borrowing LedgerReader
  ) throws(StorageError) -> LedgerRow? {
    try ledger.rows(path: input.path).max { $0.transaction < $1.transaction }
  }

  /// The row of a file with this content whose path is gone.
  private func movedRow(
    _ input: LoadInput, _ facts: FileFacts, _ content: String, _ ledger: borrowing LedgerReader
  ) throws(StorageError) -> LedgerRow? {
    try ledger.rows(sizeBytes: facts.sizeBytes, contentHash: content).first {
      $0.matches(input) && $0.path != input.path && !followed.contains($0.path)
        && FilePaths.isGone($0.path)
    }
  }

  private mutating func follow(_ old: LedgerRow, to input: LoadInput, _ facts: FileFacts) {
    skipped.append(SkippedFile(path: input.path, reason: .moved(from: old.path)))
    followed.insert(old.path)
    var gone = old
    gone.state = .gone
    var new = old
    new.path = input.path
    new.source = input.source
    new.modifiedNanoseconds = facts.modifiedNanoseconds
    movedRows += [gone, new]
  }

  /// The hash of a file's bytes as they are on disk, or nil where it can't be read.
  private static func contentHash(_ path: String, _ hash: KeyedHash) -> String? {
    do throws(SyntaxError) {
      let source = HashingByteSource(try FileByteSource(path: path), hash: hash)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
      defer { buffer.deallocate() }
      while try source.read(into: buffer) > 0 {}
      return source.digest
    } catch {
      // The preflight or the load itself will say what is wrong with the file.
      return nil
    }
  }

  /// The ledger's rows of the files that were read, and of those that were moved.
  func ledgerRows(for files: [Int: LoadedFile]) -> [LedgerRow] {
    movedRows
      + files.sorted { $0.key < $1.key }.compactMap { file, loaded in
        let input = inputs[file]
        guard input.path != "-" else { return nil }
        // What was left out was perhaps not read to its end.
        let facts = loaded.error == nil ? nil : FileFacts(path: input.path)
        return LedgerRow(
          source: input.source, path: input.path, sizeBytes: facts?.sizeBytes ?? loaded.sizeBytes,
          modifiedNanoseconds: facts?.modifiedNanoseconds ?? loaded.modifiedNanoseconds,
          contentHash: loaded.contentHash,
          base: input.base ?? "", graph: input.graph.ledgerText, mode: LedgerRow.append,
          state: loaded.error == nil ? .done : .failed,
          quads: loaded.error == nil ? loaded.statements : 0, rejects: loaded.rejects,
          attempts: attempts[file] + 1, error: loaded.error ?? "")
      }
  }
}

extension LedgerRow {
  /// The mode of files that add to what is there.
  static let append = "append"

  /// Whether the row's file was loaded as `input` would be.
  func matches(_ input: LoadInput) -> Bool {
    base == input.base ?? "" && graph == input.graph.ledgerText && mode == Self.append
  }
}

extension LoadInput {
  /// The row's file as it was to be loaded: with its base, graph and source.
  package init(_ row: LedgerRow, format: RDFFormat? = nil) {
    self.init(
      path: row.path, format: format, base: row.base.isEmpty ? nil : row.base,
      graph: GraphTarget(ledgerText: row.graph), source: row.source)
  }
}

extension GraphTarget {
  /// The target that `ledgerText` writes so.
  init(ledgerText: String) {
    switch ledgerText {
    case "keep": self = .keep
    case "default": self = .defaultGraph
    default: self = .named(String(ledgerText.dropFirst().dropLast()))
    }
  }

  /// How the ledger writes it.
  var ledgerText: String {
    switch self {
    case .keep: "keep"
    case .defaultGraph: "default"
    case .named(let iri): "<\(iri)>"
    }
  }
}
