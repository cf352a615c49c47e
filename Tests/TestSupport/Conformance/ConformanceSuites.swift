/// The folders of the W3C's suites whose tests compare results.
///
/// Left out are entailment, which needs a reasoner, and what tests a protocol.
package enum ConformanceSuites {
  package static let sparql10 = [
    "algebra", "ask", "basic", "bnode-coreference", "boolean-effective-value", "bound", "cast",
    "construct", "dataset", "distinct", "expr-builtin", "expr-equals", "expr-ops", "graph", "i18n",
    "open-world", "optional", "optional-filter", "reduced", "regex", "solution-seq", "sort",
    "triple-match", "type-promotion",
  ].map { "w3c/sparql/sparql10/" + $0 }

  package static let query11 = [
    "aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping",
    "negation", "project-expression", "property-path", "subquery", "csv-tsv-res", "json-res",
    "service",
  ].map { "w3c/sparql/sparql11/" + $0 }

  package static let update11 = [
    "add", "basic-update", "clear", "copy", "delete", "delete-data", "delete-insert",
    "delete-where", "drop", "move", "update-silent",
  ].map { "w3c/sparql/sparql11/" + $0 }

  /// Tests that compare values, where all others compare terms, which tells "01" from "1".
  ///
  /// Their expected files write calculated numbers or language tags in other forms than the canonical
  /// ones (`"2.0"^^xsd:decimal`, `"1050"^^xsd:double`, `@en-us`), or than their data have.
  static let comparedByValue = [
    "aggregates/manifest#agg-avg-02", "aggregates/manifest#agg-min-02",
    "aggregates/manifest#agg-err-02", "aggregates/manifest#agg-avg-distinct",
    "aggregates/manifest#agg-sum-distinct", "cast/manifest#cast-float",
    "cast/manifest#cast-double", "cast/manifest#cast-decimal",
    "functions/manifest#strlang03-rdf11", "functions/manifest#plus-1-corrected",
    "functions/manifest#coalesce01", "csv-tsv-res/manifest#tsv03",
    "expr-ops/manifest#add-numbers-cast", "expr-ops/manifest#subtract-numbers-cast",
    "expr-ops/manifest#multiply-numbers-cast", "expr-ops/manifest#divide-numbers-cast",
    "expr-ops/manifest#unplus-2", "expr-ops/manifest#unminus-2",
  ]
}
