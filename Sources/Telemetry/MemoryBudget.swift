import Glibc

/// How much memory the process may use: the least, and what holds when nothing is said.
public enum MemoryBudget {
  /// The least that may be said, in bytes: with less a load would spill all the time.
  public static let leastBytes = 32 << 20

  /// Half of the cgroup's limit, or of the machine where there is none, in bytes.
  public static var `default`: Int { (cgroupLimit() ?? machineBytes) / 2 }

  /// Bytes of memory that the machine has.
  static var machineBytes: Int { sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) }

  /// Where the kernel tells the limit of the process's control group: version 2, then 1.
  static let cgroupFiles = [
    "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
  ]

  /// The limit that the first of the files with one tells, or nil for none.
  static func cgroupLimit(in files: [String] = cgroupFiles, machineBytes: Int = machineBytes)
    -> Int?
  {
    for path in files {
      // "max", or a number beyond the machine, means that there is no limit.
      if let limit = number(in: path), limit > 0, limit < machineBytes { return limit }
    }
    return nil
  }

  private static func number(in path: String) -> Int? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 64)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    let bytes = line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
    return Int(String(decoding: bytes, as: UTF8.self))
  }
}
