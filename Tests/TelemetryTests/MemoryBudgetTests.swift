import Foundation
import Testing

@testable import Telemetry

/// The budget follows the control group where that has a limit, else the machine.
@Suite struct MemoryBudgetTests {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "sluice-budget-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// What is read from files with these texts, on a machine of 8 GiB; nil for a file that is missing.
  private func limit(_ texts: String?...) throws -> Int? {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var paths: [String] = []
    for (index, text) in texts.enumerated() {
      let path = folder + "/\(index)"
      paths.append(path)
      if let text { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
    }
    return MemoryBudget.cgroupLimit(in: paths, machineBytes: 8 << 30)
  }

  @Test("the limit of version 2 is taken before that of version 1")
  func versionTwo() throws { #expect(try limit("1073741824\n", "2147483648\n") == 1 << 30) }

  @Test("the limit of version 1 is taken where there is no other", arguments: [nil, "max\n"])
  func versionOne(first: String?) throws {
    #expect(try limit(first, "2147483648\n") == 2 << 30)
  }

  @Test(
    "no limit, one beyond the machine, and what is no number are none",
    arguments: [
      nil, "max\n", "", "\n", "0\n", "-1\n", "12 kB\n", "8589934592\n", "9223372036854771712\n",
      "99999999999999999999999\n", String(repeating: "9", count: 500),
    ])
  func none(text: String?) throws { #expect(try limit(text) == nil) }

  @Test("a limit just below the machine is one, also without a line's end")
  func justBelow() throws { #expect(try limit("8589934591") == (8 << 30) - 1) }

  @Test("the default is half of what there is")
  func half() {
    let available = MemoryBudget.cgroupLimit() ?? MemoryBudget.machineBytes
    #expect(MemoryBudget.default == available / 2)
    #expect(available > 0)
  }
}
