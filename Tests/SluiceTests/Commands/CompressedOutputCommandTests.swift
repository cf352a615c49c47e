import Foundation
import Sluice
import Testing

/// `dump`, `convert` and `generate` compress what they write.
@Suite("compressed output of commands")
struct CompressedOutputCommandTests {
  private static let endings = [
    ("gz", "gzip"), ("bz2", "bzip2"), ("zst", "zstd"), ("lz4", "lz4"),
  ]

  /// The first bytes of each codec.
  private static let signatures: [String: [UInt8]] = [
    "gzip": [0x1F, 0x8B], "bzip2": [0x42, 0x5A, 0x68], "zstd": [0x28, 0xB5, 0x2F, 0xFD],
    "lz4": [0x04, 0x22, 0x4D, 0x18],
  ]

  /// What `convert` reads of an archive, as N-Quads.
  private func plain(_ path: String, _ codec: String) throws -> String {
    let run = try CommandRun(["convert", path, "--to", "nq", "--compression", codec, "--quiet"])
    #expect(run.code == 0, "\(run.messages)")
    return run.output
  }

  private func begins(_ path: String, as codec: String) throws -> Bool {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return data.starts(with: Self.signatures[codec] ?? [])
  }

  @Test("each command goes by the ending of the file's name", arguments: endings)
  func byName(ending: String, codec: String) async throws {
    let fixture = try StoreFixture()
    await (try fixture.open(loading: sampleQuads)).close()
    let dump = fixture.folder + "/dump.trig.\(ending)"
    #expect(try CommandRun(["dump", fixture.storePath, "-o", dump]).code == 0)
    #expect(try begins(dump, as: codec))
    #expect(try plain(dump, codec).sortedLines == sampleQuads.sortedLines)

    let converted = fixture.folder + "/converted.nq.\(ending)"
    #expect(try CommandRun(["convert", fixture.folder + "/input.nq", "-o", converted]).code == 0)
    #expect(try begins(converted, as: codec))
    #expect(try plain(converted, codec) == sampleQuads)

    let generated = fixture.folder + "/generated.nt.\(ending)"
    let settings = ["generate", "lubm", "--triples", "2000", "--quiet"]
    #expect(try CommandRun(settings + ["-o", generated]).code == 0)
    #expect(try begins(generated, as: codec))
    #expect(try plain(generated, codec) == CommandRun(settings).output)
    let ontology = fixture.folder + "/ontology.ttl.\(ending)"
    #expect(try CommandRun(["generate", "lubm", "--ontology", "-o", ontology]).code == 0)
    #expect(try !plain(ontology, codec).isEmpty)
  }

  @Test("--output-compression goes before the name; a name alone tells nothing of standard output")
  func byOption() async throws {
    let fixture = try StoreFixture()
    let input = try fixture.write("input.nq", sampleQuads)
    let path = fixture.folder + "/out.nq.gz"
    #expect(
      try CommandRun(["convert", input, "-o", path, "--output-compression", "none"]).code == 0)
    #expect(try fixture.read("out.nq.gz") == sampleQuads)
    let zstd = ["convert", input, "-o", path, "--output-compression", "zstd"]
    #expect(try CommandRun(zstd).code == 0)
    #expect(try begins(path, as: "zstd"))
    #expect(try plain(path, "zstd") == sampleQuads)
    #expect(try CommandRun(["convert", input, "--to", "nq", "--quiet"]).output == sampleQuads)
    #expect(try CommandRun(["convert", input, "-o", path, "--output-compression", "xz"]).code == 2)
  }

  @Test("standard output is compressed where that is asked for")
  func standardOutput() async throws {
    let fixture = try StoreFixture()
    await (try fixture.open(loading: sampleQuads)).close()
    let process = Process()
    process.executableURL = try CommandRun.executable()
    process.arguments = ["dump", fixture.storePath, "--output-compression", "gzip", "--quiet"]
    let path = try fixture.write("out.nq.gz", "")
    process.standardOutput = FileHandle(forWritingAtPath: path)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try plain(path, "gzip").sortedLines == sampleQuads.sortedLines)
  }

  @Test("the library's dump goes by the name and by its options")
  func library() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open(loading: sampleQuads)
    let path = fixture.folder + "/out.nq.lz4"
    let result = try await store.dump(to: .file(path))
    #expect(try begins(path, as: "lz4"))
    #expect(result.bytes == sampleQuads.utf8.count, "bytes of the document, before compression")
    var options = DumpOptions()
    options.compression = .bzip2
    try await store.dump(to: .file(path), options: options)
    #expect(try begins(path, as: "bzip2"))
    await store.close()
    #expect(try plain(path, "bzip2").sortedLines == sampleQuads.sortedLines)
  }

  @Test("a conversion that fails leaves no archive behind")
  func failure() throws {
    let fixture = try StoreFixture()
    let input = try fixture.write("input.nq", sampleQuads + "word\n")
    let run = try CommandRun(["convert", input, "-o", fixture.folder + "/out.nq.zst"])
    #expect(run.code == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder) == ["input.nq"])
  }
}
