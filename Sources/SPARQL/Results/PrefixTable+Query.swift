import RDFSyntax

extension PrefixTable {
  /// The prefixes of a query, for what is made of it; those that Turtle has no way to declare are left out.
  package init(_ prefixes: [QueryPrefix]) {
    self.init()
    for prefix in prefixes {
      // Prefixes only make a document shorter: one that cannot be used is no reason to fail.
      try? bind(prefix.name, to: prefix.namespace.string)
    }
  }
}
