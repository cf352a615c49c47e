import ArgumentParser
import Dataflow
import Sluice

struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "load")
  @Argument var store: String
  @Argument var files: [String]
  @Option var memory: Int?

  func run() throws {
    var options = StoreOptions()
    if let memory { options.memoryBytes = memory << 20 }
    let store = try Store.open(at: store, options: options)
    let result = try store.loadBlocking(files.map { LoadInput(path: $0) })
    print(result)
  }
}
