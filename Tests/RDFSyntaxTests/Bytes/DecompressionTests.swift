import Testing

@testable import RDFSyntax

private let codecs: [Compression] = [.gzip, .bzip2, .zstd, .lz4]

@Suite("Decompression")
struct DecompressionTests {
  @Test("each codec is told by its content and gives back the bytes", arguments: codecs)
  func roundTrip(codec: Compression) throws {
    let text = sampleText(lines: 20_000)
    let archive = Archives.compress(text, codec)
    #expect(archive.count < text.count)
    #expect(try decompressAll(archive) == text)
    #expect(try decompressAll(archive, codec) == text)
  }

  @Test("the sizes of reads and of buffers do not matter", arguments: codecs)
  func pieces(codec: Compression) throws {
    let text = sampleText(lines: 300)
    let archive = Archives.compress(text, codec) + Archives.compress([10], codec)
    for pieceBytes in [1, 2, 7, 4_096] {
      for bufferBytes in [1, 3, 1_000_000] {
        let got = try decompressAll(archive, pieceBytes: pieceBytes, bufferBytes: bufferBytes)
        #expect(got == text + [10])
      }
    }
  }

  @Test("an archive of several frames is their bytes one after the other", arguments: codecs)
  func severalFrames(codec: Compression) throws {
    let parts = [sampleText(lines: 500, seed: 2), [], sampleText(lines: 1, seed: 3), []]
    let archive = parts.flatMap { Archives.compress($0, codec) }
    #expect(try decompressAll(archive) == parts.flatMap { $0 })
  }

  @Test("an archive cut at any byte is an error, never a short document", arguments: codecs)
  func truncation(codec: Compression) throws {
    let archive = Archives.compress(sampleText(lines: 40), codec)
    for end in 1..<archive.count {
      expectCorrupt(Array(archive[..<end]), codec)
    }
    #expect(throws: Never.self) { try decompressAll(archive) }
  }

  @Test("an archive cut within its header is not taken for text", arguments: codecs)
  func truncatedHeader(codec: Compression) throws {
    let archive = Archives.compress(sampleText(lines: 40), codec)
    for end in 4..<20 { expectCorrupt(Array(archive[..<end]), .auto) }
  }

  @Test("bytes behind the last frame are an error", arguments: codecs)
  func trailingGarbage(codec: Compression) throws {
    let archive = Archives.compress(sampleText(lines: 40), codec)
    for tail: [UInt8] in [[0], [0, 0, 0, 0], [0x1F], Array("<a> <b> <c> .\n".utf8)] {
      expectCorrupt(archive + tail, .auto)
    }
  }

  @Test("a flipped bit anywhere in the payload is found by the checksum", arguments: codecs)
  func flippedBits(codec: Compression) throws {
    let text = sampleText(lines: 40)
    let archive = Archives.compress(text, codec)
    var found = 0
    for place in 10..<archive.count {
      var damaged = archive
      damaged[place] ^= 0x10
      do {
        // A few bits carry nothing (padding of the last byte): then the text is whole.
        let got = try decompressAll(damaged, codec)
        #expect(got == text, "byte \(place)")
      } catch {
        found += 1
      }
    }
    #expect(found > (archive.count - 10) * 9 / 10)
  }

  @Test("a named codec is taken at its word")
  func namedCodec() throws {
    let text = sampleText(lines: 3)
    for codec in codecs { expectCorrupt(text, codec) }
    #expect(try decompressAll(Archives.gzip(text), .none) == Archives.gzip(text))
  }

  @Test("a failed source fails again when it is read again")
  func failureIsKept() throws {
    let archive = Archives.gzip(sampleText(lines: 40))
    let source = try decompress(MemoryByteSource(Array(archive.dropLast())), named: "a.gz")
    #expect(throws: SyntaxError.self) { try readAll(source) }
    #expect(throws: SyntaxError.self) { try readAll(source) }
  }

  private func expectCorrupt(_ archive: [UInt8], _ codec: Compression) {
    do throws(SyntaxError) {
      let got = try decompressAll(archive, codec)
      Issue.record("\(archive.count) bytes of \(codec) gave \(got.count) bytes of text")
    } catch {
      guard case .corruptArchive(let file, _) = error else {
        Issue.record("\(archive.count) bytes of \(codec): \(error)")
        return
      }
      #expect(file == "a.nt")
    }
  }
}

@Suite("Plain input and detection")
struct DetectionTests {
  @Test("text of any length passes unchanged")
  func plain() throws {
    for lines in [0, 1, 2, 30_000] {
      let text = sampleText(lines: lines)
      #expect(try decompressAll(text) == text)
      #expect(try decompressAll(text, pieceBytes: 5) == text)
    }
  }

  @Test("text that begins like a bzip2 archive stays text")
  func looksLikeBZip2() throws {
    let text = Array("BZh1:name a BZh1:Thing .".utf8)
    #expect(try decompressAll(text) == text)
  }

  @Test("skippable frames in front of zstd and lz4 are passed over")
  func skippableFrames() throws {
    let text = sampleText(lines: 10)
    let skipped =
      Archives.skippable([1, 2, 3]) + Archives.skippable([UInt8](repeating: 7, count: 600_000))
    #expect(try decompressAll(skipped + Archives.zstd(text) + skipped) == text)
    #expect(try decompressAll(skipped + Archives.lz4(text) + skipped) == text)
    #expect(throws: SyntaxError.self) { try decompressAll(skipped + text) }
    #expect(throws: SyntaxError.self) { try decompressAll(Array(skipped.dropLast())) }
  }

  @Test("an archive of a kind that is not read is named in the error")
  func unsupported() throws {
    #expect {
      try decompressAll([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0, 0])
    } throws: { error in
      "\(error)".contains("xz archives are not read")
    }
  }

  @Test("no bytes are an empty document, but not in a file named as an archive")
  func emptyInput() throws {
    #expect(try decompressAll([], name: "a.nt") == [])
    #expect(throws: SyntaxError.corruptArchive(file: "a.nt.gz", message: "the archive is empty")) {
      try decompressAll([], name: "a.nt.gz")
    }
  }

  @Test("block gzip without its empty last block was cut and is refused")
  func blockGzip() throws {
    let text = sampleText(lines: 10)
    let blocks = Archives.blockGzip(text) + Archives.blockGzip(text)
    #expect(try decompressAll(blocks + Archives.blockGzip([])) == text + text)
    #expect(try decompressAll(blocks + Archives.gzip(text)) == text + text + text)
    #expect {
      try decompressAll(blocks)
    } throws: { error in
      "\(error)".contains("lacks its end mark")
    }
  }
}

@Suite("Bounds of decompression")
struct DecompressionLimitTests {
  @Test("the decompressed size is allowed up to its limit and not a byte further")
  func size() throws {
    let text = sampleText(lines: 100)
    var limits = SyntaxLimits()
    for codec in [Compression.none] + codecs {
      let archive = Archives.compress(text, codec)
      limits.decompressedBytes = text.count
      #expect(try decompressAll(archive, limits: limits) == text)
      limits.decompressedBytes = text.count - 1
      expectLimit("the decompressed size", archive, limits)
    }
  }

  @Test("a bomb is stopped by its ratio soon after the first 64 MiB", arguments: codecs)
  func ratio(codec: Compression) throws {
    let zeros = [UInt8](repeating: 0, count: 70 << 20)
    let archive = Archives.compress(zeros, codec)
    var limits = SyntaxLimits()
    limits.decompressionRatio = 100
    expectLimit("the ratio of decompression", archive, limits)
    limits.decompressionRatio = 10_000_000
    #expect(try decompressAll(archive, limits: limits, bufferBytes: 1 << 20).count == zeros.count)
  }

  @Test("a zstd window of 128 MiB is read, one of 256 MiB refused")
  func window() throws {
    let text = sampleText(lines: 100)
    #expect(try decompressAll(Archives.zstd(text, windowLog: 27)) == text)
    expectLimit("the zstd window", Archives.zstd(text, windowLog: 28), SyntaxLimits())
  }

  private func expectLimit(_ name: String, _ archive: [UInt8], _ limits: SyntaxLimits) {
    do throws(SyntaxError) {
      let got = try decompressAll(archive, limits: limits, bufferBytes: 1 << 20)
      Issue.record("\(got.count) bytes came through")
    } catch {
      guard case .limitExceeded(_, _, name, _) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }
}
