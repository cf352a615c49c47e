import Glibc
import PipelineFiles
import Sluice
import Telemetry

// From a pipeline file to loads: each source is a job, and a job is one commit, in the file's order.

/// One source of a pipeline as a load.
struct PipelineJob {
  /// Name of the source.
  var name: String
  /// Its files as of now.
  var inputs: [LoadInput]
  /// How many files its patterns found in a rejects folder, which are left out.
  var leftOut: Int
  /// How they are loaded.
  var options: LoadOptions

  /// Tells where its patterns found nothing, or files that are left out.
  func noteFiles(_ output: OutputOptions) {
    if inputs.isEmpty {
      note("warning: no file matches the patterns of source \"\(name)\"")
    }
    LoadSummary.noteLeftOut(leftOut, output)
  }
}

extension Pipeline {
  /// Reads and checks the file at `path`, with the process's environment.
  static func read(_ path: String) throws(PipelineFileError) -> Pipeline {
    try PipelineFile.load(path: path, environment: processEnvironment)
  }

  /// The variables of the process.
  static var processEnvironment: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text)
      if let sign = pair.firstIndex(of: "=") {
        variables[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
      }
      entry += 1
    }
    return variables
  }

  /// How the store is opened.
  var storeOptions: StoreOptions {
    var options = StoreOptions()
    options.preset = StorePreset(rawValue: store.preset.rawValue) ?? .balanced
    options.memoryBytes = store.memory?.bytes ?? MemoryBudget.default
    return options
  }

  /// The jobs, in the file's order; files are looked for now, but not where any source keeps rejects.
  func jobs(again: Bool) throws(SyntaxError) -> [PipelineJob] {
    var jobs: [PipelineJob] = []
    for source in sources {
      let patterns = try FilePatterns(
        include: source.include, exclude: source.exclude, relativeTo: baseFolder,
        closed: sources.compactMap(\.rejects))
      let found = try patterns.find()
      jobs.append(
        PipelineJob(
          name: source.name, inputs: found.files.map { source.input(path: $0) },
          leftOut: found.leftOut.count, options: options(source, again: again)))
    }
    return jobs
  }

  private func options(_ source: FileSource, again: Bool) -> LoadOptions {
    let store = storeOptions
    var options = LoadOptions()
    options.memoryBytes = LoadMemory(budget: store.memoryBytes, preset: store.preset).loadBytes
    options.queueBytes = limits.queueBytes?.bytes
    options.temporaryFolder = self.store.tempDir
    options.limits = limits.syntax
    options.onError = ErrorPolicy(rawValue: source.onError.rawValue) ?? .failJob
    options.maximumErrors = source.maxErrors
    options.rejectsFolder = source.rejects
    options.again = again
    return options
  }
}

extension FileSource {
  /// A file of the source as the load takes it.
  fileprivate func input(path: String) -> LoadInput {
    let target: GraphTarget =
      switch graph {
      case .keep, .fromFileIRI: .keep
      case .defaultGraph: .defaultGraph
      case .named(let iri): .named(iri.string)
      }
    return LoadInput(
      path: path, format: format.rdfFormat,
      compression: Sluice.Compression(rawValue: compression.rawValue) ?? .auto,
      base: base?.string, graph: target, hasGraphOfFile: graph == .fromFileIRI, source: name)
  }
}
