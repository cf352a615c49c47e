// The few POSIX calls of this module, with errno turned into a sentence.
//
// Why not Foundation: it costs tens of milliseconds of process start, and all that is needed is
// read, write and a look at the file's kind.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the system says of `code`: "No such file or directory".
func systemMessage(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  return String(cString: text)
}

/// Repeats `call` for as long as a signal interrupts it, and returns its result or the error
/// number.
func retryingInterrupts(_ call: () -> Int) -> Result<Int, SystemFailure> {
  while true {
    let result = call()
    if result >= 0 { return .success(result) }
    let code = errno
    if code != EINTR { return .failure(SystemFailure(code: code)) }
  }
}

/// The error number of a failed system call.
struct SystemFailure: Error {
  let code: Int32
  var message: String { systemMessage(code) }
}

/// What a path names.
enum PathKind {
  case file, folder, other, missing
}

/// The kind of what stands at `path`, symbolic links followed.
func kind(ofPath path: String) throws(SystemFailure) -> PathKind {
  var status = stat()
  guard stat(path, &status) == 0 else {
    let code = errno
    // A link that leads nowhere or in a circle names nothing that could be read.
    if code == ENOENT || code == ENOTDIR || code == ELOOP { return .missing }
    throw SystemFailure(code: code)
  }
  switch status.st_mode & S_IFMT {
  case S_IFREG: return .file
  case S_IFDIR: return .folder
  default: return .other
  }
}
