import ArgumentParser

@main
struct SluiceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sluice",
    abstract: "Load RDF into a store, reason over it, and watch it.",
    subcommands: [LoadCommand.self, GenerateCommand.self, ScanCommand.self, VerifyCommand.self])
}
