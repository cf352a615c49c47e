import Glibc
import Sluice
import Telemetry

/// Text on standard output, buffered; a closed pipe is an error like any other.
final class TextOutput {
  private let buffer: OutputBuffer
  private var json: [UInt8] = []

  /// Writes to standard output, or to standard error where the former is for data alone.
  init(onStandardError: Bool = false) {
    buffer = OutputBuffer(
      sink: onStandardError
        ? FileDescriptorSink(descriptor: 2, name: "standard error") : .standardOutput())
  }

  /// Appends a line.
  func line(_ text: String) throws(WriteError) {
    var text = text + "\n"
    var failure: WriteError?
    text.withUTF8 { bytes in
      do throws(WriteError) { try buffer.append(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Appends a value as a line of JSON.
  func line(_ value: JSONValue) throws(WriteError) {
    json.removeAll(keepingCapacity: true)
    value.append(to: &json)
    json.append(UInt8(ascii: "\n"))
    var failure: WriteError?
    json.withUnsafeBufferPointer { bytes in
      do throws(WriteError) { try buffer.append(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Hands everything on.
  func finish() throws(WriteError) { try buffer.flush() }
}

/// Writes a line to standard error.
func note(_ text: String) { writeLine(text, descriptor: 2) }

/// Writes a line to a descriptor at once; that nobody reads it is no reason to fail.
func writeLine(_ text: String, descriptor: Int32) {
  var text = text + "\n"
  text.withUTF8 { bytes in
    // Standard error itself may be closed: there is nowhere left to say so.
    try? FileDescriptorSink(descriptor: descriptor, name: "messages").write(
      UnsafeRawBufferPointer(bytes))
  }
}

/// Seconds of a clock that never steps back.
func clockSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
