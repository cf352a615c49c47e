// `${...}` in scalars, replaced after YAML is parsed, so that a value cannot inject structure:
//
//     ${VAR}            the variable; unset is an error
//     ${VAR:-default}   the default where it is unset or empty; the default may hold `${...}` itself
//     ${VAR:?message}   the message as an error where it is unset or empty
//     ${file:path}      the file's text without its last line end: a secret, never shown
//     $$                a dollar sign
//
// A value that was put in is not looked at again. `$NAME` without braces is an error, because it is
// never what was meant; any other lone `$` stands for itself. All that is put in is bounded in sum.

/// What `${...}` is replaced from.
struct Interpolation {
  /// Most bytes that variables and files may add to one pipeline file in all.
  static let maximumBytes = 1 << 20
  /// Deepest `${A:-${B:-...}}`.
  static let maximumNesting = 16

  /// Something that is wrong with a `${...}`.
  struct Problem {
    /// Which `$` of the scalar it begins with, counted from 0.
    let dollarNumber: Int
    let message: String
    let hint: String?
  }

  let environment: [String: String]
  /// Reads the text of a secret file, or says why not.
  let readFile: (String) -> Result<String, ValueTextError>
  private var bytesLeft = Self.maximumBytes

  init(
    environment: [String: String],
    readFile: @escaping (String) -> Result<String, ValueTextError>
  ) {
    self.environment = environment
    self.readFile = readFile
  }

  /// `text` with everything replaced, and what is wrong with it.
  mutating func expand(_ text: String) -> (ExpandedText, [Problem]) {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return (ExpandedText(text: text), []) }
    var run = Run(bytes: Array(text.utf8), source: self)
    let output = run.expand(isUsed: true, depth: 0)
    bytesLeft = run.bytesLeft
    let expanded = ExpandedText(
      text: String(decoding: output, as: UTF8.self), isInterpolated: run.isInterpolated,
      secrets: run.secrets)
    return (expanded, run.problems)
  }
}

extension Interpolation {
  /// One pass over one scalar.
  private struct Run {
    let bytes: [UInt8]
    let source: Interpolation
    var bytesLeft: Int
    var next = 0
    var isInterpolated = false
    var secrets: Set<String> = []
    var problems: [Problem] = []

    init(bytes: [UInt8], source: Interpolation) {
      self.bytes = bytes
      self.source = source
      bytesLeft = source.bytesLeft
    }

    /// Reads to the end, or inside braces (depth above 0) up to the closing one, which is left.
    ///
    /// What is not used (a default that is not needed) is read for its form alone.
    mutating func expand(isUsed: Bool, depth: Int) -> [UInt8] {
      var output: [UInt8] = []
      while next < bytes.count {
        let byte = bytes[next]
        if depth > 0, byte == UInt8(ascii: "}") { break }
        guard byte == UInt8(ascii: "$") else {
          output.append(byte)
          next += 1
          continue
        }
        let following = next + 1 < bytes.count ? bytes[next + 1] : 0
        switch following {
        case UInt8(ascii: "$"):
          output.append(byte)
          next += 2
        case UInt8(ascii: "{"): output += reference(isUsed: isUsed, depth: depth)
        default:
          if Self.mayBegin(following) {
            let name = String(
              decoding: bytes[(next + 1)...].prefix { Self.mayContinue($0) }, as: UTF8.self)
            problem(
              at: next, "`$\(name)` is not replaced",
              hint: "write ${\(name)}, or $$\(name) for a dollar sign")
          }
          output.append(byte)
          next += 1
        }
      }
      return output
    }

    /// Reads `${...}`; `next` is at its `$` and comes to stand behind its `}`.
    private mutating func reference(isUsed: Bool, depth: Int) -> [UInt8] {
      let start = next
      next += 2
      guard depth < Interpolation.maximumNesting else {
        problem(at: start, "`${` is nested deeper than \(Interpolation.maximumNesting) levels")
        next = bytes.count
        return []
      }
      let head = bytes[next...].prefix { Self.mayContinue($0) }
      let name = String(decoding: head, as: UTF8.self)
      next += head.count
      let form = String(decoding: bytes[next...].prefix(2), as: UTF8.self)
      if name == "file", form.hasPrefix(":") {
        next += 1
        let path = expand(isUsed: isUsed, depth: depth + 1)
        guard close(start) else { return [] }
        return isUsed ? secret(String(decoding: path, as: UTF8.self), start) : []
      }
      guard let first = head.first, Self.mayBegin(first) else {
        skip(start, "`${` must be followed by the name of a variable", hint: nil)
        return []
      }
      let value = source.environment[name]
      let isGiven = !(value ?? "").isEmpty
      switch form {
      case ":-":
        next += 2
        let other = expand(isUsed: isUsed && !isGiven, depth: depth + 1)
        guard close(start), isUsed else { return [] }
        isInterpolated = true
        return isGiven ? put(value ?? "", start) : other
      case ":?":
        next += 2
        let message = expand(isUsed: isUsed && !isGiven, depth: depth + 1)
        guard close(start), isUsed else { return [] }
        if isGiven { return put(value ?? "", start) }
        let reason = String(decoding: message, as: UTF8.self)
        problem(
          at: start, "`\(name)` is not set" + (reason.isEmpty ? "" : ": \(reason)"), hint: nil)
        return []
      case _ where form.hasPrefix("}"):
        next += 1
        guard isUsed else { return [] }
        if let value { return put(value, start) }
        problem(
          at: start, "the variable `\(name)` is not set",
          hint: "set it, or write ${\(name):-default}")
        return []
      default:
        let hint = "the forms are ${VAR}, ${VAR:-default}, ${VAR:?message} and ${file:path}"
        skip(start, "`${\(name)` is not closed by `}`, or of no known form", hint: hint)
        return []
      }
    }

    /// The text of a secret file.
    private mutating func secret(_ path: String, _ start: Int) -> [UInt8] {
      switch source.readFile(path) {
      case .success(let text):
        // An empty secret hides nothing and would hide everything where it is looked for.
        if !text.isEmpty { secrets.insert(text) }
        return put(text, start)
      case .failure(let error):
        problem(at: start, "`${file:\(path)}` \(error.message)", hint: error.hint)
        return []
      }
    }

    private mutating func put(_ value: String, _ start: Int) -> [UInt8] {
      isInterpolated = true
      bytesLeft -= value.utf8.count
      guard bytesLeft >= 0 else {
        bytesLeft = 0
        problem(
          at: start,
          "what is put in for `${...}` is over \(ByteCount(Interpolation.maximumBytes)) in all")
        return []
      }
      return Array(value.utf8)
    }

    private mutating func close(_ start: Int) -> Bool {
      guard next < bytes.count else {
        // The innermost one that is open is what is named; the outer ones follow from it.
        if problems.last?.message != Self.unclosed { problem(at: start, Self.unclosed) }
        return false
      }
      next += 1
      return true
    }

    private static let unclosed = "`${` is not closed by `}`"

    /// Notes a problem and goes on behind the next closing brace.
    private mutating func skip(_ start: Int, _ message: String, hint: String?) {
      problem(at: start, message, hint: hint)
      while next < bytes.count, bytes[next] != UInt8(ascii: "}") { next += 1 }
      next = min(next + 1, bytes.count)
    }

    private mutating func problem(at index: Int, _ message: String, hint: String? = nil) {
      // Each costs a count over the scalar; more would not be reported anyway.
      guard problems.count < PipelineDiagnostic.maximumCount else { return }
      let number = bytes[..<index].count { $0 == UInt8(ascii: "$") }
      problems.append(Problem(dollarNumber: number, message: message, hint: hint))
    }

    private static func mayBegin(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "_"):
        true
      default: false
      }
    }

    private static func mayContinue(_ byte: UInt8) -> Bool {
      mayBegin(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
  }
}
