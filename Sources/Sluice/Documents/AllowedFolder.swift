// Files below one folder, and no others, whatever links and dots a path has.
//
//     path ──► dots taken out by their text: below the folder?      nothing outside is ever touched
//          ──► opened as a place (O_PATH), links followed            no side effect, as a device's or a pipe's
//          ──► the kernel's own name of that place: below it?  a regular file?
//          ──► the same place opened for reading                     what was checked is what is read
//
// Between the look and the reading nothing is looked up by name again, so a file that is swapped for a link
// meanwhile is of no use to anybody.

import RDFSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// A folder whose files may be read.
struct AllowedFolder: Sendable {
  /// Why a file is not read.
  struct Refusal: Error {
    let reason: String
  }

  /// Its absolute path as it was given, and free of links.
  private let names: [String]
  private let realName: String

  /// Finds the folder.
  ///
  /// - Throws: ``SyntaxError/unreadable(file:message:)`` where there is none.
  init(_ path: String) throws(SyntaxError) {
    guard let real = Self.resolved(path), let here = Self.resolved(".") else {
      throw .unreadable(file: path, message: String(cString: strerror(errno)))
    }
    var facts = stat()
    guard stat(real, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
      throw .unreadable(file: path, message: String(cString: strerror(ENOTDIR)))
    }
    realName = real
    names = [real, Self.withoutDots(path.utf8.first == 0x2F ? path : here + "/" + path)]
  }

  /// Opens a file by its absolute path.
  func open(_ path: String) throws(Refusal) -> any SizedByteSource {
    let plain = Self.withoutDots(path)
    guard names.contains(where: { Self.isBelow($0, plain) }) else { throw outside }
    let place = Glibc.open(plain, Self.pathOnly | O_CLOEXEC)
    guard place >= 0 else { throw Refusal(reason: String(cString: strerror(errno))) }
    defer { close(place) }
    // The kernel's name of what was opened, free of links.
    let handle = "/proc/self/fd/\(place)"
    guard let real = Self.link(handle) else {
      throw Refusal(reason: "where it lies cannot be told without /proc")
    }
    guard Self.isBelow(realName, real) else { throw outside }
    var facts = stat()
    guard fstat(place, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw Refusal(reason: "it is not a regular file")
    }
    do throws(SyntaxError) { return try FileByteSource(path: handle, name: path) } catch {
      throw Refusal(reason: "\(error)")
    }
  }

  private var outside: Refusal { Refusal(reason: "only files below \"\(names[1])\" are loaded") }

  // O_PATH: the descriptor stands for a place and reads nothing. Swift's Glibc lacks the name.
  private static let pathOnly: Int32 = 0o10000000

  /// Whether a path lies below a folder; both are absolute, without dots, and compared byte by byte.
  static func isBelow(_ folder: String, _ path: String) -> Bool {
    let front = Array((folder == "/" ? "/" : folder + "/").utf8)
    return path.utf8.count > front.count && path.utf8.starts(with: front)
  }

  /// An absolute path without `.`, `..` and double slashes, by its text.
  static func withoutDots(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(validatingCString: real)
  }

  private static func link(_ path: String) -> String? {
    let room = UnsafeMutablePointer<CChar>.allocate(capacity: Int(PATH_MAX))
    defer { room.deallocate() }
    let count = readlink(path, room, Int(PATH_MAX))
    guard count > 0 else { return nil }
    return UnsafeRawBufferPointer(start: room, count: count).withMemoryRebound(to: UInt8.self) {
      String(validating: $0, as: UTF8.self)
    }
  }
}
