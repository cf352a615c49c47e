import ArgumentParser
import Telemetry

/// `sluice completion`: what a shell needs to complete commands.
struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Print the completion script of a shell.",
    discussion: """
      Example: sluice completion zsh > ~/.zsh/completions/_sluice
      """)

  @OptionGroup var output: OutputOptions

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: ShellName

  func run() throws {
    let script = SluiceCommand.completionScript(for: shell.shell)
    let out = TextOutput()
    if output.json {
      try out.line(
        JSONValue.object([
          ("shell", .string(shell.rawValue)), ("script", .string(script)),
        ]).text)
    } else {
      try out.line(script)
    }
    try out.finish()
  }
}

/// The shells that can be completed.
enum ShellName: String, CaseIterable, ExpressibleByArgument {
  case bash, zsh, fish

  /// The same for the argument parser.
  var shell: CompletionShell {
    switch self {
    case .bash: .bash
    case .zsh: .zsh
    case .fish: .fish
    }
  }
}
