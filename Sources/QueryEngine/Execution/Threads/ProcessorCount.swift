#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How many processors the process may use.
enum ProcessorCount {
  static let value = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
