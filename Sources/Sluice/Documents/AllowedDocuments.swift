import HTTPClient
import QueryEngine
import RDF
import RDFSyntax

/// Reads the documents of LOAD that are allowed: files below one folder, documents on the web.
///
/// ```swift
/// var options = QueryOptions()
/// options.documents = try AllowedDocuments(filesBelow: "/srv/museum")
/// try await store.update("LOAD <file:///srv/museum/loans.ttl.gz>", options: options)
/// ```
///
/// The syntax is told by the answer's `Content-Type`, else by the name's ending; compression by content. A file is
/// read only where it lies below the folder once all symbolic links are followed.
public final class AllowedDocuments: DocumentLoader {
  private let folder: AllowedFolder?
  private let web: HTTPSettings?
  private let limits: SyntaxLimits

  /// Allows files below a folder, and documents on the web as settings say; nil is none.
  ///
  /// ``HTTPSettings/documents`` are settings for that; their bound on a body is also one on what it is once
  /// decompressed, unless `limits` have one.
  ///
  /// - Throws: ``SyntaxError/unreadable(file:message:)`` where there is no such folder.
  public init(
    filesBelow folder: String? = nil, web: HTTPSettings? = nil,
    limits: SyntaxLimits = SyntaxLimits()
  ) throws(SyntaxError) {
    self.folder = try folder.map { path throws(SyntaxError) in try AllowedFolder(path) }
    self.web = web
    self.limits = limits
  }

  /// Gives each quad of the document at `source` to `take`.
  ///
  /// - Throws: ``UpdateError/load(_:)`` where it may not or cannot be read, and what `take` throws.
  public func load(
    _ source: IRI, limits: RequestLimits, _ take: (Quad) throws(UpdateError) -> Void
  ) throws(UpdateError) {
    let document = try open(source, limits)
    let reader = SourceReader(
      source: document.source, format: document.format, name: document.name, base: document.base,
      limits: self.limits)
    var failure: UpdateError?
    do throws(ConversionError) {
      try reader.read { (batch) throws(ConversionError) in
        do throws(UpdateError) { try batch.forEachQuad(take) } catch {
          failure = error
          throw .cancelled
        }
      }
    } catch {
      if let failure { throw failure }
      if let failure = document.answer?.failure { throw .load("cannot load \(failure)") }
      guard case .input(let error) = error else { throw .load("cannot load <\(source.string)>") }
      throw .load("\(error)")
    }
  }

  private func open(_ source: IRI, _ limits: RequestLimits) throws(UpdateError) -> OpenedDocument {
    switch source.string.prefix(while: { $0 != ":" }).lowercased() {
    case "file":
      guard let folder else {
        throw OpenedDocument.refusal(of: source, "files are not loaded here")
      }
      return try OpenedDocument(file: source, below: folder, limits, self.limits)
    case "http", "https":
      guard let web else {
        throw OpenedDocument.refusal(of: source, "documents on the web are not loaded here")
      }
      return try OpenedDocument(web: source, web, limits, self.limits)
    default: throw OpenedDocument.refusal(of: source, "only file, http and https are loaded")
    }
  }
}
