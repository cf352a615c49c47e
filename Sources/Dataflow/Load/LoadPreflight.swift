import Glibc
import RDF
import RDFSyntax
import Storage

// What is looked at before the work: everything that would otherwise end a load after an hour.
//
// All problems are collected and shown together. Sizes are estimated from the bytes on disk; the
// estimate errs low, so that it refuses only what would surely fail.

/// What a load is expected to need.
public struct LoadEstimate: Sendable, Hashable {
  /// Bytes of all files on disk.
  public var inputBytes = 0
  /// Bytes of the store's new files, until the commit moves them in.
  public var storeBytes = 0
  /// Bytes of spilled runs; 0 where all fits into memory.
  public var spillBytes = 0
  /// Whether standard input or a pipe is among the files, so that sizes are a lower bound.
  public var isOpenEnded = false
}

/// The checks before a load.
struct LoadPreflight {
  private let inputs: [LoadInput]
  private let options: LoadOptions
  private let mayWrite: Bool
  private(set) var problems: [String] = []
  private(set) var estimate = LoadEstimate()
  /// Files that are named by number in `problems` before the rest is only counted.
  private static let listedProblems = 20

  /// Checks of `inputs`; where they may not write, as in a preview, they make no folder and no file.
  init(_ inputs: [LoadInput], options: LoadOptions, mayWrite: Bool = true) {
    self.inputs = inputs
    self.options = options
    self.mayWrite = mayWrite
  }

  /// Looks at everything; `storeFolder` is on the file system that the store's files go to.
  mutating func check(storeFolder: String) throws(LoadError) {
    var unlisted = 0
    for input in inputs {
      guard let problem = checkInput(input) else { continue }
      if problems.count < Self.listedProblems { problems.append(problem) } else { unlisted += 1 }
    }
    if unlisted > 0 { problems.append("and \(unlisted) more files that cannot be loaded") }
    checkFileHandles()
    checkFolder(options.temporaryFolder, name: "the temp folder", remedy: "--temp-dir")
    checkFolder(options.rejectsFolder, name: "the rejects folder", remedy: "--rejects")
    estimateSpace()
    if options.checksSpace, problems.isEmpty { checkSpace(storeFolder: storeFolder) }
    guard problems.isEmpty else { throw .preflight(problems) }
  }

  // MARK: files

  private mutating func checkInput(_ input: LoadInput) -> String? {
    if case .named(let iri) = input.graph, !IRI(iri).isValid {
      return "the graph \"\(iri)\" is not an absolute IRI"
    }
    if let base = input.base, !IRI(base).isValid {
      return "the base \"\(base)\" is not an absolute IRI"
    }
    if input.path == "-" {
      estimate.isOpenEnded = true
      if input.format == nil { return "standard input has no name to tell a format: give --format" }
      if input.hasGraphOfFile {
        return "standard input has no IRI that could name a graph: give --graph an IRI"
      }
      if options.onError == .skipFile {
        return "standard input cannot be read twice, so skip_file is not for it: "
          + "use fail_job or skip_statement"
      }
      if let format = input.format, options.onError == .skipStatement, !format.isLineBased {
        return "standard input cannot be read twice, and \(format) files are skipped whole: "
          + "use fail_job"
      }
      return nil
    }
    if input.format == nil, RDFFormat(fileName: input.path) == nil {
      return "cannot tell the format of \"\(input.path)\" from its name: give --format"
    }
    guard let facts = FileFacts(path: input.path) else {
      return "cannot read \"\(input.path)\": \(String(cString: strerror(errno)))"
    }
    if facts.isDirectory { return "\"\(input.path)\" is a folder" }
    guard access(input.path, R_OK) == 0 else {
      return "cannot read \"\(input.path)\": \(String(cString: strerror(errno)))"
    }
    estimate.inputBytes += facts.sizeBytes
    if !facts.isRegular { estimate.isOpenEnded = true }
    return nil
  }

  // MARK: handles and folders

  /// Raises the soft limit to the hard one: RocksDB keeps all its files open.
  private mutating func checkFileHandles() {
    guard let limit = FileHandles.raise() else { return }
    let needed = FileHandles.least
    if limit < needed {
      problems.append("at most \(limit) files may be open, \(needed) are needed: raise `ulimit -n`")
    }
  }

  private mutating func checkFolder(_ folder: String?, name: String, remedy: String) {
    guard let folder else { return }
    guard mayWrite else {
      guard let reason = FileSystem.reasonAgainstWriting(in: folder) else { return }
      problems.append(
        "\(name) \"\(folder)\" cannot be written: \(reason): mend it or set \(remedy)")
      return
    }
    guard FilePaths.makeFolder(folder) else {
      problems.append("\(name) \"\(folder)\" cannot be made: choose another by \(remedy)")
      return
    }
    // Only a file tells: rights, quotas and read-only mounts look different from outside.
    let probe = folder + "/.sluice-probe-\(getpid()).tmp"
    let descriptor = open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      problems.append(
        "\(name) \"\(folder)\" cannot be written: \(reason): mend it or set \(remedy)")
      return
    }
    close(descriptor)
    unlink(probe)
  }

  // MARK: space

  /// Bytes that a triple takes on disk with its share of the dictionary; measured 8 to 12.
  private static let storedBytesPerTriple = 9
  /// Bytes that a triple takes in spilled runs, over all orders.
  private static let spilledBytesPerTriple = 8
  /// Bytes of memory that a triple takes in a run, with its share of terms.
  private static let runBytesPerTriple = 48

  private mutating func estimateSpace() {
    var triples = 0
    for input in inputs where input.path != "-" {
      guard let facts = FileFacts(path: input.path) else { continue }
      let format = input.format ?? RDFFormat(fileName: input.path) ?? .ntriples
      let plain = facts.sizeBytes * Self.expansion(of: input)
      triples += plain / (format.isLineBased ? 150 : 50)
    }
    estimate.storeBytes = triples * Self.storedBytesPerTriple
    let isSpilled = triples * Self.runBytesPerTriple > LoadMemory.runBytes(of: options)
    estimate.spillBytes = isSpilled ? triples * Self.spilledBytesPerTriple : 0
  }

  /// How many times larger a file is without its compression; usual dumps are a bit above.
  private static func expansion(of input: LoadInput) -> Int {
    // Only an estimate, so the name is enough.
    let codec =
      input.compression == .auto ? Compression(fileName: input.path) : input.compression
    switch codec {
    case .none, .auto: return 1
    case .lz4: return 5
    case .gzip, .zstd, .bzip2: return 10
    }
  }

  private mutating func checkSpace(storeFolder: String) {
    // In a preview the folder is perhaps still to be made.
    let temporary = FileSystem.existingFolder(above: options.temporaryFolder ?? storeFolder)
    let isShared = FileSystem.device(of: temporary) == FileSystem.device(of: storeFolder)
    let storeNeed = estimate.storeBytes + (isShared ? estimate.spillBytes : 0)
    checkSpace(storeFolder, needed: storeNeed, name: "the store")
    if !isShared { checkSpace(temporary, needed: estimate.spillBytes, name: "spilled runs") }
  }

  private mutating func checkSpace(_ folder: String, needed: Int, name: String) {
    guard let free = FileSystem.freeBytes(of: folder), free < needed else { return }
    problems.append(
      "about \(needed >> 20) MiB are needed for \(name) in \"\(folder)\", \(free >> 20) MiB are "
        + "free: make room, or load regardless with --no-space-check")
  }
}
