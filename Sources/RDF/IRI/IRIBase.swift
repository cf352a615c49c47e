// Resolution of references, RFC 3986 section 5.2 (strict) on UTF-8 bytes.
//
//     base       http://a/b/c/d;p?q
//     reference  ../g#s
//     target     http://a/b/g#s         scheme and authority of the base, merged path without dots
//
// A base is split once; each reference then costs one pass over it, and the target is appended to the
// caller's buffer, so nothing is allocated per reference. Nothing is normalised but dot segments:
// neither case, nor percent escapes, nor an empty path, because RDF compares IRIs as they are
// written. Where a reference brings its own scheme only its dot segments go, as section 5.2.2 has it.

/// An absolute IRI against which references are resolved.
public struct IRIBase: Hashable, Sendable {
  private let bytes: [UInt8]
  private let components: IRIComponents
  /// Where the directory of the base's path ends: after its last slash.
  private let directoryEnd: Int

  /// Makes a base of an IRI, or nil where it has no scheme.
  ///
  /// Its own dot segments stay until a reference is merged with it, and its fragment plays no part.
  public init?(utf8 source: Span<UInt8>) {
    components = IRIComponents(utf8: source)
    guard components.scheme != nil else { return nil }
    var copy: [UInt8] = []
    copy.append(span: source)
    bytes = copy
    let path = components.path
    directoryEnd = copy[path].lastIndex(of: ASCII.slash).map { $0 + 1 } ?? path.lowerBound
  }

  /// Makes a base of the UTF-8 bytes in `source`, or nil where it has no scheme.
  public init?(utf8 source: UnsafeBufferPointer<UInt8>) { self.init(utf8: source.span) }

  /// Makes a base of `string`, or nil where it has no scheme.
  public init?(_ string: String) {
    let base = string.withUTF8Span { IRIBase(utf8: $0) }
    guard let base else { return nil }
    self = base
  }

  /// The IRI of the base as it was given.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Resolves `reference` and appends the target IRI to `output`.
  ///
  /// Never fails: what is not allowed in an IRI passes through, see ``IRI/problem(utf8:)``.
  public func resolve(_ reference: Span<UInt8>, into output: inout [UInt8]) {
    let parts = IRIComponents(utf8: reference)
    if parts.scheme != nil || parts.authority != nil {
      if parts.scheme == nil { output += bytes[..<(schemeEnd + 1)] }
      appendWithoutDots(reference, parts, into: &output)
    } else if parts.path.isEmpty {
      resolveWithinDocument(reference, parts, into: &output)
    } else {
      output += bytes[..<components.path.lowerBound]
      let pathStart = output.count
      if reference[parts.path.lowerBound] != ASCII.slash { appendDirectory(into: &output) }
      output.append(span: reference.extracting(parts.path))
      removeDotSegments(in: &output, from: pathStart)
      output.append(span: reference.extracting(parts.path.upperBound...))
    }
  }

  /// Resolves the UTF-8 bytes in `reference` and appends the target IRI to `output`.
  public func resolve(_ reference: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    resolve(reference.span, into: &output)
  }

  /// The target IRI of `reference`.
  public func resolve(_ reference: String) -> String {
    var output: [UInt8] = []
    reference.withUTF8Span { resolve($0, into: &output) }
    return String(decoding: output, as: UTF8.self)
  }

  /// A base has a scheme, see `init`; it starts the bytes.
  private var schemeEnd: Int { components.scheme?.upperBound ?? 0 }

  /// The reference's own authority, path and query stand; only dot segments go.
  private func appendWithoutDots(
    _ reference: Span<UInt8>, _ parts: IRIComponents, into output: inout [UInt8]
  ) {
    output.append(span: reference.extracting(..<parts.path.lowerBound))
    let pathStart = output.count
    output.append(span: reference.extracting(parts.path))
    removeDotSegments(in: &output, from: pathStart)
    output.append(span: reference.extracting(parts.path.upperBound...))
  }

  /// An empty path: the base's path as it is, and its query unless the reference has one.
  private func resolveWithinDocument(
    _ reference: Span<UInt8>, _ parts: IRIComponents, into output: inout [UInt8]
  ) {
    let keepsQuery = parts.query == nil
    let end = keepsQuery ? components.query?.upperBound : nil
    output += bytes[..<(end ?? components.path.upperBound)]
    output.append(span: reference)
  }

  /// Section 5.2.3: the base's path up to its last slash, or a slash after a bare authority.
  private func appendDirectory(into output: inout [UInt8]) {
    if components.authority != nil, components.path.isEmpty {
      output.append(ASCII.slash)
    } else {
      output += bytes[components.path.lowerBound..<directoryEnd]
    }
  }
}

/// Removes the dot segments of the path that `output` ends with, RFC 3986 section 5.2.4, in place.
///
/// What is kept moves to the front: the place written never passes the place read.
func removeDotSegments(in output: inout [UInt8], from start: Int) {
  guard mayHaveDotSegments(output, from: start) else { return }
  let end = output.count
  var read = start
  var write = start
  while read < end {
    let slashes = output[read] == ASCII.slash ? 1 : 0
    var segmentEnd = read + slashes
    while segmentEnd < end, output[segmentEnd] != ASCII.slash { segmentEnd += 1 }
    let dots = dotCount(output, (read + slashes)..<segmentEnd)
    if dots == 0 {
      while read < segmentEnd {
        output[write] = output[read]
        write += 1
        read += 1
      }
      continue
    }
    if dots == 2, slashes == 1 {
      while write > start {
        write -= 1
        if output[write] == ASCII.slash { break }
      }
    }
    if slashes == 0 {
      // A relative path's leading "./" or "../" goes with its slash.
      read = min(segmentEnd + 1, end)
    } else if segmentEnd == end {
      output[write] = ASCII.slash
      write += 1
      read = end
    } else {
      read = segmentEnd
    }
  }
  output.removeLast(end - write)
}

/// 1 for the segment ".", 2 for "..", else 0.
private func dotCount(_ bytes: [UInt8], _ segment: Range<Int>) -> Int {
  guard segment.count == 1 || segment.count == 2 else { return 0 }
  return bytes[segment].allSatisfy { $0 == ASCII.dot } ? segment.count : 0
}

/// Whether a segment starts with a dot: most paths have none, and are left alone.
private func mayHaveDotSegments(_ bytes: [UInt8], from start: Int) -> Bool {
  var previous = ASCII.slash
  for index in start..<bytes.count {
    let byte = bytes[index]
    if byte == ASCII.dot, previous == ASCII.slash { return true }
    previous = byte
  }
  return false
}
