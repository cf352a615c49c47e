// Hash functions (section 17.4.6): of the UTF-8 bytes of a string without a language, in lower-case hex.

import Crypto
import RDF

extension Functions {
  static func hash(_ function: BuiltIn, _ argument: ExpressionValue) -> ExpressionValue? {
    guard let text = StringArgument.simple(argument) else { return nil }
    switch function {
    case .md5: return .string(digest(text, Insecure.MD5()))
    case .sha1: return .string(digest(text, Insecure.SHA1()))
    case .sha256: return .string(digest(text, SHA256()))
    case .sha384: return .string(digest(text, SHA384()))
    case .sha512: return .string(digest(text, SHA512()))
    default: return nil
    }
  }

  private static func digest(_ text: String, _ function: some HashFunction) -> String {
    var hash = function
    text.withUTF8Bytes { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    return Hexadecimal.string(hash.finalize())
  }
}
