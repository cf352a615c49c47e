import Foundation
import Testing

@testable import RDFSyntax

@Suite("Compressed output")
struct CompressedOutputTests {
  private static let codecs: [(codec: Compression, ending: String)] = [
    (.gzip, "gz"), (.bzip2, "bz2"), (.zstd, "zst"), (.lz4, "lz4"),
  ]
  private static let seed = UInt64(20_240_229)

  /// Statements with some text that does not repeat, cut at `count` bytes.
  private static func sample(_ count: Int) -> [UInt8] {
    var random = SplitMix(state: seed)
    var text: [UInt8] = []
    while text.count < count {
      let value = String(random.next(), radix: 36)
      text += Array("<http://ex/\(random.next() % 9_999)> <http://ex/p> \"\(value)\" .\n".utf8)
    }
    return Array(text[..<count])
  }

  /// Writes `bytes` in pieces of `pieceBytes` and ends the document.
  private static func write(
    _ bytes: [UInt8], to output: DocumentOutput, pieceBytes: Int = 256 << 10
  ) throws(WriteError) {
    var start = 0
    while start < bytes.count {
      let end = min(start + pieceBytes, bytes.count)
      let piece = Array(bytes[start..<end])
      try give(piece, to: output)
      start = end
    }
    try output.finish()
  }

  private static func give(_ bytes: [UInt8], to sink: any ByteSink) throws(WriteError) {
    var failure: WriteError?
    bytes.withUnsafeBytes { bytes in
      do throws(WriteError) { try sink.write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private static func archive(_ bytes: [UInt8], _ codec: Compression) throws -> [UInt8] {
    let memory = MemorySink()
    let encoder = try #require(codec.makeEncoder())
    let sink = CompressingSink(memory, named: "memory", encoder: encoder)
    try give(bytes, to: sink)
    try sink.finish()
    return memory.bytes
  }

  @Test(
    "what is written is read back, whatever the size and the pieces",
    arguments: codecs.map(\.ending), [0, 1, 1 << 20 + 1])
  func roundTrip(ending: String, count: Int) throws {
    let folder = try TemporaryFolder()
    let text = Self.sample(count)
    for pieceBytes in [1_000, 256 << 10, 4 << 20] {
      let path = folder.path + "/\(pieceBytes).nt.\(ending)"
      try Self.write(text, to: try DocumentOutput(path: path), pieceBytes: pieceBytes)
      #expect(try readAll(try openInput(path), bufferBytes: 100_000) == text)
    }
    #expect(try folder.names().count == 3)
  }

  @Test("the archive is one frame of its codec, smaller than the text", arguments: codecs)
  func codec(codec: Compression, ending: String) throws {
    let text = Self.sample(100_000)
    let archive = try Self.archive(text, codec)
    #expect(archive.withUnsafeBytes { Compression(firstBytes: $0) } == codec)
    #expect(archive.count < text.count * 3 / 4)
    #expect(try decompressAll(archive, codec) == text)
    #expect(try Self.archive(text, codec) == archive, "the same text gives the same bytes")
  }

  @Test("an archive that was cut or changed is refused by the reader", arguments: codecs)
  func integrity(codec: Compression, ending: String) throws {
    let text = Self.sample(20_000)
    let archive = try Self.archive(text, codec)
    for count in [1, 2, 4, 8, archive.count / 2] {
      #expect(throws: SyntaxError.self, "cut by \(count)") {
        try decompressAll(Array(archive.dropLast(count)), codec)
      }
    }
    var random = SplitMix(state: Self.seed)
    for _ in 0..<20 {
      var changed = archive
      // Behind the headers, some bits of which mean nothing.
      let place = Int.random(in: 20..<archive.count, using: &random)
      changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      #expect(throws: SyntaxError.self, "byte \(place)") {
        let read = try decompressAll(changed, codec)
        // A bit that nothing is made of, as the padding of bzip2's last byte.
        if read == text { throw SyntaxError.corruptArchive(file: "", message: "no difference") }
      }
    }
  }

  @Test("an archive without its end is refused: only finish writes it", arguments: codecs)
  func unfinished(codec: Compression, ending: String) throws {
    let memory = MemorySink()
    let encoder = try #require(codec.makeEncoder())
    let sink = CompressingSink(memory, named: "memory", encoder: encoder)
    try Self.give(Self.sample(3 << 20), to: sink)
    #expect(!memory.bytes.isEmpty, "it streams")
    #expect(throws: SyntaxError.self) { try decompressAll(memory.bytes, codec) }
  }

  @Test("the name tells the codec, in letters of any case; what is said goes before the name")
  func names() throws {
    let folder = try TemporaryFolder()
    for (name, codec) in [
      ("a.nt.gz", Compression.gzip), ("a.ttl.BGZ", .gzip), ("a.bz2", .bzip2), ("a.nq.Zst", .zstd),
      ("a.zstd", .zstd), ("a.lz4", .lz4), ("a.nt", .none), ("gz", .none), ("a.gz.nt", .none),
    ] {
      #expect(Compression(fileName: name) == codec)
      #expect(try DocumentOutput(path: folder.path + "/" + name).compression == codec)
    }
    let text = Self.sample(100)
    let path = folder.path + "/plain.nt.gz"
    try Self.write(text, to: try DocumentOutput(path: path, compression: .none))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text))
    #expect(DocumentOutput(descriptor: 1, name: "x.gz").compression == .none)
  }

  @Test("a file appears when it is finished, and not at all when it is let go", arguments: codecs)
  func atomic(codec: Compression, ending: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.nt.\(ending)", Array("old".utf8))
    do {
      let output = try DocumentOutput(path: path)
      try Self.give(Self.sample(2 << 20), to: output)
    }
    #expect(try folder.names() == ["a.nt.\(ending)"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }

  @Test("a full disk is told as such, at the end too, and stays an error", arguments: codecs)
  func fullDisk(codec: Compression, ending: String) throws {
    let descriptor = open("/dev/full", O_WRONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    for text in [Self.sample(0), Self.sample(3 << 20)] {
      let output = DocumentOutput(descriptor: descriptor, name: "full", compression: codec)
      for _ in 0..<2 {
        #expect(throws: WriteError.outOfSpace(file: "full")) { try Self.write(text, to: output) }
      }
    }
  }
}
