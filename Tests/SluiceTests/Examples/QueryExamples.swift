// Examples of README.md; `ShownExamplesTests` compares them, `ExampleTests` runs them.

// shown in README.md
import Sluice

/// The titles of an artist's works, dearest first.
func titles(of artist: String, in store: Store) async throws -> [String] {
  // Read once, run with other values each time.
  let query = try PreparedQuery(
    """
    SELECT ?title ?price { ?work m:by ?artist ; m:title ?title ; m:insuredFor ?price }
    ORDER BY DESC(?price)
    """, prefixes: ["m": "http://example.org/museum/terms#"])
  var options = QueryOptions().binding(["artist": .iri(IRI(artist))])
  options.memoryBytes = 64 << 20

  // Rows come while the query runs; terms are read as Swift values, nil where they are none.
  var titles: [String] = []
  for try await row in try await store.select(query, options: options) {
    guard let title = row.string("title"), let price = row.integer("price") else { continue }
    titles.append("\(title), \(price)")
  }
  return titles
}
// shown to here

// shown in README.md
/// Lends a work that is at home; false where it is not.
func lend(_ work: String, to borrower: String, from store: Store) async throws -> Bool {
  let prefixes = "PREFIX m: <http://example.org/museum/terms#>\n"
  // Values of variables: never put texts of others into a query.
  let options = QueryOptions().binding([
    "work": .iri(IRI(work)), "borrower": .literal(Literal(borrower)),
  ])

  // What is read stays as it is until the commit; where the body throws, nothing is changed.
  return try await store.transaction { transaction in
    let isAway = try await transaction.query(
      prefixes + "ASK { ?loan m:work ?work FILTER NOT EXISTS { ?loan m:returned ?day } }",
      options: options)
    guard case .boolean(false) = isAway else { return false }
    try await transaction.update(
      prefixes + "INSERT { [] a m:Loan ; m:work ?work ; m:borrower ?borrower } WHERE {}",
      options: options)
    try await transaction.update(
      prefixes + "DELETE { ?work m:onDisplay true } WHERE { ?work m:onDisplay true }",
      options: options)
    return true
  }
}
// shown to here

// shown in README.md
/// Loads what a folder has and asks an endpoint about it.
func enrich(_ store: Store, from folder: String, endpoint: String) async throws -> Int {
  var options = QueryOptions()

  // LOAD may read files below this folder, whatever links and dots name them; nothing on the web.
  options.documents = try AllowedDocuments(filesBelow: folder)
  try await store.update("LOAD <file://\(folder)/loans.nt.gz>", options: options)

  // SERVICE may ask endpoints at public addresses, for 20 seconds each.
  var settings = HTTPSettings()
  settings.totalSeconds = 20
  options.services = HTTPServiceClient(settings)
  let rows = try await store.select(
    """
    PREFIX m: <http://example.org/museum/terms#>
    SELECT ?loan { ?loan m:borrower ?name SERVICE SILENT <\(endpoint)> { ?gallery m:name ?name } }
    """, options: options)
  return try await rows.all().count
}
// shown to here
