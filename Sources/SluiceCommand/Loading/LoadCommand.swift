import ArgumentParser
import PipelineFiles
import Sluice

/// `sluice load`: files into a store, as one commit.
struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Load files into a store as one commit.",
    discussion: """
      Takes N-Triples, N-Quads, Turtle and TriG, plain or compressed; the store is made where there \
      is none. Either all files are in the store at the end, but for what --on-error leaves out, or \
      the store is as before. Files that the store's ledger has, unchanged or moved, are skipped.

      Example: sluice load museum.sluice 'dumps/*.nt.gz' extra.ttl --graph http://example.org/g
      """)

  @Argument(help: ArgumentHelp("Folder of the store.", valueName: "store"), completion: .directory)
  var store: String

  @Argument(
    help: ArgumentHelp("Files, patterns or folders; - is standard input.", valueName: "file"),
    completion: .file())
  var files: [String]

  @OptionGroup var load: LoadOptionGroup
  @OptionGroup var output: OutputOptions

  @OptionGroup var memory: MemoryOptions

  @Option(
    help: ArgumentHelp(
      "What the store is tuned for, chosen at each open: development, balanced, bulk_load, "
        + "query_heavy or low_memory.", valueName: "preset"))
  var preset: StorePreset = .balanced

  func run() throws {
    let inputs = try load.inputs(files)
    let job = LoadJob(
      output: output, log: EventLog(output),
      shutdownTimeout: load.course.shutdownTimeout)
    job.log.leftOut(inputs.leftOut, job: job.name)
    var settings = StoreOptions()
    settings.preset = preset
    settings.memoryBytes = memory.bytes
    let options = load.options(memoryBytes: settings.memoryBytes, preset: preset)
    let result = try job.run(inputs.files, into: store, settings: settings, options: options)
    try LoadSummary(result, store: store).write(output)
  }
}
