// Labels of the blank nodes that BNODE makes.
//
// A label follows from what it stands for, hashed with the query's own random scope: nothing is
// remembered, and each thread gives the same node for the same text in the same solution. 128 bits of
// SHA-256 do not collide.

import Crypto
import RDF

enum BlankNodeLabel {
  /// The node of `label` in a solution.
  static func make(scope: (UInt64, UInt64), solution: UInt64, label: String) -> BlankNode {
    make([scope.0, scope.1, 0, solution], label)
  }

  /// The node number `number` of a thread's stream.
  static func make(scope: (UInt64, UInt64), stream: UInt64, number: UInt64) -> BlankNode {
    make([scope.0, scope.1, 1, stream, number], "")
  }

  private static func make(_ words: [UInt64], _ text: String) -> BlankNode {
    var hash = SHA256()
    words.withUnsafeBytes { hash.update(bufferPointer: $0) }
    text.withUTF8Bytes { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    // A label must not start with a digit in every syntax.
    return BlankNode("b" + Hexadecimal.string(hash.finalize().prefix(16)))
  }
}
