// The small binary records of `meta`, `log` and `ledger`: varints and length-prefixed bytes.

/// Builds a record.
struct RecordWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  mutating func put(_ value: Int) { put(UInt64(bitPattern: Int64(value))) }

  mutating func put(_ text: String) {
    put(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func put(_ data: [UInt8]) {
    put(data.count)
    bytes.append(contentsOf: data)
  }

  /// Bytes without their length: the rest of the record.
  mutating func putRest(_ data: UnsafeRawBufferPointer) { bytes.append(contentsOf: data) }
}

/// Takes a record apart; every reader throws on a record that ends early.
struct RecordReader {
  private let bytes: [UInt8]
  private var index = 0
  private let name: String

  init(_ bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
  }

  private var damaged: StorageError { .corrupted(detail: "the record \(name) ends early") }

  mutating func number() throws(StorageError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while index < bytes.count, shift < 70 {
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw damaged
  }

  mutating func integer() throws(StorageError) -> Int {
    Int(Int64(bitPattern: try number()))
  }

  /// A count of things that each take at least a byte, so it can't be more than what is left.
  mutating func count() throws(StorageError) -> Int {
    let value = try integer()
    guard value >= 0, value <= bytes.count - index else { throw damaged }
    return value
  }

  mutating func data() throws(StorageError) -> [UInt8] {
    let length = try count()
    defer { index += length }
    return Array(bytes[index..<index + length])
  }

  mutating func text() throws(StorageError) -> String {
    String(decoding: try data(), as: UTF8.self)
  }

  var isAtEnd: Bool { index == bytes.count }
}
