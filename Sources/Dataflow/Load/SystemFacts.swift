import Glibc

// What the system says of files, file systems, limits and this process.

/// What the file system says of a file.
package struct FileFacts: Hashable, Sendable {
  package var sizeBytes: Int
  package var modifiedNanoseconds: Int
  package var isDirectory: Bool
  package var isRegular: Bool

  package init?(path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    sizeBytes = Int(facts.st_size)
    modifiedNanoseconds = facts.st_mtim.tv_sec * 1_000_000_000 + facts.st_mtim.tv_nsec
    isDirectory = facts.st_mode & S_IFMT == S_IFDIR
    isRegular = facts.st_mode & S_IFMT == S_IFREG
  }
}

/// The file system below a folder.
package enum FileSystem {
  /// Bytes that this process may still write, or nil where the folder is missing.
  package static func freeBytes(of folder: String) -> Int? {
    var facts = statvfs()
    guard statvfs(folder, &facts) == 0 else { return nil }
    return Int(facts.f_bavail) * Int(facts.f_frsize)
  }

  /// The folder itself, or the nearest one above it that is there.
  package static func existingFolder(above path: String) -> String {
    var folder = path
    while FileFacts(path: folder)?.isDirectory != true {
      guard let slash = folder.lastIndex(of: "/") else { return "." }
      if slash == folder.startIndex { return "/" }
      folder = String(folder[..<slash])
    }
    return folder
  }

  /// Why no file could be made in a folder, which may be still to be made; nil where it seems possible.
  ///
  /// Looks at rights only and changes nothing; quotas show when a file is made.
  package static func reasonAgainstWriting(in folder: String) -> String? {
    // The nearest thing that is there must be a folder: neither `file/rejects` can be made, nor what
    // a link names that leads nowhere.
    var path = folder
    var facts = stat()
    while stat(path, &facts) != 0 {
      let code = errno
      guard code == ENOENT || code == ENOTDIR, path != ".", lstat(path, &facts) != 0 else {
        return String(cString: strerror(code))
      }
      guard let slash = path.lastIndex(of: "/") else {
        path = "."
        continue
      }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
    guard facts.st_mode & S_IFMT == S_IFDIR else { return "\"\(path)\" is not a folder" }
    return access(path, W_OK | X_OK) == 0 ? nil : String(cString: strerror(errno))
  }

  /// Number of the device, or nil where the folder is missing.
  static func device(of folder: String) -> UInt? {
    var facts = stat()
    return stat(folder, &facts) == 0 ? UInt(facts.st_dev) : nil
  }
}

/// The limit of open files.
package enum FileHandles {
  /// With fewer than this, a load of any size can fail: RocksDB's files, workers' inputs, spilled runs.
  static let least = 256

  /// Raises the limit as far as the system lets this process; returns it, or nil where it is unknown.
  package static func raise() -> Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
    if limit.rlim_cur < limit.rlim_max {
      var raised = limit
      raised.rlim_cur = limit.rlim_max
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
    }
    return limit.rlim_cur > UInt64(Int.max) ? Int.max : Int(limit.rlim_cur)
  }
}

extension LoadOptions {
  /// Cores that are online.
  package static var cores: Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }
}
