import ArgumentParser
import PipelineFiles
import Sluice
import Telemetry

// Options that several commands have, under the same name everywhere.

/// How a command talks.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Write results and summaries as JSON, one object a line.")
  var json = false

  @Flag(name: .shortAndLong, help: "Write no summaries and no progress.")
  var quiet = false
}

/// An existing store.
struct StoreArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("Folder of the store.", valueName: "store"), completion: .directory)
  var path: String

  @OptionGroup var memory: MemoryOptions

  /// Opens the store, which must be there.
  func open(for access: StoreOptions.Access) throws(StorageError) -> Store {
    var options = StoreOptions()
    options.createIfMissing = false
    options.access = access
    options.memoryBytes = memory.bytes
    return try Store.open(at: path, options: options)
  }
}

/// How much memory a command may use.
struct MemoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Memory for the whole process, such as 512MiB; at least \(ByteCount(MemoryBudget.leastBytes)) "
        + "(default: half of the machine's or cgroup's).",
      valueName: "size"))
  var memory: ByteCount?

  func validate() throws {
    let least = ByteCount(MemoryBudget.leastBytes)
    if let memory, memory < least {
      throw ValidationError("--memory \(memory) is below the least memory, \(least)")
    }
  }

  /// The budget in bytes.
  var bytes: Int { memory?.bytes ?? MemoryBudget.default }
}

/// The document that a command writes.
struct DocumentOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "File to write; it appears whole or not at all. Compressed where its name ends in .gz, .bz2, "
        + ".zst or .lz4.", valueName: "file"),
    completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Compression of the result: auto (by --output's name), none, gzip, bzip2, zstd or lz4.",
      valueName: "compression"))
  var outputCompression: Compression = .auto

  /// The syntax that the file's name tells, or nil.
  var format: RDFFormat? { file.flatMap { RDFFormat(fileName: $0) } }

  /// The same, or nil without a file; a name that tells no syntax is refused, as the file would be misnamed.
  var formatByName: RDFFormat? {
    get throws(ValidationError) {
      guard let file, format == nil else { return format }
      throw ValidationError(
        "the name \"\(file)\" tells no syntax: end it in .nt, .nq, .ttl or .trig, or give --format")
    }
  }
}

/// Prefixes of arguments and of Turtle and TriG documents.
struct PrefixOptions: ParsableArguments {
  @Option(
    name: .customLong("prefix"),
    help: ArgumentHelp(
      "Prefix, as ex=http://example.org/, for the terms and IRIs of these arguments, and for Turtle "
        + "and TriG that are written; may be given several times.",
      valueName: "name=iri"))
  var prefixes: [String] = []

  /// The prefixes as a table.
  func table() throws -> PrefixTable {
    var table = PrefixTable()
    for prefix in prefixes {
      guard let sign = prefix.firstIndex(of: "=") else {
        throw ValidationError("--prefix \(prefix): write it as name=iri")
      }
      do throws(WriteError) {
        try table.bind(String(prefix[..<sign]), to: String(prefix[prefix.index(after: sign)...]))
      } catch { throw ValidationError("\(error)") }
    }
    return table
  }
}

extension ByteCount: ExpressibleByArgument {
  /// Reads a size as the pipeline file does.
  public init?(argument: String) {
    // Nil is how an argument is refused; ArgumentParser writes the message.
    guard let count = try? ByteCount(parsing: argument) else { return nil }
    self = count
  }
}

extension TimeSpan: ExpressibleByArgument {
  /// Reads a duration as the pipeline file does.
  public init?(argument: String) {
    // Nil refuses the argument, as above.
    guard let span = try? TimeSpan(parsing: argument) else { return nil }
    self = span
  }
}

extension RDFFormat: ExpressibleByArgument {
  /// Reads a format's name or file ending.
  public init?(argument: String) {
    let name = argument.lowercased()
    let named = Self(rawValue: name) ?? Self.allCases.first { $0.fileExtensions.contains(name) }
    guard let named else { return nil }
    self = named
  }
}

extension Compression: ExpressibleByArgument {}

extension GraphSelection: ExpressibleByArgument {
  /// Reads `default`, an IRI, or a blank node as the store shows it.
  public init?(argument: String) {
    if argument == "default" {
      self = .defaultGraph
      return
    }
    // Nil refuses the argument, as above.
    guard let term = try? TermText.parse(argument) else { return nil }
    if case .literal = term { return nil }
    self = .named(term)
  }
}
