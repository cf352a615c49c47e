import Foundation
import Testing

@testable import RDFSyntax

@Suite("Sinks and the output buffer")
struct SinkTests {
  @Test("what is appended arrives in order, whatever the sizes")
  func order() throws {
    var random = SplitMix(state: 5)
    let sink = MemorySink()
    let buffer = OutputBuffer(sink: sink)
    var expected: [UInt8] = []
    let sizes = [
      0, 1, 100, OutputBuffer.capacityBytes - 1, OutputBuffer.capacityBytes,
      OutputBuffer.capacityBytes + 1,
    ]
    for _ in 0..<60 {
      let size = sizes.randomElement(using: &random) ?? 0
      let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: random.next()), count: size)
      try bytes.withUnsafeBufferPointer { try buffer.append($0) }
      try buffer.append(UInt8(ascii: "|"))
      expected += bytes + [UInt8(ascii: "|")]
    }
    #expect(buffer.writtenBytes == expected.count)
    try buffer.flush()
    try buffer.flush()
    #expect(sink.bytes == expected)
  }

  @Test("an atomic file appears at commit and not before")
  func commit() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.nt", Array("old".utf8))
    chmod(path, 0o640)
    let sink = try AtomicFileSink(path: path)
    try write("new", to: sink)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    #expect(try FilePatterns(include: ["*"], relativeTo: folder.path).files() == [path])
    try sink.commit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(try folder.names() == ["a.nt"])
    var status = stat()
    stat(path, &status)
    #expect(status.st_mode & 0o777 == 0o640)
  }

  @Test("an abandoned file leaves nothing behind")
  func abandon() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.nt"
    do {
      let sink = try AtomicFileSink(path: path)
      try write("new", to: sink)
      #expect(try folder.names().count == 1)
    }
    #expect(try folder.names() == [])
  }

  @Test("a link is followed: its file is replaced, the link stays")
  func link() throws {
    let folder = try TemporaryFolder()
    try folder.write("real/a.nt", Array("old".utf8))
    try folder.link("a.nt", to: "real/a.nt")
    let sink = try AtomicFileSink(path: folder.path + "/a.nt")
    try write("new", to: sink)
    try sink.commit()
    #expect(try String(contentsOfFile: folder.path + "/real/a.nt", encoding: .utf8) == "new")
    #expect(try folder.names() == ["a.nt", "real"])
  }

  @Test("a name as long as names may be can be written")
  func longName() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "é", count: 126) + ".nt"
    let sink = try AtomicFileSink(path: folder.path + "/" + name)
    try sink.commit()
    #expect(try folder.names() == [name])
  }

  @Test("a missing folder, a folder and a device are refused")
  func refused() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path, folder.path + "/none/a.nt", "/dev/null"] {
      #expect(throws: WriteError.self) { try AtomicFileSink(path: path) }
    }
  }

  @Test("a full disk is told as such")
  func fullDisk() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let sink = FileDescriptorSink(descriptor: descriptor, name: "full")
    #expect(throws: WriteError.outOfSpace(file: "full")) { try write("x", to: sink) }
  }

  @Test("a reader that has gone is told as such")
  func brokenPipe() throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let sink = FileDescriptorSink(descriptor: ends[1], name: "pipe")
    #expect(throws: WriteError.brokenPipe(file: "pipe")) { try write("x", to: sink) }
  }

  @Test("a slow pipe that does not block is waited for")
  func nonBlocking() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (readEnd, writeEnd) = (ends[0], ends[1])
    try #require(fcntl(writeEnd, F_SETFL, O_NONBLOCK) == 0)
    let count = 1 << 20
    let done = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var received = 0
    Thread.detachNewThread {
      var buffer = [UInt8](repeating: 0, count: 5_000)
      while case let got = read(readEnd, &buffer, buffer.count), got > 0 { received += got }
      done.signal()
    }
    let bytes = [UInt8](repeating: 1, count: count)
    let sink = FileDescriptorSink(descriptor: writeEnd, name: "pipe")
    try bytes.withUnsafeBytes { try sink.write($0) }
    close(writeEnd)
    done.wait()
    close(readEnd)
    #expect(received == count)
  }

  private func write(_ text: String, to sink: some ByteSink) throws {
    try Array(text.utf8).withUnsafeBytes { try sink.write($0) }
  }
}
