import Foundation

@testable import Storage

/// A write-ahead log that a test writes itself, by the format in LogBlock.swift.
struct HandmadeLog {
  private(set) var bytes: [UInt8] = []
  /// Where the records of marks start.
  private(set) var marks: [Int] = []

  /// Appends a payload, in as many fragments as it takes.
  mutating func append(_ payload: [UInt8]) {
    var rest = payload[...]
    var isFirst = true
    repeat {
      var room = LogBlock.byteCount - bytes.count % LogBlock.byteCount
      if room < LogRecord.headerBytes {
        bytes += [UInt8](repeating: 0, count: room)
        room = LogBlock.byteCount
      }
      let part = rest.prefix(room - LogRecord.headerBytes)
      rest = rest.dropFirst(part.count)
      let type: UInt8 = isFirst ? (rest.isEmpty ? 1 : 2) : (rest.isEmpty ? 4 : 3)
      appendFragment(type, Array(part))
      isFirst = false
    } while !rest.isEmpty
  }

  private mutating func appendFragment(_ type: UInt8, _ payload: [UInt8]) {
    let summed = [type] + payload
    let crc = summed.withUnsafeBytes { LogBlock(bytes: $0).checksum(from: 0, to: $0.count) }
    bytes += littleEndian(LogBlock.masked(crc))
    bytes += [UInt8(payload.count & 0xff), UInt8(payload.count >> 8)] + summed
  }

  /// Appends a mark as RocksDB records it: sequence number, no keys, tag of a blob, its length.
  mutating func append(_ mark: LogMark, firstLog: UInt64) {
    marks.append(bytes.count)
    let blob = mark.bytes(firstLog: firstLog)
    append(littleEndian(UInt64(marks.count)) + [0, 0, 0, 0, 3, UInt8(blob.count)] + blob)
  }

  private func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}

/// A folder with logs and nothing else but an identity.
struct LogFolder {
  let scratch: ScratchFolder
  let mark: LogMark

  init() throws {
    scratch = try ScratchFolder()
    try Data("5ca1ab1e-0000-4000-8000-0123456789ab".utf8).write(
      to: URL(filePath: scratch.path + "/IDENTITY"))
    mark = LogMark(folder: scratch.path)
  }

  func put(_ bytes: [UInt8], number: Int) throws {
    let name = String(repeating: "0", count: 6 - "\(number)".count) + "\(number).log"
    try Data(bytes).write(to: URL(filePath: scratch.path + "/" + name))
  }

  /// What the check says of the logs, or nil where it finds no damage.
  func damage() throws -> String? {
    do throws(StorageError) {
      try LogCheck.check(scratch.path)
      return nil
    } catch {
      guard case .corrupted(let detail) = error else { throw error }
      return detail
    }
  }
}

/// The start of the last mark's record in a log that RocksDB has written, or nil where it has none.
///
/// All before it was on disk when it was written.
func lastMark(_ log: Data) -> Int? {
  guard let found = log.range(of: Data(LogMark.magic), options: .backwards) else { return nil }
  return found.lowerBound - log.startIndex - LogRecord.headerBytes - 14
}

/// The unsynced end of a log after a power cut: pages of it lost in any order, or not there at all.
func losePages(
  _ bytes: [UInt8], from synced: Int, using random: inout SplitMix64
) -> [UInt8] {
  var bytes = bytes
  if Bool.random(using: &random) {
    bytes.removeLast(Int.random(in: 0...(bytes.count - synced), using: &random))
  }
  let pageBytes = Bool.random(using: &random) ? 4096 : 512
  for page in stride(from: synced / pageBytes * pageBytes, to: bytes.count, by: pageBytes)
  where Bool.random(using: &random) {
    for place in max(page, synced)..<min(page + pageBytes, bytes.count) { bytes[place] = 0 }
  }
  return bytes
}
