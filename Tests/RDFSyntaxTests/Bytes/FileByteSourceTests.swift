import Foundation
import Synchronization
import Testing

@testable import RDFSyntax

@Suite("Files and standard input")
struct FileByteSourceTests {
  @Test("a file is read whole, and its size is known")
  func file() throws {
    let folder = try TemporaryFolder()
    let text = sampleText(lines: 5_000)
    let source = try FileByteSource(path: try folder.write("a.nt", text))
    #expect(source.totalBytes == text.count)
    #expect(try readAll(source) == text)
    #expect(source.consumedBytes == text.count)
  }

  @Test("a compressed file counts the bytes of the file, not of the text")
  func consumedBytes() throws {
    let folder = try TemporaryFolder()
    let archive = Archives.gzip(sampleText(lines: 50_000))
    let source = try openInput(try folder.write("a.unnamed", archive))
    #expect(source.totalBytes == archive.count)
    #expect(try readAll(source).count > archive.count)
    #expect(source.consumedBytes == archive.count)
  }

  @Test("a missing file and a folder are unreadable")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path, folder.path + "/none.nt"] {
      do throws(SyntaxError) {
        _ = try openInput(path)
        Issue.record("\(path) was opened")
      } catch {
        guard case .unreadable(path, _) = error else {
          Issue.record("\(error)")
          continue
        }
      }
    }
  }

  @Test("a file that is cut back while it is read is an error")
  func shrunk() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.nt", sampleText(lines: 5_000))
    let source = try openInput(path, compression: .none)
    try #require(truncate(path, 4_000) == 0)
    #expect {
      try readAll(source)
    } throws: { error in
      "\(error)".contains("became shorter")
    }
  }

  @Test("a pipe is read to its end and told by its content")
  func pipe() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    let text = sampleText(lines: 30_000)
    let archive = Archives.zstd(text)
    Thread.detachNewThread {
      let handle = FileHandle(forWritingAtPath: path)
      handle?.write(Data(archive[..<3]))
      handle?.write(Data(archive[3...]))
      try? handle?.close()
    }
    let source = try openInput(path)
    #expect(source.totalBytes == nil)
    #expect(try readAll(source) == text)
  }

  @Test("a pipe that waits to be stopped is read to its end, however slowly it is written")
  func slowPipe() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    let text = sampleText(lines: 3_000)
    Thread.detachNewThread {
      // The reader waits for its writer first, then for bytes.
      usleep(150_000)
      let handle = FileHandle(forWritingAtPath: path)
      usleep(150_000)
      handle?.write(Data(text[..<5]))
      usleep(150_000)
      handle?.write(Data(text[5...]))
      try? handle?.close()
    }
    #expect(try readAll(try openInput(path, isStopped: { false })) == text)
  }

  @Test("a stop ends the read of a pipe without a writer, and of one that is silent")
  func stopped() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    let reader = try FileByteSource(path: path, isStopped: { true })
    #expect(throws: SyntaxError.unreadable(file: path, message: "the reading was stopped")) {
      try readAll(reader)
    }
    let stop = Mutex(false)
    let writer = FileHandle(forUpdatingAtPath: path)
    try writer?.write(contentsOf: Data("<x:a>".utf8))
    Thread.detachNewThread {
      usleep(150_000)
      stop.withLock { $0 = true }
    }
    #expect(throws: SyntaxError.self) {
      try readAll(try FileByteSource(path: path, isStopped: { stop.withLock { $0 } }))
    }
    try writer?.close()
  }

  @Test("a regular file never asks for a stop")
  func regularFile() throws {
    let folder = try TemporaryFolder()
    let text = sampleText(lines: 100)
    let path = try folder.write("a.nt", text)
    #expect(try readAll(try FileByteSource(path: path, isStopped: { true })) == text)
  }
}
