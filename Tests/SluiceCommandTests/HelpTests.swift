import ArgumentParser
import Testing

@testable import SluiceCommand

/// The help of every command, found through the parser's own tree.
@Suite("help of commands")
struct HelpTests {
  /// A command with its name in full.
  private struct Found {
    var path: String
    var type: any ParsableCommand.Type
    var isGroup: Bool { !type.configuration.subcommands.isEmpty }
    var help: String { SluiceCommand.helpMessage(for: type, columns: 200) }
  }

  private static func commands(
    below type: any ParsableCommand.Type, _ path: String
  ) -> [Found] {
    type.configuration.subcommands.flatMap { command -> [Found] in
      let name = path + " " + (command.configuration.commandName ?? "")
      return [Found(path: name, type: command)] + commands(below: command, name)
    }
  }

  private static let all = commands(below: SluiceCommand.self, "sluice")

  @Test("the tree has the commands on every level")
  func tree() {
    let paths = Self.all.map(\.path)
    for path in [
      "sluice run", "sluice ledger", "sluice ledger list", "sluice generate lubm",
      "sluice generate bsbm",
    ] {
      #expect(paths.contains(path))
    }
    #expect(paths.count == Set(paths).count && paths.count >= 22)
  }

  @Test("every command has an example of itself")
  func examples() {
    for command in Self.all {
      #expect(command.help.contains("Example: \(command.path) "), "\(command.path)")
    }
  }

  @Test("every command takes --json and --quiet")
  func output() {
    for command in Self.all where !command.isGroup {
      #expect(command.help.contains("--json"), "\(command.path)")
      #expect(command.help.contains("-q, --quiet"), "\(command.path)")
    }
  }
}
