/// Counts what a source hands out and stops it at the bounds of ``SyntaxLimits``.
///
/// A bomb is stopped within one buffer of the bound, so memory and time stay in proportion to the
/// bound, whatever the archive claims.
struct OutputGuard {
  /// Below this much output no ratio is checked: a small file of zeros is no attack.
  static let ratioFreeBytes = 64 << 20

  private let name: String
  private let limits: SyntaxLimits
  private(set) var producedBytes = 0

  init(name: String, limits: SyntaxLimits) {
    self.name = name
    self.limits = limits
  }

  /// Counts `produced` more bytes, made of `consumedBytes` of the stream below in all.
  mutating func count(produced: Int, consumedBytes: Int) throws(SyntaxError) {
    producedBytes += produced
    if limits.decompressedBytes > 0 && producedBytes > limits.decompressedBytes {
      throw exceeded("the decompressed size", allowed: limits.decompressedBytes)
    }
    // A division, because the product could overflow: a limit may be Int.max.
    if producedBytes > Self.ratioFreeBytes && limits.decompressionRatio > 0
      && producedBytes / limits.decompressionRatio > consumedBytes
    {
      throw exceeded("the ratio of decompression", allowed: limits.decompressionRatio)
    }
  }

  private func exceeded(_ limit: String, allowed: Int) -> SyntaxError {
    // Lines are counted by the parser; here only the byte is known.
    let place = SourcePosition(line: 0, column: 0, byteOffset: producedBytes)
    return .limitExceeded(file: name, at: place, limit: limit, allowed: allowed)
  }
}
