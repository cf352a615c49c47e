import ArgumentParser
import Testing

@testable import PipelineFiles
@testable import SluiceCommand

/// Flags have the names of the keys of a pipeline file.
@Suite("flags and keys")
struct LimitFlagsTests {
  /// The long flags of a group of options.
  private func flags(_ group: any ParsableArguments.Type) -> Set<String> {
    let names = group.helpMessage(columns: 200).matches(
      of: /^ +(?:-., )?--([a-z-]+)/.anchorsMatchLineEndings())
    return Set(names.map { String($0.output.1) }).subtracting(["help"])
  }

  @Test("the keys of `limits` are the flags of a load")
  func limits() {
    // A load asks nothing.
    // Those of queries are flags of `query`, by other names.
    let keys = LimitsSection.table.fields.map { $0.key.replacing("_", with: "-") }
      .filter { !$0.hasPrefix("query-") }
      .filter { !$0.hasPrefix("query-") }
    #expect(flags(LimitOptions.self) == Set(keys))
    #expect(
      flags(DocumentLimitOptions.self)
        == Set(keys).subtracting(["queue-bytes", "shutdown-timeout"]))
  }

  @Test("the keys of a file source are flags of `load`, but for what a command line says otherwise")
  func sources() {
    let keys = FileSource.table.fields.map { $0.key.replacing("_", with: "-") }
    let flags = flags(LoadOptionGroup.self)
    // Files are arguments, and there is one mode.
    #expect(Set(keys).subtracting(flags) == ["include", "mode"])
  }

  @Test("flags of limits take effect")
  func effect() throws {
    let options = try LoadOptionGroup.parse([
      "--statement-bytes", "1KiB", "--token-bytes", "512", "--nesting-depth", "7",
      "--decompressed-bytes", "1MB", "--decompression-ratio", "3", "--queue-bytes", "8MiB",
      "--shutdown-timeout", "1m30s",
    ])
    let limits = options.options(memoryBytes: 1 << 30, preset: .balanced).limits
    #expect(limits.statementBytes == 1024 && limits.tokenBytes == 512)
    #expect(limits.nestingDepth == 7 && limits.decompressedBytes == 1_000_000)
    #expect(limits.decompressionRatio == 3)
    #expect(options.course.limits.queueBytes?.bytes == 8 << 20)
    #expect(options.course.limits.shutdownTimeout?.milliseconds == 90_000)
    #expect(throws: (any Error).self) { try LimitOptions.parse(["--shutdown-timeout", "90"]) }
    #expect(throws: (any Error).self) { try LimitOptions.parse(["--queue-bytes", "0"]) }
  }

  @Test("the least memory is taken, and less is refused with it")
  func memory() throws {
    #expect(try MemoryOptions.parse(["--memory", "32MiB"]).bytes == 32 << 20)
    let error = #expect(throws: (any Error).self) {
      try MemoryOptions.parse(["--memory", "33554431"])
    }
    let text = MemoryOptions.message(for: try #require(error))
    #expect(text.contains("33554431B is below the least memory, 32MiB"), "\(text)")
  }

  @Test("a prefix shortens the graph and the base, and brackets keep an IRI as it is")
  func prefixes() throws {
    func input(_ graph: String) throws -> String {
      let options = try LoadOptionGroup.parse([
        "--prefix", "ex=http://example.org/", "--graph", graph, "--base", "ex:base/",
      ])
      let input = try #require(try options.inputs(["-"]).files.first)
      #expect(input.base == "http://example.org/base/")
      guard case .named(let iri) = input.graph else { return "" }
      return iri
    }
    #expect(try input("ex:g") == "http://example.org/g")
    #expect(try input("<ex:g>") == "ex:g")
    #expect(try input("urn:g") == "urn:g")
    #expect(throws: (any Error).self) { try LoadOptionGroup.parse(["--prefix", "ex"]) }
  }
}
