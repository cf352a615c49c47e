/// Bytes as digits of base 16.
enum Hexadecimal {
  static let lower = Array("0123456789abcdef".utf8)
  static let upper = Array("0123456789ABCDEF".utf8)

  /// Two lower-case digits a byte.
  static func string(_ bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    for byte in bytes {
      digits.append(lower[Int(byte >> 4)])
      digits.append(lower[Int(byte & 15)])
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
