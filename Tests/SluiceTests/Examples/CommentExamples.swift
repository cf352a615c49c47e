import Sluice

// Examples of doc comments; `ShownExamplesTests` compares them, `ExampleTests` runs them.

func openingExample(_ folder: String, files: String) async throws {
  // shown in Sources/Sluice/Store.swift
  let store = try await Store.open(at: folder)
  try await store.load([LoadInput(path: "\(files)/museum.nt.gz")])
  for try await quad in try store.match(predicate: .iri(RDFVocabulary.type)) { print(quad.subject) }
  await store.close()
  // shown to here
}

func transactionExample(_ store: Store) async throws -> [Solution] {
  // shown in Sources/Sluice/Transactions/Store+Transaction.swift
  let left = try await store.transaction { transaction in
    try await transaction.update("DELETE WHERE { ?loan <http://example.org/returned> ?day }")
    return try await transaction.select("SELECT ?loan { ?loan a <http://example.org/Loan> }").all()
  }
  // shown to here
  return left
}

func serviceExample(_ store: Store) async throws -> SolutionSequence {
  // shown in Sources/Sluice/Federation/HTTPServiceClient.swift
  var options = QueryOptions()
  options.services = HTTPServiceClient()
  let rows = try await store.select(
    "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }", options: options)
  // shown to here
  return rows
}

func documentsExample(_ store: Store) async throws {
  // shown in Sources/Sluice/Documents/AllowedDocuments.swift
  var options = QueryOptions()
  options.documents = try AllowedDocuments(filesBelow: "/srv/museum")
  try await store.update("LOAD <file:///srv/museum/loans.ttl.gz>", options: options)
  // shown to here
}

func preparedExample(_ store: Store, _ titles: [String]) async throws -> [Int] {
  // shown in Sources/Sluice/Querying/PreparedQuery.swift
  let query = try PreparedQuery(
    "SELECT (COUNT(*) AS ?works) { ?work <http://example.org/title> ?title }")
  var counts: [Int] = []
  for title in titles {
    let options = QueryOptions().binding(["title": .literal(Literal(title))])
    for try await row in try await store.select(query, options: options) {
      counts.append(row.integer("works") ?? 0)
    }
  }
  // shown to here
  return counts
}

func updateExample(_ store: Store) async throws {
  // shown in Sources/Sluice/Querying/Store+Update.swift
  let change = try await store.update(
    """
    PREFIX m: <http://example.org/>
    DELETE { ?loan m:due ?day } WHERE { ?loan m:due ?day ; m:returned ?then } ;
    INSERT DATA { m:log m:cleaned true }
    """)
  print("\(change.added) quads added, \(change.removed) removed")
  // shown to here
}

func queryExample(_ store: Store) async throws -> [String] {
  // shown in Sources/Sluice/Querying/Store+Query.swift
  var titles: [String] = []
  let rows = try await store.select(
    "SELECT ?title { ?work <http://example.org/title> ?title } LIMIT 10")
  for try await row in rows {
    if let title = row.string("title") { titles.append(title) }
  }
  // shown to here
  return titles
}
