// The statements in the order of the document, which is the original's:
//
//   product types ──► features
//   producer ──► its products        for each producer
//   vendor ──► its offers            for each vendor
//   reviewer ──► the reviews         for each reviewer of each rating site
//
// Standards are the types and the features. Rating sites publish, but nothing is said about them.

/// Writes a dataset.
struct BSBMWriter<Emitter: BSBMEmitter & ~Copyable>: ~Copyable {
  let catalog: BSBMCatalog
  private var output: GeneratorOutput
  private var emitter = Emitter()
  /// How many statements were written.
  private(set) var statementCount = 0
  /// How many bytes were sent to the sink.
  var byteCount: Int { output.byteCount }

  /// Makes a writer; nothing is written yet.
  init(_ catalog: BSBMCatalog, sink: any GeneratorSink) {
    self.catalog = catalog
    output = GeneratorOutput(sink: sink, reserveBytes: BSBMEmission.maximumBytes)
  }

  /// Writes the whole document.
  mutating func write() throws(GeneratorError) {
    emitter.begin(&output.buffer)
    try writeStandards()
    for producer in 1...catalog.producers.runCount {
      try writeProducts(of: .source(.producer, producer))
    }
    for vendor in 1...catalog.vendors.runCount {
      try writeOffers(of: .source(.vendor, vendor))
    }
    for site in 1...catalog.sites.runCount {
      try writeReviews(of: .source(.ratingSite, site))
    }
    try output.flush()
  }

  /// Says that what follows is published by `source`.
  mutating func enter(_ source: BSBMResource) {
    emitter.enter(source, &output.buffer)
  }

  /// Starts a subject with its class.
  mutating func open(_ subject: BSBMResource, _ type: BSBMClass) throws(GeneratorError) {
    emitter.open(subject, &output.buffer)
    try state(.type, .type(type))
  }

  /// Writes one statement about the open subject.
  mutating func state(
    _ predicate: BSBMPredicate, _ object: BSBMObject
  ) throws(GeneratorError) {
    emitter.write(predicate, object, &output.buffer)
    statementCount += 1
    try output.flushIfFull()
  }

  /// Ends a subject with who published it and when, which everything has.
  mutating func close(publisher: BSBMResource, _ day: BSBMDay) throws(GeneratorError) {
    try state(.publisher, .resource(publisher))
    try state(.date, .date(day))
    emitter.close(&output.buffer)
  }
}
