// Compressors for the tests: the C libraries' one-call functions, so that no command is needed.

import CBZip2
import CLZ4
import CZlib
import CZstd
import Foundation

@testable import RDFSyntax

enum Archives {
  /// One gzip member; with `extra`, a header with that extra field.
  static func gzip(_ bytes: [UInt8], extra: [UInt8]? = nil) -> [UInt8] {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let header = UnsafeMutablePointer<gz_header>.allocate(capacity: 1)
    header.initialize(to: gz_header())
    defer {
      deflateEnd(stream)
      stream.deallocate()
      header.deallocate()
    }
    deflateInit2_(
      stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, zlibVersion(),
      Int32(MemoryLayout<z_stream>.size))
    var field = extra ?? []
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(stream, UInt(bytes.count))) + 300)
    field.withUnsafeMutableBufferPointer { field in
      if extra != nil {
        header.pointee.extra = field.baseAddress
        header.pointee.extra_len = UInt32(field.count)
        deflateSetHeader(stream, header)
      }
      input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
          stream.pointee.next_in = input.baseAddress
          stream.pointee.avail_in = UInt32(input.count)
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(output.count)
          precondition(deflate(stream, Z_FINISH) == Z_STREAM_END)
        }
      }
    }
    return Array(output[..<Int(stream.pointee.total_out)])
  }

  /// A block gzip member.
  ///
  /// The size in its "BC" field is not read by anyone here.
  static func blockGzip(_ bytes: [UInt8]) -> [UInt8] {
    gzip(bytes, extra: [0x42, 0x43, 2, 0, 0x1B, 0])
  }

  static func bzip2(_ bytes: [UInt8]) -> [UInt8] {
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count + bytes.count / 50 + 1_000)
    var count = UInt32(output.count)
    let status = BZ2_bzBuffToBuffCompress(
      &output, &count, &input, UInt32(input.count), 1, 0, 0)
    precondition(status == BZ_OK)
    return output[..<Int(count)].map { UInt8(bitPattern: $0) }
  }

  /// One zstd frame with a checksum; `windowLog` 0 leaves the window to zstd.
  static func zstd(_ bytes: [UInt8], windowLog: Int32 = 0) -> [UInt8] {
    guard let context = ZSTD_createCCtx() else { preconditionFailure("no zstd context") }
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog)
    // Without the size in the header, as a pipe writes it, the window stands there.
    if windowLog > 0 { ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0) }
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count) + 64)
    let outputCount = output.count
    return bytes.withUnsafeBytes { input in
      var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
      let count = output.withUnsafeMutableBytes { room in
        var target = ZSTD_outBuffer(dst: room.baseAddress, size: outputCount, pos: 0)
        if windowLog > 0 { ZSTD_compressStream2(context, &target, &source, ZSTD_e_flush) }
        precondition(ZSTD_compressStream2(context, &target, &source, ZSTD_e_end) == 0)
        return target.pos
      }
      return Array(output[..<count])
    }
  }

  /// One LZ4 frame with a checksum.
  static func lz4(_ bytes: [UInt8]) -> [UInt8] {
    var preferences = LZ4F_preferences_t()
    preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled
    var output = [UInt8](repeating: 0, count: LZ4F_compressFrameBound(bytes.count, &preferences))
    let room = output.count
    let count = LZ4F_compressFrame(&output, room, bytes, bytes.count, &preferences)
    precondition(LZ4F_isError(count) == 0)
    return Array(output[..<count])
  }

  /// A frame that zstd and LZ4 decoders pass over.
  static func skippable(_ payload: [UInt8]) -> [UInt8] {
    let size = UInt32(payload.count)
    return [0x53, 0x2A, 0x4D, 0x18] + (0..<4).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) }
      + payload
  }

  static func compress(_ bytes: [UInt8], _ codec: Compression) -> [UInt8] {
    switch codec {
    case .auto, .none: bytes
    case .gzip: gzip(bytes)
    case .bzip2: bzip2(bytes)
    case .zstd: zstd(bytes)
    case .lz4: lz4(bytes)
    }
  }
}

/// Reads `source` to its end through a buffer of `bufferBytes`.
func readAll(_ source: any ByteSource, bufferBytes: Int = 1_000) throws(SyntaxError) -> [UInt8] {
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferBytes, alignment: 16)
  defer { buffer.deallocate() }
  var all: [UInt8] = []
  while true {
    let count = try source.read(into: buffer)
    if count == 0 { return all }
    all.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
  }
}

/// Decompresses `archive`, given in pieces of `pieceBytes`.
func decompressAll(
  _ archive: [UInt8], _ codec: Compression = .auto, limits: SyntaxLimits = SyntaxLimits(),
  pieceBytes: Int = .max, bufferBytes: Int = 1_000, name: String = "a.nt"
) throws(SyntaxError) -> [UInt8] {
  let source = try decompress(
    MemoryByteSource(archive, pieceBytes: pieceBytes), named: name, compression: codec,
    limits: limits)
  return try readAll(source, bufferBytes: bufferBytes)
}

/// A text of `lines` different lines, some 40 bytes each.
func sampleText(lines: Int, seed: UInt64 = 1) -> [UInt8] {
  var random = SplitMix(state: seed)
  var text: [UInt8] = []
  for line in 0..<lines {
    text.append(
      contentsOf: "<http://ex/\(random.next() % 9_999)> <http://ex/p> \"\(line)\" .\n".utf8)
  }
  return text
}

/// A small seeded generator (SplitMix64), so that a failing run can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
