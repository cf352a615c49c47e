// Resolution of relative IRIs, RFC 3986 section 5.2, on bytes.
//
//     base   scheme ":" "//" authority  path  "?" query      (a fragment of the base never matters)
//
// Strict resolving: a reference with a scheme is absolute and left as it is. Nothing is normalised but
// the dot segments of a path that was merged or replaced.

/// An absolute IRI that references are resolved against.
struct BaseIRI {
  private let bytes: [UInt8]
  /// End of the scheme, behind its colon.
  private let schemeEnd: Int
  /// End of the authority; equal to `schemeEnd` where there is none.
  private let authorityEnd: Int
  private let pathEnd: Int
  private let queryEnd: Int

  /// Takes apart `iri`, which has a scheme.
  init(_ iri: UnsafeBufferPointer<UInt8>) {
    bytes = Array(iri)
    let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count - 1
    schemeEnd = colon + 1
    queryEnd = bytes[schemeEnd...].firstIndex(of: UInt8(ascii: "#")) ?? bytes.count
    pathEnd = bytes[schemeEnd..<queryEnd].firstIndex(of: UInt8(ascii: "?")) ?? queryEnd
    if Self.startsWithAuthority(bytes[schemeEnd..<pathEnd]) {
      authorityEnd =
        bytes[(schemeEnd + 2)..<pathEnd].firstIndex(of: UInt8(ascii: "/")) ?? pathEnd
    } else {
      authorityEnd = schemeEnd
    }
  }

  /// Puts what `reference`, which has no scheme, means into `result`.
  func resolve(_ reference: ArraySlice<UInt8>, into result: inout [UInt8]) {
    result.removeAll(keepingCapacity: true)
    let fragmentStart = reference.firstIndex(of: UInt8(ascii: "#")) ?? reference.endIndex
    let queryStart =
      reference[..<fragmentStart].firstIndex(of: UInt8(ascii: "?")) ?? fragmentStart
    let path = reference[..<queryStart]
    if Self.startsWithAuthority(path) {
      result += bytes[..<schemeEnd]
      let authority = path.dropFirst(2)
      let pathStart = authority.firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
      result += path[..<pathStart]
      Self.appendWithoutDots(path[pathStart...], to: &result)
    } else if path.isEmpty {
      result += bytes[..<(queryStart < fragmentStart ? pathEnd : queryEnd)]
    } else if path.first == UInt8(ascii: "/") {
      result += bytes[..<authorityEnd]
      Self.appendWithoutDots(path, to: &result)
    } else {
      result += bytes[..<authorityEnd]
      Self.appendWithoutDots(merged(path), to: &result)
    }
    result += reference[queryStart...]
  }

  /// Section 5.2.3: the base's path up to its last slash, then the reference's.
  private func merged(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let own = bytes[authorityEnd..<pathEnd]
    if own.isEmpty, authorityEnd > schemeEnd { return [UInt8(ascii: "/")] + path }
    guard let slash = own.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return own[...slash] + path
  }

  /// Section 5.2.4, a segment at a time, onto the end of `result`.
  private static func appendWithoutDots(_ path: ArraySlice<UInt8>, to result: inout [UInt8]) {
    let floor = result.count
    let slash = UInt8(ascii: "/")
    var rest = path
    while !rest.isEmpty {
      // A segment is what stands before the next slash, with the slash in front of it, if any.
      let isRooted = rest.first == slash
      let body = isRooted ? rest.dropFirst() : rest
      let end = body.firstIndex(of: slash) ?? rest.endIndex
      let segment = body[..<end]
      let isLast = end == rest.endIndex
      if segment.elementsEqual([UInt8(ascii: ".")]) {
        if isLast, isRooted { result.append(slash) }
      } else if segment.elementsEqual([UInt8(ascii: "."), UInt8(ascii: ".")]) {
        removeLastSegment(of: &result, floor: floor)
        if isLast, isRooted { result.append(slash) }
      } else {
        if isRooted { result.append(slash) }
        result += segment
      }
      // A dot segment without a slash in front takes the slash behind it along.
      let tookDots = !isRooted && segment.count <= 2 && segment.allSatisfy { $0 == 0x2E }
      rest = rest[end...]
      if tookDots, !segment.isEmpty, !rest.isEmpty { rest = rest.dropFirst() }
    }
  }

  private static func removeLastSegment(of result: inout [UInt8], floor: Int) {
    while result.count > floor {
      if result.removeLast() == UInt8(ascii: "/") { return }
    }
  }

  private static func startsWithAuthority(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: [UInt8(ascii: "/"), UInt8(ascii: "/")])
  }
}
