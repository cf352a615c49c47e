import Dataflow
import RDF
import RDFSyntax
import Storage
import Synchronization

// A whole store, or some of its graphs, as a document.
//
// Quads come in the order of subjects, which groups them for Turtle too; TriG gets the default graph
// first and then graph after graph, so that each graph is one block.

/// Why a dump ended early.
public enum DumpError: Error, Sendable, Hashable {
  /// The store could not be read.
  case store(StorageError)
  /// The document could not be written.
  case output(WriteError)
}

extension DumpError: CustomStringConvertible {
  /// The message shown to users.
  public var description: String {
    switch self {
    case .store(let error): "\(error)"
    case .output(let error): "\(error)"
    }
  }
}

/// Where a dump goes.
public enum DumpDestination: Hashable, Sendable {
  /// A file that is replaced in one step at the end, so that nobody sees half of it.
  case file(String)
  /// An open descriptor, which stays open.
  case descriptor(Int32)
}

extension DocumentOutput {
  /// The output that a destination means.
  convenience init(
    _ destination: DumpDestination, _ compression: Compression
  ) throws(WriteError) {
    switch destination {
    case .file(let path): try self.init(path: path, compression: compression)
    case .descriptor(let number):
      self.init(
        descriptor: number, name: number == 1 ? "standard output" : "descriptor \(number)",
        compression: compression)
    }
  }
}

/// What a dump writes and how.
public struct DumpOptions: Sendable {
  /// The syntax; N-Quads by default.
  public var format: RDFFormat = .nquads
  /// Which graphs; all by default.
  public var graph: GraphSelection = .any
  /// The prefixes of a Turtle or TriG document; none by default.
  public var prefixes = PrefixTable()
  /// What happens to quads of named graphs in a format without graphs.
  ///
  /// By default the dump fails, unless ``graph`` names one graph: its triples are then what is wanted.
  public var namedGraphs: NamedGraphPolicy = .refuse
  /// The codec of the document.
  ///
  /// By default that of a file's name (`.gz`, `.bz2`, `.zst`, `.lz4`, else none), and none for
  /// descriptors. Costs one thread's time: gzip and bzip2 write slower than the store is read.
  public var compression: Compression = .auto

  /// Makes the default options.
  public init() {}
}

/// What a dump wrote.
public struct DumpResult: Hashable, Sendable {
  /// Quads.
  public var quads: Int
  /// Bytes of the document, before compression.
  public var bytes: Int
}

/// Ends a dump from another thread.
package final class DumpControl: Sendable {
  private let isCancelled = Atomic(false)

  package init() {}

  /// Asks the dump to end with ``StorageError/cancelled``.
  package func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Whether the end was asked for.
  package var isCancelledNow: Bool { isCancelled.load(ordering: .relaxed) }

  func check() throws(DumpError) {
    if isCancelledNow { throw .store(.cancelled) }
  }
}

/// Quads between two looks at whether the dump shall end: some milliseconds.
private let dumpCheckQuads = 1 << 14

extension Store {
  /// Writes the quads of the store, as of this call, as a document.
  ///
  /// The bytes of each term are those that were loaded; blank nodes have the labels that the store shows
  /// for them. Cancelling the task ends the dump; a file is then as it was before.
  ///
  /// - Throws: ``DumpError``.
  @discardableResult
  public func dump(
    to destination: DumpDestination, options: DumpOptions = DumpOptions()
  ) async throws(DumpError) -> DumpResult {
    let control = DumpControl()
    let work = DumpWork(
      store: self, destination: destination, options: options, control: control)
    let result = await withTaskCancellationHandler {
      await work.result()
    } onCancel: {
      control.cancel()
    }
    return try result.get()
  }

  /// Writes the quads of the store as a document; blocks the calling thread.
  package func dumpBlocking(
    to destination: DumpDestination, options: DumpOptions, control: DumpControl
  ) throws(DumpError) -> DumpResult {
    if case .file(let path) = destination {
      do throws(StorageError) {
        let inside = FilePaths.absolute(try quads.path) + "/"
        if FilePaths.absolute(path).hasPrefix(inside) {
          throw .io(detail: "\"\(path)\" lies in the folder of the store, which is its own")
        }
      } catch { throw .store(error) }
    }
    let output: DocumentOutput
    do throws(WriteError) { output = try DocumentOutput(destination, options.compression) } catch {
      throw .output(error)
    }
    let result = try dump(into: output, options, control)
    do throws(WriteError) { try output.finish() } catch { throw .output(error) }
    return result
  }

  private func dump(
    into sink: any ByteSink, _ options: DumpOptions, _ control: DumpControl
  ) throws(DumpError) -> DumpResult {
    var policy = options.namedGraphs
    if case .named = options.graph { policy = .dropName }
    let writer = makeQuadWriter(
      options.format, to: sink, prefixes: options.prefixes, namedGraphs: policy)
    var count = 0
    let readers: [QuadReader]
    do throws(StorageError) {
      readers = try Self.dumpReaders(try quads.view(), options)
    } catch { throw .store(error) }
    for reader in readers { count += try Self.copy(reader, to: writer, control) }
    do throws(WriteError) { try writer.finish() } catch { throw .output(error) }
    return DumpResult(quads: count, bytes: writer.writtenBytes)
  }

  /// What to read, in the order in which it is written.
  private static func dumpReaders(
    _ view: ReadView, _ options: DumpOptions
  ) throws(StorageError) -> [QuadReader] {
    guard options.format == .trig, options.graph == .any else {
      return [try QuadReader(view, TermPattern(graph: options.graph))]
    }
    let named = view.scan(QuadPattern(), order: .gspo)
    return [
      try QuadReader(view, TermPattern(graph: .defaultGraph)), QuadReader(view, scan: named),
    ]
  }

  private static func copy(
    _ reader: QuadReader, to writer: any QuadWriter, _ control: DumpControl
  ) throws(DumpError) -> Int {
    while try isAtNext(reader) {
      if reader.count % dumpCheckQuads == 0 { try control.check() }
      try reader.write(to: writer)
    }
    return reader.count
  }

  private static func isAtNext(_ reader: QuadReader) throws(DumpError) -> Bool {
    do throws(StorageError) { return try reader.next() } catch { throw .store(error) }
  }
}

private struct DumpWork: BackgroundWork {
  let store: Store
  let destination: DumpDestination
  let options: DumpOptions
  let control: DumpControl

  func run() throws(DumpError) -> DumpResult {
    try store.dumpBlocking(to: destination, options: options, control: control)
  }
}
