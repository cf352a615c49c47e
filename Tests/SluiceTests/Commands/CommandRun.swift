import Foundation

/// What a run of the `sluice` command gave.
struct CommandRun {
  var code: Int32
  var output: String
  var messages: String

  struct NotBuilt: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs the command that was built beside these tests, with `variables` besides those of the tests.
  init(
    _ arguments: [String], input: String = "", variables: [String: String] = [:]
  ) throws {
    let process = Process()
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    process.executableURL = try Self.executable()
    process.arguments = arguments
    let folder = NSTemporaryDirectory() + "sluice-run-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // Files rather than pipes: nothing to be drained while the command runs.
    for name in ["in", "out", "err"] {
      try Data(name == "in" ? Array(input.utf8) : []).write(
        to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    process.standardInput = FileHandle(forReadingAtPath: folder + "/in")
    process.standardOutput = FileHandle(forWritingAtPath: folder + "/out")
    process.standardError = FileHandle(forWritingAtPath: folder + "/err")
    try process.run()
    process.waitUntilExit()
    func text(_ name: String) throws -> String {
      String(
        decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")), as: UTF8.self)
    }
    code = process.terminationStatus
    output = try text("out")
    messages = try text("err")
  }

  /// The command's file: where the tests' own is.
  static func executable() throws -> URL {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let url = tests.appendingPathComponent("sluice")
    guard FileManager.default.isExecutableFile(atPath: url.path) else {
      throw NotBuilt(description: "there is no \(url.path)")
    }
    return url
  }
}
