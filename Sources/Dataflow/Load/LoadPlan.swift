import RDFSyntax
import Storage

/// Which of the files will be loaded, and the rows that the ledger gets for them.
struct LoadPlan {
  /// The files to load, in order.
  var inputs: [LoadInput]
  /// Paths that the ledger has.
  var skipped: [String] = []

  init(_ inputs: [LoadInput], store: QuadStore, options: LoadOptions) throws(LoadError) {
    self.inputs = inputs
  }

  /// The ledger's rows of the files that were read.
  func ledgerRows(for files: [Int: LoadedFile]) -> [LedgerRow] {
    files.sorted { $0.key < $1.key }.compactMap { file, loaded in
      let input = inputs[file]
      guard input.path != "-" else { return nil }
      return LedgerRow(
        source: input.source, path: input.path, sizeBytes: loaded.sizeBytes,
        modifiedNanoseconds: loaded.modifiedNanoseconds, contentHash: loaded.contentHash,
        base: input.base ?? "", graph: input.graph.ledgerText, mode: "append",
        state: loaded.error == nil ? .done : .failed, quads: loaded.statements,
        rejects: loaded.rejects, error: loaded.error ?? "")
    }
  }
}

extension GraphTarget {
  /// How the ledger writes it.
  var ledgerText: String {
    switch self {
    case .keep: "keep"
    case .defaultGraph: "default"
    case .named(let iri): "<\(iri)>"
    }
  }
}
