// Reads of descriptors that can stay silent for ever: pipes, terminals, devices.
//
// A read(2) that waits is woken by a signal only in the thread that gets it, and not at all where the
// handler asks for restarts. So the wait is a poll(2) with a time limit, and between two of them the
// question is asked whether the work was stopped.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A descriptor whose reads end when the work is stopped.
struct StoppableStream: Sendable {
  /// Longest wait between two questions: short for a person, and no load on the machine.
  private static let pollMilliseconds: Int32 = 100

  let descriptor: Int32
  /// What errors call it.
  let name: String
  /// Nil where nothing stops it, as for a regular file, whose reads don't wait.
  let isStopped: (@Sendable () -> Bool)?

  /// Reads what is there, waiting for the first byte; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SyntaxError) -> Int {
    if isStopped != nil { try wait() }
    while true {
      let descriptor = descriptor
      switch retryingInterrupts({ systemRead(descriptor, buffer) }) {
      case .success(let count): return count
      case .failure(let failure) where failure.code == EAGAIN || failure.code == EWOULDBLOCK:
        // Opened so, or inherited from another program in non-blocking mode.
        try wait()
      case .failure(let failure): throw .unreadable(file: name, message: failure.message)
      }
    }
  }

  /// Waits for bytes, the end or an error, which the read then tells apart.
  private func wait() throws(SyntaxError) {
    while true {
      if let isStopped, isStopped() {
        throw .unreadable(file: name, message: "the reading was stopped")
      }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, isStopped == nil ? -1 : Self.pollMilliseconds)
      // A poll that fails for another reason than a signal leaves it to the read to say why.
      if ready > 0 || ready < 0 && errno != EINTR { return }
    }
  }
}

/// read(2), out of reach of the method of that name.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}
