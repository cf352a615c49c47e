import RDFSyntax

// Labels of blank nodes, so that documents can be written into one and read again.
//
// Two documents' `_:x` are two nodes, and a Turtle reader labels nodes without a label `.1`, `.2`, which
// no syntax can write. The new labels are:
//
//     .7       g7          a node without a label
//     g7       g_7         a label that looks like one of those moves out of the way
//     g_7      g__7        ... and so on, so that different labels stay different
//     others   unchanged
//
// With several documents each label gets its document's number in front: `f2.x` of the second.

/// Gives the blank nodes of one document labels of their own.
struct BlankLabels {
  /// What each label begins with; empty for a single document.
  private let prefix: [UInt8]

  /// For the document of a number, from 1; nil for the only one.
  init(document: Int?) { prefix = document.map { Array("f\($0).".utf8) } ?? [] }

  /// The label under which `label` is written, appended to `out`.
  func append(_ label: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    out.append(contentsOf: prefix)
    let letter = UInt8(ascii: "g")
    if label.first == UInt8(ascii: ".") {
      out.append(letter)
      out.append(contentsOf: label.dropFirst())
    } else if label.first == letter, Self.isUnderscoresAndDigits(label.dropFirst()) {
      out.append(letter)
      out.append(UInt8(ascii: "_"))
      out.append(contentsOf: label.dropFirst())
    } else {
      out.append(contentsOf: label)
    }
  }

  private static func isUnderscoresAndDigits(
    _ text: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Bool {
    let digits = text.drop { $0 == UInt8(ascii: "_") }
    return !digits.isEmpty && digits.allSatisfy { $0 >= 48 && $0 <= 57 }
  }
}
