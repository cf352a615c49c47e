import ArgumentParser
import Glibc

/// The `sluice` command.
@main
struct SluiceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sluice",
    abstract: "Load RDF into a store, and read, check and keep it.",
    discussion: """
      Data goes to standard output, messages go to standard error.

      Exit codes: 0 done, 1 failed, 2 usage, 3 invalid configuration, 4 more rejects than allowed, \
      5 store locked or incompatible, 130 interrupted. Where the reader of a pipe goes away, as \
      `head` does, the command ends quietly with 0.
      """,
    version: "0.1.0",
    subcommands: [
      RunCommand.self, LintCommand.self, PlanCommand.self, SchemaCommand.self, InitCommand.self,
      LoadCommand.self, LedgerCommand.self, DumpCommand.self, MatchCommand.self, QueryCommand.self,
      UpdateCommand.self, StatsCommand.self,
      StatusCommand.self, VerifyCommand.self, CompactCommand.self, ConvertCommand.self,
      CheckCommand.self, GenerateCommand.self,
      BenchCommand.self, BenchQueriesCommand.self, CompletionCommand.self,
    ])

  static func main() {
    // A closed pipe is an error of the write that meets it, not the death of the process.
    signal(SIGPIPE, SIG_IGN)
    Interruption.endAtOnce()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      CommandEnd(error).exit()
    }
  }
}
