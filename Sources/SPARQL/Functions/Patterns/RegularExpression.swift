// Regular expressions by PCRE2 in UTF-8, compiled to machine code where the library can.
//
// The pattern is XPath's (`RegularExpressionSyntax` translates it). A match that needs too many steps, or
// too much memory, ends with nil, which is a type error of the query: a crafted pattern costs at most
// `matchLimit` steps a string and never hangs.
//
// Machine code runs on 32 KiB of the thread's stack. Where that is not enough (groups that repeat over a
// long text), the interpreter starts over in memory of its own, which is given back after the match; so
// the answer does not depend on which ran.
//
// Pointers stay in here: the compiled pattern, and the block that matches are noted in, which is made once
// and used for every string. So an instance belongs to one thread at a time.

import CPCRE2

/// A compiled pattern of `REGEX` and `REPLACE`.
public final class RegularExpression {
  /// Steps of a match: a tenth of a second by machine code, many times what sensible patterns need.
  static let matchLimit: UInt32 = 10_000_000
  /// Memory of the interpreter for one match, in KiB.
  static let heapLimitKibibytes: UInt32 = 64 * 1024

  let flags: RegularExpressionFlags
  /// How many groups capture.
  let groupCount: Int
  /// What `replacing` read last: the replacement is a constant in nearly all queries.
  var lastReplacement: (text: String, parts: [ReplacementPart]?)?

  private let code: OpaquePointer
  private var matchData: OpaquePointer
  /// Whether `matchData` holds on to memory of the interpreter.
  private var holdsMemory = false
  private let matchContext: OpaquePointer

  /// Compiles a pattern of XPath with its flags, or nil where one of them is wrong.
  ///
  /// Beyond XPath the pattern may hold look-around, atomic and named groups, inline flags, possessive
  /// quantifiers and `\b`, `\B`, `\A`, `\z`, `\Z`.
  public init?(_ pattern: String, flags: String = "") {
    guard let flags = RegularExpressionFlags(flags) else { return nil }
    var source = Array(pattern.utf8)
    var groupCount = 0
    if !flags.contains(.isLiteral) {
      var syntax = RegularExpressionSyntax(source, flags: flags)
      guard syntax.translate() else { return nil }
      source = syntax.output
      groupCount = syntax.groupCount
    }
    guard let code = Self.compile(source, flags) else { return nil }
    guard let matchContext = pcre2_match_context_create_8(nil) else {
      preconditionFailure("there is no memory for a match")
    }
    pcre2_set_match_limit_8(matchContext, Self.matchLimit)
    pcre2_set_heap_limit_8(matchContext, Self.heapLimitKibibytes)
    self.flags = flags
    self.groupCount = groupCount
    self.code = code
    self.matchData = Self.makeMatchData(code)
    self.matchContext = matchContext
  }

  deinit {
    pcre2_match_context_free_8(matchContext)
    pcre2_match_data_free_8(matchData)
    pcre2_code_free_8(code)
  }

  private static func makeMatchData(_ code: OpaquePointer) -> OpaquePointer {
    guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else {
      preconditionFailure("there is no memory for a match")
    }
    return data
  }

  private static func compile(_ source: [UInt8], _ flags: RegularExpressionFlags) -> OpaquePointer?
  {
    guard let context = pcre2_compile_context_create_8(nil) else {
      preconditionFailure("there is no memory for a pattern")
    }
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    var error: Int32 = 0
    var offset = 0
    // An empty array may have no address, and PCRE2 takes none for no pattern.
    let terminated = source + [0]
    let code = terminated.withUnsafeBufferPointer {
      pcre2_compile_8($0.baseAddress, source.count, options(flags), &error, &offset, context)
    }
    guard let code else { return nil }
    // Without machine code the interpreter runs: same answers, slower.
    _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
    return code
  }

  private static func options(_ flags: RegularExpressionFlags) -> UInt32 {
    var options = PCRE2_UTF
    if flags.contains(.ignoresCase) { options |= PCRE2_CASELESS }
    if flags.contains(.isLiteral) { return options | PCRE2_LITERAL }
    options |= PCRE2_UCP | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF
    options |= PCRE2_NEVER_BACKSLASH_C
    if flags.contains(.dotMatchesLineFeed) { options |= PCRE2_DOTALL }
    if flags.contains(.isMultiline) { options |= PCRE2_MULTILINE }
    return options
  }
}

extension RegularExpression {
  /// Whether the pattern matches somewhere in `text`, or nil where that takes too long.
  public func matches(_ text: String) -> Bool? {
    // A Swift string is well-formed UTF-8.
    defer { giveBackMemory() }
    return text.withUTF8Bytes { isFound(run($0, from: 0, options: PCRE2_NO_UTF_CHECK)) }
  }

  /// Whether the pattern matches somewhere in the UTF-8 text of `bytes`, or nil where that takes too long
  /// or the bytes are not well-formed.
  ///
  /// Allocates nothing.
  public func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    defer { giveBackMemory() }
    let isChecked = UTF8Text.isASCII(bytes)
    return isFound(run(bytes, from: 0, options: isChecked ? PCRE2_NO_UTF_CHECK : 0))
  }

  /// Where the first match at `start` or later lies, as ranges of each group, nil for groups that take no
  /// part.
  ///
  /// The bytes are well-formed UTF-8.
  func firstMatch(in bytes: UTF8Bytes, from start: Int) -> Match {
    defer { giveBackMemory() }
    switch isFound(run(bytes, from: start, options: PCRE2_NO_UTF_CHECK)) {
    case nil: return .failed
    case false?: return .none
    case true?: break
    }
    guard let offsets = pcre2_get_ovector_pointer_8(matchData) else { return .failed }
    let groups = (0...groupCount).map { group -> Range<Int>? in
      let (start, end) = (offsets[2 * group], offsets[2 * group + 1])
      // All bits set, which is -1, mark a group that takes no part.
      return start >= 0 && start <= end && end <= bytes.count ? start..<end : nil
    }
    guard let whole = groups[0] else { return .failed }
    return .found(whole, groups)
  }

  /// What a search found.
  enum Match {
    case none
    case failed
    case found(Range<Int>, [Range<Int>?])
  }

  private func isFound(_ result: Int32) -> Bool? {
    result >= 0 ? true : result == PCRE2_ERROR_NOMATCH ? false : nil
  }

  private func run(_ bytes: UTF8Bytes, from start: Int, options: UInt32) -> Int32 {
    guard let base = bytes.baseAddress else {
      return withUnsafePointer(to: 0) { run($0, 0, from: start, options: options) }
    }
    return run(base, bytes.count, from: start, options: options)
  }

  private func run(
    _ base: UnsafePointer<UInt8>, _ count: Int, from start: Int, options: UInt32
  ) -> Int32 {
    let result = pcre2_match_8(code, base, count, start, options, matchData, matchContext)
    guard result == PCRE2_ERROR_JIT_STACKLIMIT else { return result }
    holdsMemory = true
    return pcre2_match_8(
      code, base, count, start, options | PCRE2_NO_JIT, matchData, matchContext)
  }

  @inline(__always)
  private func giveBackMemory() {
    guard holdsMemory else { return }
    pcre2_match_data_free_8(matchData)
    matchData = Self.makeMatchData(code)
    holdsMemory = false
  }
}
