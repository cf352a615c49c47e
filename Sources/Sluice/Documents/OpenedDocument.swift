import QueryEngine
import RDF
import RDFSyntax

/// A document of LOAD whose bytes can be read.
struct OpenedDocument {
  /// Its bytes, decompressed.
  let source: any SizedByteSource
  /// What errors call it.
  let name: String
  let format: RDFFormat
  /// What its relative IRIs are resolved against.
  let base: String
  /// Where it comes from the web, what knows why reading has failed.
  var answer: HTTPByteSource?

  /// The error of a document that is not read.
  static func refusal(of source: IRI, _ reason: String) -> UpdateError {
    .load("cannot load <\(source.string)>: \(reason)")
  }
}

extension OpenedDocument {
  /// Opens a file of a folder.
  init(
    file source: IRI, below folder: AllowedFolder, _ limits: RequestLimits, _ syntax: SyntaxLimits
  ) throws(UpdateError) {
    guard let path = source.filePath else {
      throw Self.refusal(of: source, "it names no file of this machine")
    }
    guard let format = RDFFormat(fileName: path) else {
      throw Self.refusal(of: source, "its name does not tell its syntax")
    }
    let file: any SizedByteSource
    do throws(AllowedFolder.Refusal) { file = try folder.open(path) } catch {
      throw Self.refusal(of: source, error.reason)
    }
    do throws(SyntaxError) {
      let ending = EndingByteSource(file, name: path, isOver: limits.isOver)
      self.init(
        source: try decompress(ending, named: path, limits: syntax), name: path, format: format,
        base: source.string)
    } catch { throw .load("\(error)") }
  }
}
