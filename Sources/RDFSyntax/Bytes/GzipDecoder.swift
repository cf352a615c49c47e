// gzip (RFC 1952) by zlib, any number of members, block gzip among them.
//
// Block gzip (bgzip, the SAM specification, section 4.1) marks its members with a "BC" field and
// ends in an empty one. A file whose last member is marked and not empty was cut between two
// members, where plain gzip could not tell; it is refused.

import CZlib

/// Decodes gzip members.
///
/// zlib keeps a pointer back to its `z_stream`, so that lives at an address of its own.
final class GzipDecoder: StreamDecoder {
  static let codecName = "gzip"
  /// Bytes of a member's extra field that are looked at; bgzip writes 6.
  private static let extraCapacity = 256
  /// 15 bits of window, plus 16: gzip headers only.
  private static let windowBits: Int32 = 15 + 16

  private let stream: UnsafeMutablePointer<z_stream>
  private let header: UnsafeMutablePointer<gz_header>
  private let extra: UnsafeMutablePointer<UInt8>
  private var isBetweenMembers = false
  private var lastMemberIsCutBlock = false

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    header = .allocate(capacity: 1)
    header.initialize(to: gz_header())
    extra = .allocate(capacity: Self.extraCapacity)
    extra.initialize(repeating: 0, count: Self.extraCapacity)
    let status = inflateInit2_(
      stream, Self.windowBits, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not be set up: \(status)")
    watchHeader()
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    header.deallocate()
    extra.deallocate()
  }

  var reasonAgainstEnd: String? {
    lastMemberIsCutBlock ? "the block gzip stream lacks its end mark" : nil
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeFault) -> DecodeStep {
    if isBetweenMembers {
      inflateReset(stream)
      watchHeader()
      isBetweenMembers = false
    }
    // zlib counts in 32 bits; what does not fit is left to the next call.
    let given = UInt32(clamping: input.count)
    let room = UInt32(clamping: output.count)
    // zlib does not write through `next_in`; its type lacks the const.
    let bytes = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes)
    stream.pointee.avail_in = given
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = room
    let status = inflate(stream, Z_NO_FLUSH)
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: endMember()
    default: throw .corrupt(message(of: status))
    }
    return DecodeStep(
      consumed: Int(given - stream.pointee.avail_in),
      produced: Int(room - stream.pointee.avail_out),
      isBetweenFrames: isBetweenMembers)
  }

  private func endMember() {
    isBetweenMembers = true
    lastMemberIsCutBlock = isBlock && stream.pointee.total_out > 0
  }

  /// Has zlib store the next member's extra field.
  private func watchHeader() {
    header.pointee = gz_header()
    header.pointee.extra = extra
    header.pointee.extra_max = UInt32(Self.extraCapacity)
    inflateGetHeader(stream, header)
  }

  /// Whether the member's extra field has the mark of block gzip.
  private var isBlock: Bool {
    guard header.pointee.done == 1, header.pointee.extra != nil else { return false }
    let length = min(Int(header.pointee.extra_len), Self.extraCapacity)
    var place = 0
    while place + 4 <= length {
      if extra[place] == UInt8(ascii: "B") && extra[place + 1] == UInt8(ascii: "C") { return true }
      place += 4 + Int(extra[place + 2]) + Int(extra[place + 3]) << 8
    }
    return false
  }

  private func message(of status: Int32) -> String {
    guard let text = stream.pointee.msg else { return "gzip error \(status)" }
    return String(cString: text)
  }
}
