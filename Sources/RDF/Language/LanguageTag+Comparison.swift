// Tags as values: RDF 1.1 Concepts, section 3.3, has them in lower case; as terms they keep their letters.

extension LanguageTag {
  /// Whether both tags are the same without regard to the case of ASCII letters.
  public static func areEqual(_ left: String, _ right: String) -> Bool {
    compare(left, right) == 0
  }

  /// Negative, zero or positive as `left` sorts before, with or after `right`, both in lower case.
  public static func compare(_ left: String, _ right: String) -> Int {
    left.withUTF8Span { leftBytes in
      right.withUTF8Span { rightBytes in compare(leftBytes, rightBytes) }
    }
  }

  private static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    for index in 0..<min(left.count, right.count) {
      let order = Int(ASCII.lowercased(left[index])) - Int(ASCII.lowercased(right[index]))
      if order != 0 { return order }
    }
    return left.count - right.count
  }
}
